import type {Observation} from '../../model/observation.js'
import type {ControlResult, FrameworkResult} from '../../model/report.js'
import type {Page} from './page.js'

import {groupBy} from '../../foundation/collections.js'
import {severities} from '../../model/framework.js'
import {capitalize} from '../../foundation/text.js'
import {columnText, paragraph, labeledParagraph} from './page.js'
import {statusColor} from './palette.js'
import {statusLabel} from '../text/status-label.js'
import {sanitizeForTerminal} from '../text/sanitize.js'
import {displayWidth, truncateToWidth} from './layout.js'
import {formatNumber, displayName, shortList, subjectName, countText} from '../text/labels.js'

/** The controls of a framework in its own order: status, number, kind, who answers for it, title, and what decided it. */
export function controlsPart(page: Page, {controls, title, version}: FrameworkResult): string[] {
  const listed = controls.filter(({status}) => page.isListed(status))
  const hiddenCount = controls.length - listed.length
  if (controls.length === 0) return []
  const listedText =
    hiddenCount > 0 ? `, ${listed.length === 0 ? 'none' : formatNumber(listed.length)} of them listed` : ''
  const widths = columnWidths(listed)
  return [
    ...paragraph(
      page,
      page.paint.strong(`${sanitizeForTerminal(`${title} ${version}`, 60)}: ${countText(controls.length, 'control')}`) +
        listedText,
    ),
    ...(isWide(page) && listed.length > 0
      ? [page.paint.dim(padCells(['', 'number', 'kind', 'duty'], widths) + 'what')]
      : []),
    ...listed.flatMap(control => controlLines(page, control, widths)),
  ]
}

const controlNumber = (id: string) => truncateToWidth(sanitizeForTerminal(id, 28), 28)

/** Columns of the status, the number, the kind and the duty; a long number pushes what follows it aside. */
const columnWidths = (controls: readonly ControlResult[]): readonly number[] => [
  Math.max(...controls.map(({status}) => statusLabel[status].length)),
  Math.min(20, Math.max(...controls.map(({id}) => displayWidth(controlNumber(id))))),
  'fail-only'.length,
  'Heroku'.length,
]

const padCells = (cells: readonly string[], widths: readonly number[]) =>
  cells.map((cell, index) => `${cell}${' '.repeat(Math.max(0, (widths[index] ?? 0) - displayWidth(cell)))}  `).join('')

const isWide = ({columns}: Page) => columns >= 76

function controlLines(page: Page, control: ControlResult, widths: readonly number[]): string[] {
  const {paint} = page
  const {id, kind, priority, question, reason, responsibility, status, title} = control
  const responsibleParty = {customer: 'you', heroku: 'Heroku', shared: 'shared'}[responsibility]
  const leadingCells = [paint[statusColor[status]](statusLabel[status]), paint.strong(controlNumber(id))]
  const cells = isWide(page) ? [...leadingCells, kind, responsibleParty] : leadingCells
  const text = `${sanitizeForTerminal(title)}${priority === undefined ? '' : ` (${sanitizeForTerminal(priority, 20)})`}${isWide(page) ? '' : ` [${kind}, ${responsibleParty}]`}`
  const indentAfter = (cellCount: number) => widths.slice(0, cellCount).reduce((sum, width) => sum + width + 2, 0)
  const isAsked = status === 'manual' && question !== undefined
  return [
    ...columnText(page, padCells(cells, widths), text, indentAfter(cells.length)),
    ...(isAsked ? [] : columnText(page, '', paint.dim(sanitizeForTerminal(reason, 600)), indentAfter(2))),
  ]
}

/** The questions that a person has to answer, in the order of the controls. */
export function questionsPart(page: Page, {controls, title}: FrameworkResult): string[] {
  const openControls = controls.filter(({question, status}) => status === 'manual' && question !== undefined)
  if (openControls.length === 0 || !page.isListed('manual')) return []
  const numberWidth = columnWidths(openControls)[1] ?? 0
  return [
    ...paragraph(
      page,
      `${page.paint.strong(`${sanitizeForTerminal(title, 40)}: ${countText(openControls.length, 'open question')}`)}, to be answered with evidence`,
    ),
    ...openControls.flatMap(({facts = [], id, question = '', reason}) => {
      const lead = padCells([page.paint.strong(controlNumber(id))], [numberWidth])
      const thresholdText = /(?:^|: )assessed only with .+$/.test(reason)
        ? ` (${sanitizeForTerminal(reason, 300)})`
        : ''
      const factsText = facts.length > 0 ? ` ${page.paint.dim(`[${countText(facts.length, 'fact')} in --json]`)}` : ''
      return columnText(page, lead, sanitizeForTerminal(question, 600) + thresholdText + factsText, numberWidth + 2)
    }),
  ]
}

/** The documents that controls wait for, each with what waits for it. */
export function documentsPart(page: Page): string[] {
  const neededDocuments = page.report.frameworks.flatMap(({controls}) =>
    controls.flatMap(({documents, id, status}) =>
      status === 'manual' || status === 'unknown' ? (documents ?? []).map(document => ({document, id})) : [],
    ),
  )
  const relievingDocuments = page.report.frameworks.flatMap(({controls}) =>
    controls.flatMap(({id, relievedBy, status}) =>
      status === 'fail' && relievedBy ? [{document: relievedBy, id}] : [],
    ),
  )
  if (neededDocuments.length + relievingDocuments.length === 0 || !page.isListed('manual')) return []
  const documentLines = (documents: typeof neededDocuments, purpose: string) =>
    [...groupBy(documents, ({document}) => document)].flatMap(([document, users]) =>
      paragraph(
        page,
        `${page.paint.name(displayName(document))} ${purpose} ${shortList(
          users.map(({id}) => controlNumber(id)),
          8,
        )}`,
        1,
      ),
    )
  return [
    ...paragraph(page, page.paint.strong('DOCUMENTS NEEDED')),
    ...documentLines(neededDocuments, 'for'),
    ...documentLines(relievingDocuments, 'would turn into a question the failure of'),
  ]
}

/** Checks with the verdict, compactly: for the verdicts that nobody has to act on. */
export function verdictPart(page: Page, verdict: 'not-applicable' | 'pass'): string[] {
  const observations = page.report.observations.filter(observation => observation.verdict === verdict)
  if (observations.length === 0 || !page.isListed(verdict)) return []
  const groups = [...groupBy(observations, ({check}) => check).values()].sort(
    (a, b) => severityRank(a[0]) - severityRank(b[0]),
  )
  return [
    ...paragraph(
      page,
      page.paint.strong(
        `${verdict === 'pass' ? 'WHAT HOLDS' : 'WHAT DOES NOT APPLY'}: ${countText(observations.length, 'observation')}`,
      ),
    ),
    ...groups.flatMap(observations =>
      observations[0]
        ? labeledParagraph(
            page,
            `${page.paint[statusColor[verdict]](statusLabel[verdict])}  `,
            `${capitalize(sanitizeForTerminal(observations[0].title))}: ${shortList(
              observations.map(({subject}) => page.paint.name(subjectName(subject))),
              8,
            )}`,
          )
        : [],
    ),
  ]
}

const severityRank = (observation: Observation | undefined) =>
  observation ? severities.indexOf(observation.severity) : severities.length
