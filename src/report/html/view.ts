import type {Status} from '../../model/framework.js'
import type {Filter} from './filter.js'
import type {Markup} from './markup.js'
import type {ObservationRow, PageCause, PageData, PageCheck, PageOutcome, PageSubject} from './page-data.js'

import {firstOf, groupBy} from '../../foundation/collections.js'
import {formatNumber} from '../text/labels.js'
import {dashboardUrl} from './dashboard.js'
import {isFiltering} from './filter.js'
import {html} from './markup.js'
import {outcomeOf} from './page-data.js'

/** What a section of the page is rendered from. */
export interface View {
  readonly filter: Filter
  /** How many rows of a list are shown. */
  readonly rowLimit: (list: string) => number
  /** The observations that match the filter. */
  readonly rows: readonly ObservationRow[]
  readonly data: PageData
  /** Whether a details element is open, where it's open at first or isn't. */
  readonly isOpen: (key: string, isOpenAtFirst: boolean) => boolean
  /** What stands in a closed details element for its content. */
  readonly closedContent: (key: string, content: (view: View) => Markup) => Markup
}

/** A word and a shape for each status, so that none is told by its color alone. */
export const statusMarks: Readonly<Record<PageOutcome | Status, readonly [sign: string, word: string]>> = {
  attested: ['●', 'attested'],
  fail: ['✕', 'fail'],
  inherited: ['▣', 'inherited'],
  manual: ['○', 'manual'],
  'not-applicable': ['–', 'not applicable'],
  pass: ['✓', 'pass'],
  signal: ['◔', 'worth a look'],
  unknown: ['?', 'unknown'],
  waived: ['◇', 'waived'],
}

const sign = (status: PageOutcome | Status): Markup => html`<span aria-hidden="true">${statusMarks[status][0]}</span>`

export const badge = (status: PageOutcome | Status): Markup =>
  html`<b class="badge ${status}">${sign(status)} ${statusMarks[status][1]}</b>`

/** A status and its count, in little space. */
export function tally(status: PageOutcome | Status, count: number): Markup {
  const word = html`<span class="visually-hidden"> ${statusMarks[status][1]} </span>`
  return html`<span class="tally ${status}">${sign(status)}${formatNumber(count)}${word}</span>`
}

export const severityMark = (severity: string): Markup => html`<b class="severity ${severity}">${severity}</b>`

export const checkOf = ({data}: View, row: ObservationRow): PageCheck => data.checks[row[0]] ?? noCheck
export const subjectOf = ({data}: View, row: ObservationRow): PageSubject => data.subjects[row[1]] ?? noSubject
export const seenText = ({data}: View, row: ObservationRow): string => data.texts[row[3]] ?? ''

const noCheck: PageCheck = {
  effect: '',
  failureTitle: '',
  id: '',
  remediation: '',
  severity: 'critical',
  signal: '',
  title: '',
  url: '',
  violates: '',
}
const noSubject: PageSubject = {app: '', id: '', kind: 'account', owner: '', space: '', text: ''}

export const rowsWithOutcome = ({rows}: View, outcome: PageOutcome): ObservationRow[] =>
  rows.filter(row => outcomeOf(row) === outcome)

interface FoldOptions {
  readonly className?: string
  readonly isOpenAtFirst?: boolean
  readonly key: string
  readonly summary: Markup
}

/** A details element whose content is made when it's first open, so that a large page stays light. */
export function fold(
  view: View,
  {className, isOpenAtFirst = false, key, summary}: FoldOptions,
  content: (view: View) => Markup,
): Markup {
  const isOpen = view.isOpen(key, isOpenAtFirst)
  return html`<details${className === undefined ? html`` : html` class="${className}"`} data-key="${key}"${
    isOpen ? html` open` : html``
  }><summary>${summary}</summary>
    <div class="content">${isOpen ? content(view) : view.closedContent(key, content)}</div></details>
    `
}

/** A view for a reader without the script: what is closed at first is in a `noscript` element. */
export const staticView = (view: Omit<View, 'closedContent' | 'isOpen'>): View => ({
  ...view,
  closedContent: (_, content) => html`<noscript>${content(plainView(view))}</noscript>`,
  isOpen: (_, isOpenAtFirst) => isOpenAtFirst,
})

