import type {Status} from '../../model/framework.js'
import type {Filter} from './filter.js'
import type {Markup} from './markup.js'
import type {Row, Sheet, SheetCheck, SheetOutcome, SheetSubject} from './page-data.js'

import {figure} from '../text/labels.js'
import {isNarrow} from './filter.js'
import {html} from './markup.js'

/** What a part of the page is made of. */
export interface View {
  readonly filter: Filter
  /** How many rows of a list are shown. */
  readonly most: (list: string) => number
  /** The observations that the filter leaves. */
  readonly rows: readonly Row[]
  readonly sheet: Sheet
}

/** A word and a shape for each status, so that none is told by its colour alone. */
export const marks: Readonly<Record<SheetOutcome | Status, readonly [sign: string, word: string]>> = {
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

export const badge = (status: SheetOutcome | Status): Markup =>
  html`<b class="badge ${status}"><span aria-hidden="true">${marks[status][0]}</span> ${marks[status][1]}</b>`

/** A status with how often, in little room. */
export const tally = (status: SheetOutcome | Status, count: number): Markup =>
  html`<span class="tally ${status}"><span aria-hidden="true">${marks[status][0]}</span>${figure(count)}<span class="heard"> ${marks[status][1]} </span></span>`

export const checkOf = ({sheet}: View, row: Row): SheetCheck => sheet.checks[row[0]] ?? noCheck
export const subjectOf = ({sheet}: View, row: Row): SheetSubject => sheet.subjects[row[1]] ?? noSubject
export const seenOf = ({sheet}: View, row: Row): string => sheet.texts[row[3]] ?? ''

const noCheck: SheetCheck = {
  aside: '',
  breaks: '',
  id: '',
  remedy: '',
  severity: 'critical',
  title: '',
  url: '',
  wrong: '',
}
const noSubject: SheetSubject = {app: '', id: '', kind: 'account', owner: '', space: '', text: ''}

/** The first of a list, and a line that tells how many are not shown and shows them. */
export function listed<T>(
  {most}: View,
  list: string,
  all: readonly T[],
  what: string,
  of: (shown: readonly T[]) => Markup,
): Markup {
  const many = most(list)
  const left = all.length <= many + 1 ? 0 : all.length - many
  const rest =
    left > 0
      ? html`<p class="rest">and ${figure(left)} more ${what} <button type="button" data-more="${list}" hidden>Show more</button></p>`
      : html``
  return html`${of(left > 0 ? all.slice(0, many) : all)}${rest}`
}

/** What stands where a list is empty: that a filter leaves nothing is no good news. */
export const nothing = ({filter}: View, otherwise: string): Markup =>
  html`<p class="none">${isNarrow(filter) ? 'Nothing here matches the filter.' : otherwise}</p>`

export const counted = (n: number, one: string, many = `${one}s`): string => `${figure(n)} ${n === 1 ? one : many}`

/** A name that can be seen where it stands alone. */
export const shownName = (name: string): string => (/[^\s]/.test(name) ? name : `"${name}"`)

/** A link to a page of the web; an address of another kind is shown as text. */
export const link = (url: string): Markup =>
  /^https?:\/\/[^\s]+$/.test(url) ? html`<a href="${url}" rel="noreferrer">${url}</a>` : html`${url}`

/** Those of a list of the sheet that have rows, each with its place in the list. */
export const withRows = <T>(
  all: readonly T[],
  rowsOf: ReadonlyMap<number, readonly Row[]>,
): Array<{readonly index: number; readonly one: T; readonly rows: readonly Row[]}> =>
  all.flatMap((one, index) => {
    const rows = rowsOf.get(index)
    return rows ? [{index, one, rows}] : []
  })
