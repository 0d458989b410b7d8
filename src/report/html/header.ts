import type {Status} from '../../model/framework.js'
import type {FrameworkResult, Report} from '../../model/report.js'
import type {Markup} from './markup.js'

import {statuses} from '../../model/framework.js'
import {capitalize} from '../../foundation/text.js'
import {excludedApps, excludedData, excludedDataNote} from '../text/excluded-data.js'
import {datesText, partText, scopeText} from '../text/scope-text.js'
import {verdictRemarks, verdictText} from '../text/verdict-text.js'
import {countText} from '../text/labels.js'
import {html} from './markup.js'
import {statusMarks, tally} from './view.js'

/** The verdict and what it's based on: the first thing on the screen, and the first page on paper. */
export function pageHeader(report: Report): Markup {
  const {frameworks, scope} = report
  const {text, color} = verdictText(report)
  const outcome = color === 'fail' || color === 'pass' ? color : 'unknown'
  const names =
    frameworks.length > 0 ? frameworks.map(({title, version}) => `${title} ${version}`).join(', ') : 'no framework'
  return html`<header>
    <h1>Compliance of ${scopeText(report)}</h1>
    <p class="aside">${countText(scope.apps.length, 'app')} against ${names}; ${datesText(report)}</p>
    ${partMarkup(report)}<div class="verdict ${outcome}">
    <p><span aria-hidden="true">${statusMarks[outcome][0]}</span> <strong>${text}.</strong></p>
    ${verdictRemarks(report).map(remark => html`<p>${remark}</p>`)}
    <p class="aside">This is the verdict on the whole report.</p></div>
    </header>`
}

/** That only a part of the frameworks was assessed. */
function partMarkup(report: Report): Markup | undefined {
  const part = partText(report)
  return part === undefined ? undefined : html`<p><strong>${part}.</strong></p>`
}

/** The controls of each framework by status. */
export function coverageSection({frameworks}: Report): Markup {
  if (frameworks.length === 0) return html`<p class="none">No framework was assessed.</p>`
  const usedStatuses = statuses.filter(status => frameworks.some(({summary}) => summary[status] > 0))
  const headings = usedStatuses.map(status => html`<th scope="col" class="number">${statusMarks[status][1]}</th>`)
  return html`<div class="wide" role="region" tabindex="0" aria-label="Table of controls by status"><table>
    <caption class="visually-hidden">Controls of each framework by status</caption>
    <thead><tr><th scope="col">Framework</th>${headings}
    <th scope="col" class="number">all</th><th scope="col">Share</th></tr></thead>
    <tbody>${frameworks.map(framework => frameworkRow(framework, usedStatuses))}</tbody></table></div>`
}

const frameworkRow = (framework: FrameworkResult, usedStatuses: readonly Status[]) =>
  html`<tr><th scope="row">${framework.title} ${framework.version}</th>
    ${usedStatuses.map(status => countCell(status, framework.summary[status]))}
    <td class="number">${framework.controls.length}</td><td>${statusBar(framework)}</td></tr>
    `

const countCell = (status: Status, count: number) =>
  html`<td class="number">${count === 0 ? html`<span class="aside">0</span>` : tally(status, count)}</td>`

/** The counts of the statuses as a bar. */
function statusBar({controls, summary}: FrameworkResult): Markup {
  let offset = 0
  const segments = statuses.map(status => {
    const segment = html`<rect class="${status}" x="${offset}" width="${summary[status]}" height="1"/>`
    offset += summary[status]
    return summary[status] > 0 ? segment : html``
  })
  const viewBox = `0 0 ${Math.max(1, controls.length)} 1`
  return html`<svg class="bar" aria-hidden="true" viewBox="${viewBox}" preserveAspectRatio="none">${segments}</svg>`
}

/** Which apps are ruled out for which data, and that this approves nothing. */
export function excludedDataSection(report: Report): Markup {
  const items = excludedData(report).flatMap(({data, groups}) =>
    groups.map(({apps, label}) => html`<li>${capitalize(label)} ${data}: ${excludedApps(apps)}</li>`),
  )
  if (items.length === 0) return html``
  return html`<section id="data" aria-labelledby="data-title"><h2 id="data-title">Data that apps are ruled out for</h2>
    <p class="note">${excludedDataNote(report)}</p>
    <ul>${items}</ul></section>
    `
}
