import type {Status} from '../../model/framework.js'
import type {FrameworkResult, Report} from '../../model/report.js'
import type {Markup} from './markup.js'

import {statuses} from '../../model/framework.js'
import {isAside, isBreach} from '../../model/observation.js'
import {datesText, scopeText} from '../terminal/header.js'
import {openControls, remarks, verdict} from '../text/verdict-text.js'
import {bySeverity, figure, times} from '../text/labels.js'
import {html} from './markup.js'
import {counted, marks, tally} from './view.js'

/** The verdict and what it rests on: the first thing that a reader sees, and on paper the first page. */
export function headPart(report: Report): Markup {
  const {frameworks, scope} = report
  const {text, tone} = verdict(report)
  const word = tone === 'fail' ? 'fail' : tone === 'pass' ? 'pass' : 'unknown'
  return html`<header>
<h1>Compliance of ${scopeText(report)}</h1>
<p class="aside">${counted(scope.apps.length, 'app')} against ${frameworks.length > 0 ? frameworks.map(({title, version}) => `${title} ${version}`).join(', ') : 'no framework'}; ${datesText(report)}</p>
<div class="verdict ${word}"><p><span aria-hidden="true">${marks[word][0]}</span> <strong>${text}.</strong></p>${remarks(report).map(remark => html`<p>${remark}</p>`)}</div>
${tiles(report)}
</header>`
}

function tiles(report: Report): Markup {
  const {summary} = report
  const breaches = report.observations.filter(isBreach)
  const asides = report.observations.filter(isAside).length
  const more = [bySeverity(breaches), ...(asides > 0 ? [`${figure(asides)} more worth a look`] : [])]
    .filter(text => text !== '')
    .join('; ')
  const rows: ReadonlyArray<readonly [Status, number, string, string]> = [
    ['fail', breaches.length, breaches.length === 1 ? 'failure' : 'failures', more],
    ['unknown', summary.unknown, 'not determined', coverage(report)],
    ['waived', summary.waived, 'waived', 'counted apart'],
    ['manual', openControls(report), 'open controls', 'a person has to answer'],
    ['pass', summary.pass, 'seen to hold', `${figure(summary['not-applicable'])} do not apply`],
  ]
  return html`<ul class="tiles">${rows.map(([status, count, what, besides]) => html`<li class="${count > 0 ? status : 'idle'}"><b>${figure(count)}</b> <span>${what}</span> <span class="aside">${besides}</span></li>`)}</ul>`
}

/** How much of what was asked was seen; never all of it while something is missing. */
function coverage({observations, summary}: Report): string {
  if (observations.length === 0) return 'nothing was judged'
  const unseen = observations.filter(one => one.verdict === 'unknown').length
  const share = Math.floor(((observations.length - unseen) / observations.length) * 1000) / 10
  return `${share} % of ${times(observations.length, 'observation')} could be seen${summary.unknown < unseen ? ', those that are waived included' : ''}`
}

/** The controls of each framework by their status. */
export function coveragePart({frameworks}: Report): Markup {
  if (frameworks.length === 0) return html`<p class="none">No framework was judged.</p>`
  const used = statuses.filter(status => frameworks.some(({summary}) => summary[status] > 0))
  return html`<div class="wide" role="region" tabindex="0" aria-label="Table of controls by status"><table><caption class="heard">Controls of each framework by status</caption>
<thead><tr><th scope="col">Framework</th><th scope="col">Share</th>${used.map(status => html`<th scope="col" class="number">${marks[status][1]}</th>`)}<th scope="col" class="number">all</th></tr></thead>
<tbody>${frameworks.map(
    framework => html`<tr><th scope="row">${framework.title} ${framework.version}</th><td>${bar(framework)}</td>${used.map(status => html`<td class="number">${framework.summary[status] === 0 ? html`<span class="aside">0</span>` : tally(status, framework.summary[status])}</td>`)}<td class="number">${framework.controls.length}</td></tr>
`,
  )}</tbody></table></div>`
}

/** What the columns say in numbers, once more as a picture. */
function bar({controls, summary}: FrameworkResult): Markup {
  let at = 0
  const pieces = statuses.map(status => {
    const piece = html`<rect class="${status}" x="${at}" width="${summary[status]}" height="1"/>`
    at += summary[status]
    return summary[status] > 0 ? piece : html``
  })
  return html`<svg class="bar" aria-hidden="true" viewBox="0 0 ${Math.max(1, controls.length)} 1" preserveAspectRatio="none">${pieces}</svg>`
}
