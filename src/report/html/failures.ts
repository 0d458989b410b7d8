import type {Markup} from './markup.js'
import type {Row, SheetCheck} from './page-data.js'
import type {View} from './view.js'

import {grouped} from '../../foundation/collections.js'
import {capital} from '../../foundation/text.js'
import {html} from './markup.js'
import {outcomeOf} from './page-data.js'
import {badge, counted, link, listed, nothing, seenOf, subjectOf, withRows} from './view.js'

/** Each failing check, the gravest first: what is wrong, where, what was seen, what it breaks and how to mend it. */
export function failuresPart(view: View): Markup {
  const shown = withRows(
    view.sheet.checks,
    grouped(
      view.rows.filter(row => outcomeOf(row) === 'fail'),
      row => row[0],
    ),
  )
  if (shown.length === 0) return nothing(view, 'No check was seen to fail.')
  return html`${shown.map(({index, one, rows}, at) => finding(view, one, rows, {isOpen: at < 3, key: `fail:${index}`, outcome: 'fail', what: one.breaks}))}`
}

/** What fails and breaches no control: nothing of it is open at first. */
export function asidesPart(view: View): Markup {
  const shown = withRows(
    view.sheet.checks,
    grouped(
      view.rows.filter(row => outcomeOf(row) === 'signal'),
      row => row[0],
    ),
  )
  if (shown.length === 0) return nothing(view, 'Nothing else was seen to fail.')
  return html`${shown.map(({index, one, rows}) => finding(view, one, rows, {isOpen: false, key: `aside:${index}`, outcome: 'signal', what: one.aside}))}`
}

interface Finding {
  readonly isOpen: boolean
  readonly key: string
  readonly outcome: 'fail' | 'signal'
  /** What the failure means for controls. */
  readonly what: string
}

const finding = (
  view: View,
  {id, remedy, severity, url, wrong}: SheetCheck,
  rows: readonly Row[],
  {isOpen, key, outcome, what}: Finding,
): Markup => html`<details class="finding" data-key="${key}"${isOpen ? html` open` : html``}>
<summary>${badge(outcome)} <b class="severity ${severity}">${severity}</b> <h3>${capital(wrong)}</h3> <span class="aside">${counted(rows.length, 'time')}</span></summary>
<p class="aside"><code>${id}</code> ${what}</p>
${remedy === '' ? html`` : html`<p><b>To mend it:</b> ${remedy}${url === '' ? html`` : html` ${link(url)}`}</p>`}
${listed(
  view,
  key,
  rows,
  'like this',
  some =>
    html`<ul class="subjects">${some.map(
      (
        row,
        at,
      ) => html`<li><b>${subjectOf(view, row).text}</b> <span>${seenOf(view, row)}</span>${some[at + 1]?.[5] === row[5] ? html`` : commands(view, row)}</li>
`,
    )}</ul>`,
)}</details>
`

/** What several have in common stands once, after the last of them. */
function commands({sheet}: View, row: Row): Markup {
  const all = sheet.commands[row[5]] ?? []
  return all.length === 0
    ? html``
    : html`<pre>${all.map(
        one => html`<code>${one}</code>
`,
      )}</pre>`
}
