import type {Markup} from './markup.js'
import type {ObservationRow, PageCause} from './page-data.js'
import type {View} from './view.js'

import {groupBy} from '../../foundation/collections.js'
import {capitalize, firstFew} from '../../foundation/text.js'
import {html} from './markup.js'
import {outcomeOf} from './page-data.js'
import {badge, checkOf, countOf, limitedList, emptyNote, subjectOf, entriesWithRows} from './view.js'

const subjectLimit = 12

/** What could not be determined, by cause: what was asked, what would help, and which checks are open on what. */
export function unknownsSection(view: View): Markup {
  const openCauses = entriesWithRows(
    view.data.causes,
    groupBy(
      view.rows.filter(row => outcomeOf(row) === 'unknown'),
      row => row[5],
    ),
  )
  if (openCauses.length === 0) return emptyNote(view, 'All that the checks asked for was seen.')
  return limitedList(
    view,
    'causes',
    openCauses,
    'causes',
    shownCauses =>
      html`${shownCauses.map(({index, entry, rows}, at) => causeDetails(view, entry, index, rows, at < 3))}`,
  )
}

const labelledList = (heading: string, items: readonly string[]): Markup =>
  items.length === 0 ? html`` : html`<p><b>${heading}</b> ${firstFew(items, subjectLimit)}</p>`

const causeDetails = (
  view: View,
  {asked, because, helps, title}: PageCause,
  index: number,
  rows: readonly ObservationRow[],
  isOpen: boolean,
): Markup => html`<details class="finding" data-key="unknown:${index}"${isOpen ? html` open` : html``}>
<summary>${badge('unknown')} <h3>${capitalize(title)}</h3> <span class="aside">${countOf(rows.length, 'observation')}</span></summary>
${labelledList('Asked:', asked)}${labelledList('Because:', because)}${labelledList('Would help:', helps === '' ? [] : [helps])}
${limitedList(
  view,
  `unknown:${index}`,
  [...groupBy(rows, row => row[0])].sort(([a], [b]) => a - b).map(([, same]) => same),
  'checks',
  some => html`<ul class="subjects">${some.map(same => unknownCheck(view, same))}</ul>`,
)}</details>
`

function unknownCheck(view: View, rows: readonly ObservationRow[]): Markup {
  const [first] = rows
  if (!first) return html``
  const {id, severity, title} = checkOf(view, first)
  return html`<li><b class="severity ${severity}">${severity}</b> <b>Not known whether ${title}</b> <code>${id}</code> <span>${firstFew(
    rows.map(row => subjectOf(view, row).text),
    subjectLimit,
  )}</span></li>
`
}
