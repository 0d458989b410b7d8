import type {Markup} from './markup.js'
import type {Row, SheetCause} from './page-data.js'
import type {View} from './view.js'

import {grouped} from '../../foundation/collections.js'
import {capital, firstOf} from '../../foundation/text.js'
import {html} from './markup.js'
import {outcomeOf} from './page-data.js'
import {badge, checkOf, counted, listed, nothing, subjectOf, withRows} from './view.js'

const mostSubjects = 12

/** What could not be determined, by cause: what was asked, what would help, and which checks are open on what. */
export function unknownsPart(view: View): Markup {
  const shown = withRows(
    view.sheet.causes,
    grouped(
      view.rows.filter(row => outcomeOf(row) === 'unknown'),
      row => row[5],
    ),
  )
  if (shown.length === 0) return nothing(view, 'All that the checks asked for was seen.')
  return listed(
    view,
    'causes',
    shown,
    'causes',
    some => html`${some.map(({index, one, rows}, at) => causeOf(view, one, index, rows, at < 3))}`,
  )
}

const line = (what: string, all: readonly string[]): Markup =>
  all.length === 0 ? html`` : html`<p><b>${what}</b> ${firstOf(all, mostSubjects)}</p>`

const causeOf = (
  view: View,
  {asked, because, helps, title}: SheetCause,
  index: number,
  rows: readonly Row[],
  isOpen: boolean,
): Markup => html`<details class="finding" data-key="unknown:${index}"${isOpen ? html` open` : html``}>
<summary>${badge('unknown')} <h3>${capital(title)}</h3> <span class="aside">${counted(rows.length, 'observation')}</span></summary>
${line('Asked:', asked)}${line('Because:', because)}${line('Would help:', helps === '' ? [] : [helps])}
${listed(
  view,
  `unknown:${index}`,
  [...grouped(rows, row => row[0])].sort(([a], [b]) => a - b).map(([, same]) => same),
  'checks',
  some => html`<ul class="subjects">${some.map(same => openCheck(view, same))}</ul>`,
)}</details>
`

function openCheck(view: View, rows: readonly Row[]): Markup {
  const [first] = rows
  if (!first) return html``
  const {id, severity, title} = checkOf(view, first)
  return html`<li><b class="severity ${severity}">${severity}</b> <b>Not known whether ${title}</b> <code>${id}</code> <span>${firstOf(
    rows.map(row => subjectOf(view, row).text),
    mostSubjects,
  )}</span></li>
`
}
