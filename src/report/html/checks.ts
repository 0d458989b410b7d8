import type {Markup} from './markup.js'
import type {View} from './view.js'

import {grouped} from '../../foundation/collections.js'
import {capital} from '../../foundation/text.js'
import {figure} from '../text/labels.js'
import {html} from './markup.js'
import {outcomeOf, outcomes} from './page-data.js'
import {badge, checkOf, listed, marks, nothing, seenOf, subjectOf, withRows} from './view.js'

/** Every check that was made, and how often it had which outcome. */
export function checksPart(view: View): Markup {
  const shown = withRows(
    view.sheet.checks,
    grouped(view.rows, row => row[0]),
  )
  if (shown.length === 0) return nothing(view, 'No check was made.')
  return html`<div class="wide" role="region" tabindex="0" aria-label="Checks"><table><caption class="heard">How often each check had which outcome</caption>
<thead><tr><th scope="col">Check</th><th scope="col">Severity</th>${outcomes.map(outcome => html`<th scope="col" class="number">${marks[outcome][1]}</th>`)}</tr></thead>
<tbody>${shown.map(
    ({
      one: {id, severity, title},
      rows,
    }) => html`<tr><th scope="row">${capital(title)}<br><code data-check="${id}">${id}</code></th><td>${severity}</td>${outcomes.map(
      outcome => {
        const count = rows.filter(row => outcomeOf(row) === outcome).length
        return html`<td class="number">${count === 0 ? html`<span class="aside">0</span>` : html`<b class="${outcome}">${figure(count)}</b>`}</td>`
      },
    )}</tr>
`,
  )}</tbody></table></div>`
}

/** Every observation, one by one. */
export function observationsPart(view: View): Markup {
  if (view.rows.length === 0) return nothing(view, 'Nothing was judged.')
  return listed(
    view,
    'observations',
    view.rows,
    'observations',
    some => html`<div class="wide" role="region" tabindex="0" aria-label="Observations"><table><caption class="heard">Observations</caption>
<thead><tr><th scope="col">Outcome</th><th scope="col">Severity</th><th scope="col">What</th><th scope="col">Check</th><th scope="col">Seen</th></tr></thead>
<tbody>${some.map(
      row => html`<tr><td>${badge(outcomeOf(row))}</td><td>${checkOf(view, row).severity}</td><th scope="row">${subjectOf(view, row).text}</th><td><code>${checkOf(view, row).id}</code></td><td>${seenOf(view, row)}</td></tr>
`,
    )}</tbody></table></div>`,
  )
}
