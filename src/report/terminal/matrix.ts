import type {Observation} from '../../model/observation.js'
import type {ControlResult, FrameworkResult} from '../../model/report.js'
import type {Page} from './page.js'

import {grouped} from '../../foundation/collections.js'
import {severities} from '../../model/framework.js'
import {capital} from '../../foundation/text.js'
import {column, paragraph, titled} from './page.js'
import {colourOf, wordOf} from '../text/paint.js'
import {harmless, width} from '../text/layout.js'
import {figure, plainName, some, subjectName, times} from '../text/labels.js'

/** The controls of a framework in its own order: status, number, kind, who answers for it, title, and what decided it. */
export function matrixPart(page: Page, {controls, title, version}: FrameworkResult): string[] {
  const listed = controls.filter(({status}) => page.lists(status))
  const left = controls.length - listed.length
  if (controls.length === 0) return []
  const rest = left > 0 ? `, ${listed.length === 0 ? 'none' : figure(listed.length)} of them listed` : ''
  const columns = columnsOf(listed)
  return [
    ...paragraph(
      page,
      page.paint.strong(`${harmless(`${title} ${version}`, 60)}: ${times(controls.length, 'control')}`) + rest,
    ),
    ...(isWide(page) && listed.length > 0
      ? [page.paint.dim(leadOf(['', 'number', 'kind', 'duty'], columns) + 'what')]
      : []),
    ...listed.flatMap(control => controlLines(page, control, columns)),
  ]
}

const numberOf = (id: string) => harmless(id, 28)

/** Columns of the status, the number, the kind and the duty; a long number pushes what follows it aside. */
const columnsOf = (controls: readonly ControlResult[]): readonly number[] => [
  Math.max(...controls.map(({status}) => wordOf[status].length)),
  Math.min(20, Math.max(...controls.map(({id}) => width(numberOf(id))))),
  'fail-only'.length,
  'Heroku'.length,
]

const leadOf = (cells: readonly string[], columns: readonly number[]) =>
  cells.map((cell, index) => `${cell}${' '.repeat(Math.max(0, (columns[index] ?? 0) - width(cell)))}  `).join('')

const isWide = ({columns}: Page) => columns >= 76

function controlLines(page: Page, control: ControlResult, columns: readonly number[]): string[] {
  const {paint} = page
  const {id, kind, priority, question, reason, responsibility, status, title} = control
  const duty = {customer: 'you', heroku: 'Heroku', shared: 'shared'}[responsibility]
  const first = [paint[colourOf[status]](wordOf[status]), paint.strong(numberOf(id))]
  const cells = isWide(page) ? [...first, kind, duty] : first
  const text = `${harmless(title)}${priority === undefined ? '' : ` (${harmless(priority, 20)})`}${isWide(page) ? '' : ` [${kind}, ${duty}]`}`
  const hang = (many: number) => columns.slice(0, many).reduce((sum, one) => sum + one + 2, 0)
  const isAsked = status === 'manual' && question !== undefined
  return [
    ...column(page, leadOf(cells, columns), text, hang(cells.length)),
    ...(isAsked ? [] : column(page, '', paint.dim(harmless(reason, 600)), hang(2))),
  ]
}

/** The questions that a person has to answer, in the order of the controls. */
export function questionsPart(page: Page, {controls, title}: FrameworkResult): string[] {
  const open = controls.filter(({question, status}) => status === 'manual' && question !== undefined)
  if (open.length === 0 || !page.lists('manual')) return []
  const numbers = columnsOf(open)[1] ?? 0
  return [
    ...paragraph(
      page,
      `${page.paint.strong(`${harmless(title, 40)}: ${times(open.length, 'open question')}`)}, to be answered with evidence`,
    ),
    ...open.flatMap(({facts = [], id, question = '', reason}) => {
      const lead = leadOf([page.paint.strong(numberOf(id))], [numbers])
      const wider = /(?:^|: )judged with .+$/.test(reason) ? ` (${harmless(reason, 300)})` : ''
      const seen = facts.length > 0 ? ` ${page.paint.dim(`[${times(facts.length, 'fact')} in --json]`)}` : ''
      return column(page, lead, harmless(question, 600) + wider + seen, numbers + 2)
    }),
  ]
}

/** The documents that controls wait for, each with what waits for it. */
export function documentsPart(page: Page): string[] {
  const waiting = page.report.frameworks.flatMap(({controls}) =>
    controls.flatMap(({documents, id, status}) =>
      status === 'manual' || status === 'unknown' ? (documents ?? []).map(document => ({document, id})) : [],
    ),
  )
  const relieving = page.report.frameworks.flatMap(({controls}) =>
    controls.flatMap(({id, relievedBy, status}) =>
      status === 'fail' && relievedBy ? [{document: relievedBy, id}] : [],
    ),
  )
  if (waiting.length + relieving.length === 0 || !page.lists('manual')) return []
  const rows = (all: typeof waiting, what: string) =>
    [...grouped(all, ({document}) => document)].flatMap(([document, users]) =>
      paragraph(
        page,
        `${page.paint.name(plainName(document))} ${what} ${some(
          users.map(({id}) => numberOf(id)),
          8,
        )}`,
        1,
      ),
    )
  return [
    ...paragraph(page, page.paint.strong('DOCUMENTS NEEDED')),
    ...rows(waiting, 'for'),
    ...rows(relieving, 'would turn into a question the failure of'),
  ]
}

/** Checks with the verdict, compactly: for the verdicts that nobody has to act on. */
export function verdictPart(page: Page, verdict: 'not-applicable' | 'pass'): string[] {
  const all = page.report.observations.filter(one => one.verdict === verdict)
  if (all.length === 0 || !page.lists(verdict)) return []
  const checks = [...grouped(all, ({check}) => check).values()].sort((a, b) => rank(a[0]) - rank(b[0]))
  return [
    ...paragraph(
      page,
      page.paint.strong(
        `${verdict === 'pass' ? 'WHAT HOLDS' : 'WHAT DOES NOT APPLY'}: ${times(all.length, 'observation')}`,
      ),
    ),
    ...checks.flatMap(same =>
      same[0]
        ? titled(
            page,
            `${page.paint[colourOf[verdict]](wordOf[verdict])}  `,
            `${capital(harmless(same[0].title))}: ${some(
              same.map(({subject}) => page.paint.name(subjectName(subject))),
              8,
            )}`,
          )
        : [],
    ),
  ]
}

const rank = (one: Observation | undefined) => (one ? severities.indexOf(one.severity) : severities.length)
