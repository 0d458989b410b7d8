import type {Markup} from './markup.js'
import type {Row, SheetCheck} from './sheet.js'
import type {View} from './view.js'

import {grouped} from '../../model/order.js'
import {capital} from '../../model/text.js'
import {html} from './markup.js'
import {outcomeOf} from './sheet.js'
import {badge, counted, link, listed, nothing, seenOf, subjectOf, withRows} from './view.js'

/** Each failing check, the gravest first: what is wrong, where, what was seen, what it breaks and how to mend it. */
export function failuresPart(view: View): Markup {
  const shown = withRows(view.sheet.checks, grouped(view.rows.filter(row => outcomeOf(row) === 'fail'), row => row[0]))
  if (shown.length === 0) return nothing(view, 'No check was seen to fail.')
  return html`${shown.map(({index, one, rows}, at) => failure(view, one, index, rows, at < 3))}`
}

const failure = (view: View, {breaks, id, remedy, severity, url, wrong}: SheetCheck, index: number, rows: readonly Row[], isOpen: boolean): Markup => html`<details class="finding" data-key="fail:${index}"${isOpen ? html` open` : html``}>
<summary>${badge('fail')} <b class="severity ${severity}">${severity}</b> <h3>${capital(wrong)}</h3> <span class="aside">${counted(rows.length, 'time')}</span></summary>
<p class="aside"><code>${id}</code> ${breaks}</p>
${remedy === '' ? html`` : html`<p><b>To mend it:</b> ${remedy}${url === '' ? html`` : html` ${link(url)}`}</p>`}
${listed(view, `fail:${index}`, rows, 'like this', some => html`<ul class="subjects">${some.map((row, at) => html`<li><b>${subjectOf(view, row).text}</b> <span>${seenOf(view, row)}</span>${some[at + 1]?.[5] === row[5] ? html`` : commands(view, row)}</li>
`)}</ul>`)}</details>
`

/** What several have in common stands once, after the last of them. */
function commands({sheet}: View, row: Row): Markup {
  const all = sheet.commands[row[5]] ?? []
  return all.length === 0 ? html`` : html`<pre>${all.map(one => html`<code>${one}</code>
`)}</pre>`
}
