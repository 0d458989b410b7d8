import type {Status} from '../../model/framework.js'
import type {Filter} from './filter.js'
import type {Markup} from './markup.js'
import type {ObservationRow, PageData, PageCheck, PageOutcome, PageSubject} from './page-data.js'

import {formatNumber} from '../text/labels.js'
import {isFiltering} from './filter.js'
import {html} from './markup.js'

/** What a part of the page is made of. */
export interface View {
  readonly filter: Filter
  /** How many rows of a list are shown. */
  readonly rowLimit: (list: string) => number
  /** The observations that the filter leaves. */
  readonly rows: readonly ObservationRow[]
  readonly data: PageData
}

/** A word and a shape for each status, so that none is told by its colour alone. */
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

export const badge = (status: PageOutcome | Status): Markup =>
  html`<b class="badge ${status}"><span aria-hidden="true">${statusMarks[status][0]}</span> ${statusMarks[status][1]}</b>`

/** A status with how often, in little room. */
export const tally = (status: PageOutcome | Status, count: number): Markup =>
  html`<span class="tally ${status}"><span aria-hidden="true">${statusMarks[status][0]}</span>${formatNumber(count)}<span class="heard"> ${statusMarks[status][1]} </span></span>`

export const checkOf = ({data}: View, row: ObservationRow): PageCheck => data.checks[row[0]] ?? noCheck
export const subjectOf = ({data}: View, row: ObservationRow): PageSubject => data.subjects[row[1]] ?? noSubject
export const seenText = ({data}: View, row: ObservationRow): string => data.texts[row[3]] ?? ''

const noCheck: PageCheck = {
  aside: '',
  breaks: '',
  id: '',
  remedy: '',
  severity: 'critical',
  title: '',
  url: '',
  wrong: '',
}
const noSubject: PageSubject = {app: '', id: '', kind: 'account', owner: '', space: '', text: ''}

/** The first of a list, and a line that tells how many are not shown and shows them. */
export function limitedList<T>(
  {rowLimit}: View,
  list: string,
  items: readonly T[],
  noun: string,
  render: (shown: readonly T[]) => Markup,
): Markup {
  const shownCount = rowLimit(list)
  const hiddenCount = items.length <= shownCount + 1 ? 0 : items.length - shownCount
  const hiddenNote =
    hiddenCount > 0
      ? html`<p class="rest">and ${formatNumber(hiddenCount)} more ${noun} <button type="button" data-more="${list}" hidden>Show more</button></p>`
      : html``
  return html`${render(hiddenCount > 0 ? items.slice(0, shownCount) : items)}${hiddenNote}`
}

/** What stands where a list is empty: that a filter leaves nothing is no good news. */
export const emptyNote = ({filter}: View, emptyText: string): Markup =>
  html`<p class="none">${isFiltering(filter) ? 'Nothing here matches the filter.' : emptyText}</p>`

export const countOf = (n: number, singular: string, shownCount = `${singular}s`): string =>
  `${formatNumber(n)} ${n === 1 ? singular : shownCount}`

/** A name that can be seen where it stands alone. */
export const visibleName = (name: string): string => (/[^\s]/.test(name) ? name : `"${name}"`)

/** A link to a page of the web; an address of another kind is shown as text. */
export const link = (url: string): Markup =>
  /^https?:\/\/[^\s]+$/.test(url) ? html`<a href="${url}" rel="noreferrer">${url}</a>` : html`${url}`

/** Those of a list of the sheet that have rows, each with its place in the list. */
export const entriesWithRows = <T>(
  entries: readonly T[],
  rowsOf: ReadonlyMap<number, readonly ObservationRow[]>,
): Array<{readonly index: number; readonly entry: T; readonly rows: readonly ObservationRow[]}> =>
  entries.flatMap((entry, index) => {
    const rows = rowsOf.get(index)
    return rows ? [{index, entry, rows}] : []
  })
