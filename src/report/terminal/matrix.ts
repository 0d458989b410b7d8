import type {Observation} from '../../model/observation.js'
import type {ControlResult, FrameworkResult} from '../../model/report.js'
import type {Page} from './page.js'

import {groupBy} from '../../foundation/collections.js'
import {severities} from '../../model/framework.js'
import {capitalize} from '../../foundation/text.js'
import {columnText, paragraph, labeledParagraph} from './page.js'
import {statusColor} from './palette.js'
import {enforcedText, proposalText, sharedQuestionText} from '../text/control-text.js'
import {countOpenQuestions, fewerQuestionsText, isOpenQuestion} from '../text/open-questions.js'
import {statusLabel} from '../text/status-label.js'
import {sanitizeForTerminal} from '../text/sanitize.js'
import {displayWidth, truncateToWidth} from './layout.js'
import {formatNumber, displayName, shortList, subjectName, countText} from '../text/labels.js'

/** The controls of a framework in its own order: status, number, kind, owner, title, and the reason for the status. */
export function controlsPart(page: Page, {controls, title, version}: FrameworkResult): string[] {
  const listed = controls.filter(({status}) => page.isListed(status))
  const hiddenCount = controls.length - listed.length
  if (controls.length === 0) return []
  const listedText =
    hiddenCount > 0 ? `, ${listed.length === 0 ? 'none' : formatNumber(listed.length)} of them listed` : ''
  const widths = columnWidths(listed)
  const heading = `${sanitizeForTerminal(`${title} ${version}`, 60)}: ${countText(controls.length, 'control')}`
  return [
    ...paragraph(page, page.paint.strong(heading) + listedText),
    ...(isWide(page) && listed.length > 0
      ? [page.paint.dim(padCells(['', 'number', 'kind', 'owner'], widths) + 'title')]
      : []),
    ...listed.flatMap(control => controlLines(page, control, widths)),
  ]
}

const controlNumber = (id: string) => truncateToWidth(sanitizeForTerminal(id, 28), 28)

/** Columns of the status, the number, the kind and the owner; a long number pushes what follows it aside. */
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
  const {id, kind, reason, responsibility, status, title} = control
  const responsibleParty = {customer: 'you', heroku: 'Heroku', shared: 'shared'}[responsibility]
  const leadingCells = [paint[statusColor[status]](statusLabel[status]), paint.strong(controlNumber(id))]
  const cells = isWide(page) ? [...leadingCells, kind, responsibleParty] : leadingCells
  const ownerText = isWide(page) ? '' : ` [${kind}, ${responsibleParty}]`
  const text = `${sanitizeForTerminal(title)}${remarkText(control)}${ownerText}`
  const indentAfter = (cellCount: number) => widths.slice(0, cellCount).reduce((sum, width) => sum + width + 2, 0)
  return [
    ...columnText(page, padCells(cells, widths), text, indentAfter(cells.length)),
    ...(isOpenQuestion(control)
      ? []
      : columnText(page, '', paint.dim(sanitizeForTerminal(reason, 600)), indentAfter(2))),
  ]
}

/** The priority of a control and from when it is enforced, in parentheses. */
function remarkText(control: ControlResult): string {
  const remarks = [control.priority, enforcedText(control)].flatMap(text =>
    text === undefined ? [] : [sanitizeForTerminal(text, 40)],
  )
  return remarks.length > 0 ? ` (${remarks.join(', ')})` : ''
}

/** The questions that a person has to answer, in the order of the controls. */
export function questionsPart(page: Page, framework: FrameworkResult): string[] {
  const openControls = framework.controls.filter(control => isOpenQuestion(control))
  if (openControls.length === 0 || !page.isListed('manual')) return []
  const numberWidth = columnWidths(openControls)[1] ?? 0
  const heading = `${sanitizeForTerminal(framework.title, 40)}: ${countText(openControls.length, 'open question')}`
  const fewerText = fewerQuestionsText(countOpenQuestions([framework]))
  return [
    ...paragraph(
      page,
      `${page.paint.strong(heading)}, to be answered by a person${fewerText === '' ? '' : `: ${fewerText}`}`,
    ),
    ...openControls.flatMap(control => questionLines(page, control, numberWidth)),
  ]
}

/** A question that covers several frameworks has many parts, of which none may be lost. */
const longestQuestion = 3000

/** A question, what else would settle it, and the answers to related controls that may hold here too. */
function questionLines(page: Page, control: ControlResult, numberWidth: number): string[] {
  const {facts = [], id, proposals = [], question = '', reason} = control
  const lead = padCells([page.paint.strong(controlNumber(id))], [numberWidth])
  const thresholdText = /(?:^|: )assessed only with .+$/.test(reason) ? ` (${sanitizeForTerminal(reason, 300)})` : ''
  const sharedText = sharedQuestionText(control)
  const hints = [
    ...(sharedText === undefined ? [] : [sanitizeForTerminal(sharedText, 120)]),
    ...(facts.length > 0 ? [`${countText(facts.length, 'fact')} in --json`] : []),
  ]
  const hintsText = hints.length > 0 ? ` ${page.paint.dim(`[${hints.join('; ')}]`)}` : ''
  return [
    ...columnText(
      page,
      lead,
      sanitizeForTerminal(question, longestQuestion) + thresholdText + hintsText,
      numberWidth + 2,
    ),
    ...proposals.flatMap(proposal =>
      columnText(page, '', page.paint.dim(sanitizeForTerminal(proposalText(proposal), 300)), numberWidth + 2),
    ),
  ]
}

/** The documents that controls need, each with the controls that need it. */
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
    [...groupBy(documents, ({document}) => document)].flatMap(([document, users]) => {
      const controlsText = shortList(
        users.map(({id}) => controlNumber(id)),
        8,
      )
      return paragraph(page, `${page.paint.name(displayName(document))} ${purpose} ${controlsText}`, 1)
    })
  return [
    ...paragraph(page, page.paint.strong('DOCUMENTS NEEDED')),
    ...documentLines(neededDocuments, 'for'),
    ...documentLines(relievingDocuments, 'would turn into questions the failures of'),
  ]
}

/** Checks with the verdict, in short: for verdicts that need no action. */
export function verdictPart(page: Page, verdict: 'not-applicable' | 'pass'): string[] {
  const observations = page.report.observations.filter(observation => observation.verdict === verdict)
  if (observations.length === 0 || !page.isListed(verdict)) return []
  const groups = [...groupBy(observations, ({check}) => check).values()].sort(
    (a, b) => severityRank(a[0]) - severityRank(b[0]),
  )
  const heading = verdict === 'pass' ? 'PASSED' : 'NOT APPLICABLE'
  return [
    ...paragraph(page, page.paint.strong(`${heading}: ${countText(observations.length, 'observation')}`)),
    ...groups.flatMap(group => {
      const [first] = group
      if (!first) return []
      const names = group.map(({subject}) => page.paint.name(subjectName(subject)))
      const text = `${capitalize(sanitizeForTerminal(first.title))}: ${shortList(names, 8)}`
      return labeledParagraph(page, `${page.paint[statusColor[verdict]](statusLabel[verdict])}  `, text)
    }),
  ]
}

const severityRank = (observation: Observation | undefined) =>
  observation ? severities.indexOf(observation.severity) : severities.length
