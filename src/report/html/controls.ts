import type {Markup} from './markup.js'
import type {SheetControl} from './page-data.js'
import type {View} from './view.js'

import {statuses} from '../../model/framework.js'
import {controlsLeft} from './filter.js'
import {html} from './markup.js'
import {badge, counted, nothing, shownName, tally} from './view.js'

const duties = {customer: 'you', heroku: 'Heroku', shared: 'shared'} as const

/** Every control of each framework with its status and why it has it. */
export function controlsPart(view: View): Markup {
  const all = controlsLeft(view.sheet, view.filter).filter(({left}) => left.length > 0)
  if (all.length === 0) return nothing(view, 'No framework was judged.')
  return html`${all.map(
    ({
      id,
      left,
      name,
    }) => html`<details data-key="controls:${id}"><summary><h3>${name}</h3> <span class="aside">${counted(left.length, 'control')}</span> ${talliesOf(left)}</summary>
<div class="wide" role="region" tabindex="0" aria-label="Controls of ${name}"><table><caption class="heard">Controls of ${name}</caption>
<thead><tr><th scope="col">Status</th><th scope="col">Control</th><th scope="col">What and why</th><th scope="col">Severity</th><th scope="col">Kind</th><th scope="col">Duty</th></tr></thead>
<tbody>${left.map(control => rowOf(control))}</tbody></table></div></details>
`,
  )}`
}

const talliesOf = (controls: readonly SheetControl[]): Markup =>
  html`${statuses.flatMap(status => {
    const count = controls.filter(one => one.status === status).length
    return count > 0 ? [tally(status, count), ' '] : []
  })}`

const rowOf = ({id, kind, reason, responsibility, severity, status, title}: SheetControl): Markup =>
  html`<tr><td>${badge(status)}</td><th scope="row">${shownName(id)}</th><td>${title}<br><span class="aside">${reason}</span></td><td>${severity}</td><td>${kind}</td><td>${duties[responsibility]}</td></tr>
`
