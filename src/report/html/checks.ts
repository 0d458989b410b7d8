import type {Markup} from './markup.js'
import type {View} from './view.js'

import {groupBy} from '../../foundation/collections.js'
import {capitalize} from '../../foundation/text.js'
import {formatNumber} from '../text/labels.js'
import {html} from './markup.js'
import {outcomeOf, outcomes} from './page-data.js'
import {badge, checkOf, limitedList, statusMarks, emptyNote, seenText, subjectOf, entriesWithRows} from './view.js'

/** Every check that was made, and how often it had which outcome. */
export function checksSection(view: View): Markup {
  const checks = entriesWithRows(
    view.data.checks,
    groupBy(view.rows, row => row[0]),
  )
  if (checks.length === 0) return emptyNote(view, 'No check was made.')
  return html`<div class="wide" role="region" tabindex="0" aria-label="Checks"><table><caption class="heard">How often each check had which outcome</caption>
<thead><tr><th scope="col">Check</th><th scope="col">Severity</th>${outcomes.map(outcome => html`<th scope="col" class="number">${statusMarks[outcome][1]}</th>`)}</tr></thead>
<tbody>${checks.map(
    ({
      entry: {id, severity, title},
      rows,
    }) => html`<tr><th scope="row">${capitalize(title)}<br><code data-check="${id}">${id}</code></th><td>${severity}</td>${outcomes.map(
      outcome => {
        const count = rows.filter(row => outcomeOf(row) === outcome).length
        return html`<td class="number">${count === 0 ? html`<span class="aside">0</span>` : html`<b class="${outcome}">${formatNumber(count)}</b>`}</td>`
      },
    )}</tr>
`,
  )}</tbody></table></div>`
}

/** Every observation, one by one. */
export function observationsSection(view: View): Markup {
  if (view.rows.length === 0) return emptyNote(view, 'Nothing was judged.')
  return limitedList(
    view,
    'observations',
    view.rows,
    'observations',
    shownRows => html`<div class="wide" role="region" tabindex="0" aria-label="Observations"><table><caption class="heard">Observations</caption>
<thead><tr><th scope="col">Outcome</th><th scope="col">Severity</th><th scope="col">What</th><th scope="col">Check</th><th scope="col">Seen</th></tr></thead>
<tbody>${shownRows.map(
      row => html`<tr><td>${badge(outcomeOf(row))}</td><td>${checkOf(view, row).severity}</td><th scope="row">${subjectOf(view, row).text}</th><td><code>${checkOf(view, row).id}</code></td><td>${seenText(view, row)}</td></tr>
`,
    )}</tbody></table></div>`,
  )
}
