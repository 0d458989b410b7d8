import type {Markup} from './markup.js'
import type {ObservationRow, PageCause, PageCheck, PageControl} from './page-data.js'
import type {View} from './view.js'

import {distinct, groupBy} from '../../foundation/collections.js'
import {capitalize, firstFew} from '../../foundation/text.js'
import {formatNumber} from '../text/labels.js'
import {matchingControls} from './filter.js'
import {html} from './markup.js'
import {
  causesWithRows,
  checkOf,
  checksWithRows,
  emptyNote,
  rowsWithOutcome,
  severityMark,
  subjectOf,
  table,
} from './view.js'

/** Rows of a table on paper, so that the summary of any scope stays short. */
const rowLimit = 60
const nameLimit = 6

/** What a printed page says unless it was made in full: failures in short, causes of unknowns, and open controls. */
export const shortPart = (view: View): Markup =>
  html`<h3>Failures in short</h3>${failureTable(view)}
    <h3>Why things are unknown</h3>${causeTable(view)}
    <h3>Open controls</h3>${openTable(view)}`

const limited = <T>(items: readonly T[], render: (item: T) => Markup): readonly Markup[] => [
  ...items.slice(0, rowLimit).map(render),
  ...(items.length > rowLimit
    ? [html`<tr><td colspan="9">and ${formatNumber(items.length - rowLimit)} more</td></tr>`]
    : []),
]

function failureTable(view: View): Markup {
  const checks = checksWithRows(view, rowsWithOutcome(view, 'fail'))
  if (checks.length === 0) return emptyNote(view, 'No check fails.')
  const rows = limited(checks, ({entry, rows: failed}) => failureRow(view, entry, failed))
  return table('Failures in short', ['Severity', 'What fails', 'Where', '#Times'], rows)
}

const failureRow = (view: View, {failureTitle, severity}: PageCheck, rows: readonly ObservationRow[]) =>
  html`<tr><td>${severityMark(severity)}</td><th scope="row">${capitalize(failureTitle)}</th>
    <td>${placesText(view, rows)}</td><td class="number">${formatNumber(rows.length)}</td></tr>
    `

const placesText = (view: View, rows: readonly ObservationRow[]): string =>
  firstFew(distinct(rows.map(row => subjectOf(view, row).owner)), nameLimit)

function causeTable(view: View): Markup {
  const causes = causesWithRows(view)
  if (causes.length === 0) return emptyNote(view, 'Everything that the checks need is known.')
  const rows = limited(causes, ({entry, rows: unknown}) => causeRow(view, entry, unknown))
  return table('Why observations are unknown', ['Cause', 'Needed', 'Where', '#Checks', '#Observations'], rows)
}

const causeRow = (view: View, {needs, title}: PageCause, rows: readonly ObservationRow[]) =>
  html`<tr><th scope="row">${capitalize(title)}</th><td>${needs === '' ? '-' : needs}</td>
    <td>${placesText(view, rows)}</td>
    <td class="number">${formatNumber(new Set(rows.map(row => checkOf(view, row).id)).size)}</td>
    <td class="number">${formatNumber(rows.length)}</td></tr>
    `

function openTable(view: View): Markup {
  const families = matchingControls(view.data, view.filter).flatMap(({familyTitles = {}, matching, name}) => {
    const titles = new Map(Object.entries(familyTitles))
    return openFamilies(matching).map(([family, open]) => ({
      family: [family, titles.get(family) ?? ''].join(' ').trim(),
      name,
      open,
    }))
  })
  if (families.length === 0) return emptyNote(view, 'No control is open.')
  const rows = limited(
    families,
    ({family, name, open}) =>
      html`<tr><th scope="row">${name}${family === '' ? '' : ` ${family}`}</th>
        <td class="number">${formatNumber(open.filter(({question}) => question !== '').length)}</td>
        <td class="number">${formatNumber(open.filter(({question}) => question === '').length)}</td></tr>
        `,
  )
  return table('Open controls by family', ['Framework and family', '#Open questions', '#Need a document'], rows)
}

/** The open controls by family; in one row where each control is a family of its own. */
function openFamilies(controls: readonly PageControl[]): ReadonlyArray<readonly [string, readonly PageControl[]]> {
  const open = controls.filter(({status}) => status === 'manual')
  if (open.length === 0) return []
  const hasFamilies = new Set(controls.map(({family}) => family)).size < controls.length
  return hasFamilies ? [...groupBy(open, ({family}) => family)] : [['', open]]
}
