import type {Markup} from './markup.js'
import type {ObservationRow, PageCheck} from './page-data.js'
import type {View} from './view.js'

import {groupBy} from '../../foundation/collections.js'
import {capitalize} from '../../foundation/text.js'
import {html} from './markup.js'
import {outcomeOf} from './page-data.js'
import {badge, countOf, link, limitedList, emptyNote, seenText, subjectOf, entriesWithRows} from './view.js'

/** Each failing check, the gravest first: what is wrong, where, what was seen, what it breaks and how to mend it. */
export function failuresSection(view: View): Markup {
  const failingChecks = entriesWithRows(
    view.data.checks,
    groupBy(
      view.rows.filter(row => outcomeOf(row) === 'fail'),
      row => row[0],
    ),
  )
  if (failingChecks.length === 0) return emptyNote(view, 'No check was seen to fail.')
  return html`${failingChecks.map(({index, entry, rows}, at) => findingDetails(view, entry, rows, {isOpen: at < 3, key: `fail:${index}`, outcome: 'fail', impact: entry.breaks}))}`
}

/** What fails and breaches no control: nothing of it is open at first. */
export function signalsSection(view: View): Markup {
  const signalChecks = entriesWithRows(
    view.data.checks,
    groupBy(
      view.rows.filter(row => outcomeOf(row) === 'signal'),
      row => row[0],
    ),
  )
  if (signalChecks.length === 0) return emptyNote(view, 'Nothing else was seen to fail.')
  return html`${signalChecks.map(({index, entry, rows}) => findingDetails(view, entry, rows, {isOpen: false, key: `aside:${index}`, outcome: 'signal', impact: entry.aside}))}`
}

interface FindingOptions {
  readonly isOpen: boolean
  readonly key: string
  readonly outcome: 'fail' | 'signal'
  /** What the failure means for controls. */
  readonly impact: string
}

const findingDetails = (
  view: View,
  {id, remedy, severity, url, wrong}: PageCheck,
  rows: readonly ObservationRow[],
  {isOpen, key, outcome, impact}: FindingOptions,
): Markup => html`<details class="finding" data-key="${key}"${isOpen ? html` open` : html``}>
<summary>${badge(outcome)} <b class="severity ${severity}">${severity}</b> <h3>${capitalize(wrong)}</h3> <span class="aside">${countOf(rows.length, 'time')}</span></summary>
<p class="aside"><code>${id}</code> ${impact}</p>
${remedy === '' ? html`` : html`<p><b>To mend it:</b> ${remedy}${url === '' ? html`` : html` ${link(url)}`}</p>`}
${limitedList(
  view,
  key,
  rows,
  'like this',
  shownRows =>
    html`<ul class="subjects">${shownRows.map(
      (
        row,
        at,
      ) => html`<li><b>${subjectOf(view, row).text}</b> <span>${seenText(view, row)}</span>${shownRows[at + 1]?.[5] === row[5] ? html`` : commandBlock(view, row)}</li>
`,
    )}</ul>`,
)}</details>
`

/** What several have in common stands once, after the last of them. */
function commandBlock({data}: View, row: ObservationRow): Markup {
  const commandLines = data.commands[row[5]] ?? []
  return commandLines.length === 0
    ? html``
    : html`<pre>${commandLines.map(
        command => html`<code>${command}</code>
`,
      )}</pre>`
}
