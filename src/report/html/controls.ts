import type {Markup} from './markup.js'
import type {PageControl} from './page-data.js'
import type {View} from './view.js'

import {statuses} from '../../model/framework.js'
import {countText} from '../text/labels.js'
import {matchingControls} from './filter.js'
import {html} from './markup.js'
import {badge, emptyNote, enforcedNote, fold, severityMark, tally, visibleName} from './view.js'

const responsibilityLabels = {customer: 'you', heroku: 'Heroku', shared: 'shared'} as const

/** Every control of each framework, with its status and the reason for it. */
export function controlsSection(view: View): Markup {
  const frameworks = matchingControls(view.data, view.filter).filter(({matching}) => matching.length > 0)
  if (frameworks.length === 0) return emptyNote(view, 'No framework was assessed.')
  return html`${frameworks.map(({id, matching, name}) =>
    fold(
      view,
      {
        key: `controls:${id}`,
        summary: html`<h3>${name}</h3> <span class="aside">${countText(matching.length, 'control')}</span>
            ${statusTallies(matching)}`,
      },
      () => controlTable(name, matching),
    ),
  )}`
}

const controlTable = (framework: string, controls: readonly PageControl[]) =>
  html`<div class="wide" role="region" tabindex="0" aria-label="Controls of ${framework}"><table>
    <caption class="visually-hidden">Controls of ${framework}</caption>
    <thead><tr><th scope="col">Status</th><th scope="col">Control</th><th scope="col">Title and reason</th>
    <th scope="col">Severity</th><th scope="col">Kind</th><th scope="col">Responsibility</th></tr></thead>
    <tbody>${controls.map(controlRow)}</tbody></table></div>`

const statusTallies = (controls: readonly PageControl[]): Markup =>
  html`${statuses.flatMap(status => {
    const count = controls.filter(control => control.status === status).length
    return count > 0 ? [tally(status, count), ' '] : []
  })}`

const controlRow = ({enforced, id, kind, reason, responsibility, severity, status, title}: PageControl): Markup =>
  html`<tr><td>${badge(status)}</td><th scope="row">${visibleName(id)}</th>
    <td>${title}${enforcedNote(enforced)}<br><span class="aside">${reason}</span></td>
    <td>${severityMark(severity)}</td><td>${kind}</td><td>${responsibilityLabels[responsibility]}</td></tr>
    `
