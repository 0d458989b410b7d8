import type {Status} from '../../model/framework.js'
import type {FrameworkResult, Report} from '../../model/report.js'
import type {Markup} from './markup.js'

import {statuses} from '../../model/framework.js'
import {isSignalFailure, isBreach} from '../../model/observation.js'
import {datesText, scopeText} from '../text/scope-text.js'
import {countManualControls, verdictRemarks, verdictText} from '../text/verdict-text.js'
import {severityCounts, formatNumber, countText} from '../text/labels.js'
import {html} from './markup.js'
import {countOf, statusMarks, tally} from './view.js'

/** The verdict and what it rests on: the first thing that a reader sees, and on paper the first page. */
export function pageHeader(report: Report): Markup {
  const {frameworks, scope} = report
  const {text, color} = verdictText(report)
  const outcome = color === 'fail' ? 'fail' : color === 'pass' ? 'pass' : 'unknown'
  return html`<header>
<h1>Compliance of ${scopeText(report)}</h1>
<p class="aside">${countOf(scope.apps.length, 'app')} against ${frameworks.length > 0 ? frameworks.map(({title, version}) => `${title} ${version}`).join(', ') : 'no framework'}; ${datesText(report)}</p>
<div class="verdict ${outcome}"><p><span aria-hidden="true">${statusMarks[outcome][0]}</span> <strong>${text}.</strong></p>${verdictRemarks(report).map(remark => html`<p>${remark}</p>`)}</div>
${summaryTiles(report)}
</header>`
}

function summaryTiles(report: Report): Markup {
  const {summary} = report
  const breaches = report.observations.filter(isBreach)
  const signals = report.observations.filter(isSignalFailure).length
  const failureDetail = [
    severityCounts(breaches),
    ...(signals > 0 ? [`${formatNumber(signals)} more worth a look`] : []),
  ]
    .filter(text => text !== '')
    .join('; ')
  const tileRows: ReadonlyArray<readonly [Status, number, string, string]> = [
    ['fail', breaches.length, breaches.length === 1 ? 'failure' : 'failures', failureDetail],
    ['unknown', summary.unknown, 'not determined', coverageText(report)],
    ['waived', summary.waived, 'waived', 'counted apart'],
    ['manual', countManualControls(report), 'open controls', 'a person has to answer'],
    ['pass', summary.pass, 'seen to hold', `${formatNumber(summary['not-applicable'])} do not apply`],
  ]
  return html`<ul class="tiles">${tileRows.map(([status, count, noun, detail]) => html`<li class="${count > 0 ? status : 'idle'}"><b>${formatNumber(count)}</b> <span>${noun}</span> <span class="aside">${detail}</span></li>`)}</ul>`
}

/** How much of what was asked was seen; never all of it while something is missing. */
function coverageText({observations, summary}: Report): string {
  if (observations.length === 0) return 'nothing was judged'
  const unseen = observations.filter(observation => observation.verdict === 'unknown').length
  const share = Math.floor(((observations.length - unseen) / observations.length) * 1000) / 10
  return `${share} % of ${countText(observations.length, 'observation')} could be seen${summary.unknown < unseen ? ', those that are waived included' : ''}`
}

/** The controls of each framework by their status. */
export function coverageSection({frameworks}: Report): Markup {
  if (frameworks.length === 0) return html`<p class="none">No framework was judged.</p>`
  const usedStatuses = statuses.filter(status => frameworks.some(({summary}) => summary[status] > 0))
  return html`<div class="wide" role="region" tabindex="0" aria-label="Table of controls by status"><table><caption class="heard">Controls of each framework by status</caption>
<thead><tr><th scope="col">Framework</th><th scope="col">Share</th>${usedStatuses.map(status => html`<th scope="col" class="number">${statusMarks[status][1]}</th>`)}<th scope="col" class="number">all</th></tr></thead>
<tbody>${frameworks.map(
    framework => html`<tr><th scope="row">${framework.title} ${framework.version}</th><td>${statusBar(framework)}</td>${usedStatuses.map(status => html`<td class="number">${framework.summary[status] === 0 ? html`<span class="aside">0</span>` : tally(status, framework.summary[status])}</td>`)}<td class="number">${framework.controls.length}</td></tr>
`,
  )}</tbody></table></div>`
}

/** What the columns say in numbers, once more as a picture. */
function statusBar({controls, summary}: FrameworkResult): Markup {
  let offset = 0
  const segments = statuses.map(status => {
    const segment = html`<rect class="${status}" x="${offset}" width="${summary[status]}" height="1"/>`
    offset += summary[status]
    return summary[status] > 0 ? segment : html``
  })
  return html`<svg class="bar" aria-hidden="true" viewBox="0 0 ${Math.max(1, controls.length)} 1" preserveAspectRatio="none">${segments}</svg>`
}