/** A view with all of its content, wherever it's closed. */
export const plainView = (view: Omit<View, 'closedContent' | 'isOpen'>): View => {
  const plain: View = {...view, closedContent: (_, content) => content(plain), isOpen: (_, isOpen) => isOpen}
  return plain
}

/** A subject, with a link to the Heroku Dashboard where it has a page of its own. */
export function subjectLink(view: View, row: ObservationRow): Markup {
  const subject = subjectOf(view, row)
  return dashboardLink(subject, html`${subject.text}`)
}

/** A text that links to the page of a subject in the Heroku Dashboard. */
export function dashboardLink(subject: PageSubject, text: Markup): Markup {
  const url = dashboardUrl(subject)
  return url === undefined
    ? text
    : html`<a class="dashboard" href="${url}" target="_blank" rel="noopener noreferrer">${text}<span
      class="visually-hidden"> in the Heroku Dashboard</span></a>`
}

/** The first items of a list, how many more there are, and a button that shows more of them. */
export function limitedList<T>(
  {rowLimit}: View,
  list: string,
  items: readonly T[],
  noun: string,
  render: (shown: readonly T[]) => Markup,
): Markup {
  const shown = firstOf(items, rowLimit(list))
  const hiddenCount = items.length - shown.length
  if (hiddenCount === 0) return render(items)
  return html`${render(shown)}<p class="rest">
    and ${formatNumber(hiddenCount)} more ${noun}
    <button type="button" data-more="${list}" hidden>Show more</button>
    </p>`
}

/** A table that scrolls by itself where it's too wide; a heading that begins with a number sign is of numbers. */
export function table(caption: string, headings: readonly string[], rows: readonly Markup[]): Markup {
  const cells = headings.map(heading =>
    heading.startsWith('#')
      ? html`<th scope="col" class="number">${heading.slice(1)}</th>`
      : html`<th scope="col">${heading}</th>`,
  )
  return html`<div class="wide" role="region" tabindex="0" aria-label="${caption}"><table>
    <caption class="visually-hidden">${caption}</caption>
    <thead><tr>${cells}</tr></thead>
    <tbody>${rows}</tbody></table></div>`
}

/** What an empty list says; where a filter is set, it may only be the filter that leaves nothing. */
export const emptyNote = ({filter}: View, emptyText: string): Markup =>
  html`<p class="none">${isFiltering(filter) ? 'Nothing here matches the filter.' : emptyText}</p>`

/** From when a control is enforced, behind its title. */
export const enforcedNote = (enforced: string | undefined): Markup =>
  enforced === undefined ? html`` : html` <span class="aside">(${enforced})</span>`

/** A name that is visible where it stands alone. */
export const visibleName = (name: string): string => (/[^\s]/.test(name) ? name : `"${name}"`)

/** A link to a web page; every other address is shown as text. */
export const link = (url: string): Markup =>
  /^https?:\/\/[^\s]+$/.test(url)
    ? html`<a href="${url}" target="_blank" rel="noopener noreferrer">${url}</a>`
    : html`${url}`

/** An entry of a list of the page, its index in the list, and the rows of it. */
interface EntryRows<T> {
  readonly index: number
  readonly entry: T
  readonly rows: readonly ObservationRow[]
}

const entriesWithRows = <T>(
  entries: readonly T[],
  rows: readonly ObservationRow[],
  indexOf: (row: ObservationRow) => number,
): Array<EntryRows<T>> => {
  const rowsByIndex = groupBy(rows, indexOf)
  return entries.flatMap((entry, index) => {
    const own = rowsByIndex.get(index)
    return own ? [{index, entry, rows: own}] : []
  })
}

/** The checks of observations, each with its own; by default of all that match the filter. */
export const checksWithRows = (view: View, rows = view.rows): Array<EntryRows<PageCheck>> =>
  entriesWithRows(view.data.checks, rows, row => row[0])

/** The causes of what is unknown, each with the observations that it leaves so. */
export const causesWithRows = (view: View): Array<EntryRows<PageCause>> =>
  entriesWithRows(view.data.causes, rowsWithOutcome(view, 'unknown'), row => row[5])
