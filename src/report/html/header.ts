import type {Status} from '../../model/framework.js'
import type {FrameworkResult, Report} from '../../model/report.js'
import type {Markup} from './markup.js'

import {statuses} from '../../model/framework.js'
import {isSignalFailure, isBreach} from '../../model/observation.js'
import {datesText, partText, scopeText} from '../text/scope-text.js'
import {countManualControls, verdictRemarks, verdictText} from '../text/verdict-text.js'
import {severityCounts, formatNumber, countText} from '../text/labels.js'
import {countOpenQuestions, fewerQuestionsText} from '../text/open-questions.js'
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
    ${verdictRemarks(report).map(remark => html`<p>${remark}</p>`)}</div>
    ${summaryTiles(report)}
    </header>`
}

/** That only a part of the frameworks was assessed. */
function partMarkup(report: Report): Markup | undefined {
  const part = partText(report)
  return part === undefined ? undefined : html`<p><strong>${part}.</strong></p>`
}

interface Tile {
  readonly count: number
  readonly detail: string
  readonly noun: string
  readonly status: Status
}

function summaryTiles(report: Report): Markup {
  const {summary} = report
  const breaches = report.observations.filter(isBreach)
  const signalCount = report.observations.filter(isSignalFailure).length
  const counts = countOpenQuestions(report.frameworks)
  const fewerText = fewerQuestionsText(counts)
  const failureDetail = [
    severityCounts(breaches),
    signalCount > 0 ? `${formatNumber(signalCount)} more worth a look` : '',
  ].filter(text => text !== '')
  const tiles: readonly Tile[] = [
    {
      count: breaches.length,
      detail: failureDetail.join('; '),
      noun: breaches.length === 1 ? 'failure' : 'failures',
      status: 'fail',
    },
    {count: summary.unknown, detail: coverageText(report), noun: 'unknown', status: 'unknown'},
    {count: summary.waived, detail: 'counted separately', noun: 'waived', status: 'waived'},
    {
      count: countManualControls(report),
      detail: fewerText === '' ? 'to be answered by a person' : `${countText(counts.open, 'question')}, ${fewerText}`,
      noun: 'open controls',
      status: 'manual',
    },
    {
      count: summary.pass,
      detail: `${formatNumber(summary['not-applicable'])} not applicable`,
      noun: 'passed',
      status: 'pass',
    },
  ]
  return html`<ul class="tiles">${tiles.map(tileItem)}</ul>`
}

const tileItem = ({count, detail, noun, status}: Tile) =>
  html`<li class="${count > 0 ? status : 'idle'}"><b>${formatNumber(count)}</b> <span>${noun}</span>
    <span class="aside">${detail}</span></li>`

/** The share of the observations that is known; never 100 % while something is unknown. */
function coverageText({observations, summary}: Report): string {
  if (observations.length === 0) return 'nothing was assessed'
  const unknownCount = observations.filter(({verdict}) => verdict === 'unknown').length
  const share = Math.floor(((observations.length - unknownCount) / observations.length) * 1000) / 10
  const waivedNote = summary.unknown < unknownCount ? '; waived unknowns count as unknown' : ''
  return `${share} % of ${countText(observations.length, 'observation')} are known${waivedNote}`
}

/** The controls of each framework by status. */
export function coverageSection({frameworks}: Report): Markup {
  if (frameworks.length === 0) return html`<p class="none">No framework was assessed.</p>`
  const usedStatuses = statuses.filter(status => frameworks.some(({summary}) => summary[status] > 0))
  const headings = usedStatuses.map(status => html`<th scope="col" class="number">${statusMarks[status][1]}</th>`)
  return html`<div class="wide" role="region" tabindex="0" aria-label="Table of controls by status"><table>
    <caption class="visually-hidden">Controls of each framework by status</caption>
    <thead><tr><th scope="col">Framework</th><th scope="col">Share</th>${headings}
    <th scope="col" class="number">all</th></tr></thead>
    <tbody>${frameworks.map(framework => frameworkRow(framework, usedStatuses))}</tbody></table></div>`
}

const frameworkRow = (framework: FrameworkResult, usedStatuses: readonly Status[]) =>
  html`<tr><th scope="row">${framework.title} ${framework.version}</th><td>${statusBar(framework)}</td>
    ${usedStatuses.map(status => countCell(status, framework.summary[status]))}
    <td class="number">${framework.controls.length}</td></tr>
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
