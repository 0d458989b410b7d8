import type {Markup} from './markup.js'
import type {PageControl} from './page-data.js'
import type {View} from './view.js'

import {statuses} from '../../model/framework.js'
import {matchingControls} from './filter.js'
import {html} from './markup.js'
import {badge, countOf, emptyNote, visibleName, tally} from './view.js'

const responsibilityLabels = {customer: 'you', heroku: 'Heroku', shared: 'shared'} as const

/** Every control of each framework with its status and why it has it. */
export function controlsSection(view: View): Markup {
  const frameworks = matchingControls(view.data, view.filter).filter(({matching}) => matching.length > 0)
  if (frameworks.length === 0) return emptyNote(view, 'No framework was judged.')
  return html`${frameworks.map(
    ({
      id,
      matching,
      name,
    }) => html`<details data-key="controls:${id}"><summary><h3>${name}</h3> <span class="aside">${countOf(matching.length, 'control')}</span> ${statusTallies(matching)}</summary>
<div class="wide" role="region" tabindex="0" aria-label="Controls of ${name}"><table><caption class="heard">Controls of ${name}</caption>
<thead><tr><th scope="col">Status</th><th scope="col">Control</th><th scope="col">What and why</th><th scope="col">Severity</th><th scope="col">Kind</th><th scope="col">Duty</th></tr></thead>
<tbody>${matching.map(control => controlRow(control))}</tbody></table></div></details>
`,
  )}`
}

const statusTallies = (controls: readonly PageControl[]): Markup =>
  html`${statuses.flatMap(status => {
    const count = controls.filter(control => control.status === status).length
    return count > 0 ? [tally(status, count), ' '] : []
  })}`

const controlRow = ({id, kind, reason, responsibility, severity, status, title}: PageControl): Markup =>
  html`<tr><td>${badge(status)}</td><th scope="row">${visibleName(id)}</th><td>${title}<br><span class="aside">${reason}</span></td><td>${severity}</td><td>${kind}</td><td>${responsibilityLabels[responsibility]}</td></tr>
`
