import type {FrameworkResult, Report} from '../../model/report.js'
import type {Markup} from './markup.js'

import {groupBy} from '../../foundation/collections.js'
import {capitalize} from '../../foundation/text.js'
import {outOfScopeTexts} from '../text/decisions.js'
import {countText, gapReasonText} from '../text/labels.js'
import {basisList} from './cover.js'
import {html} from './markup.js'
import {badge, severityMark} from './view.js'

const listLimit = 200

/** The first items of a list that the script doesn't fill, and how many more there are. */
function limitedItems<T>(items: readonly T[], render: (item: T) => Markup): Markup {
  const shown = items.slice(0, listLimit).map(
    item => html`<li>${render(item)}</li>
      `,
  )
  const hiddenCount = items.length - shown.length
  return html`<ul>${shown}</ul>${
    hiddenCount > 0 ? html`<p class="rest">and ${hiddenCount} more, which the JSON report lists</p>` : html``
  }`
}

/** What to know first: policy entries without effect, and which apps are in scope of which framework. */
export function noticesSection({frameworks, notices}: Report): Markup {
  const scopedFrameworks = frameworks.filter(framework => framework.inScope ?? framework.outOfScope)
  if (notices.length + scopedFrameworks.length === 0) return html``
  return html`<section id="notices" aria-labelledby="notices-title"><h2 id="notices-title">Notes</h2>
    ${limitedItems(notices, ({text}) => html`${text}`)}${scopedFrameworks.map(scopeDetails)}</section>`
}

function scopeDetails(framework: FrameworkResult): Markup {
  const {inScope = [], title, version} = framework
  const outOfScope = outOfScopeTexts(framework)
  const inScopeByPath = [...groupBy(inScope, ({path}) => path)]
  return html`<h3>Scope of ${title} ${version}</h3>
    <p>${countText(inScope.length, 'app')} in scope${outOfScope.length > 0 ? '; declared out of scope:' : ''}</p>
    ${limitedItems(outOfScope, app => html`${app}`)}
    ${limitedItems(inScopeByPath, ([path, apps]) => html`${path}: ${apps.map(({app}) => app).join(', ')}`)}`
}

/** What is worse than in the baseline. */
export function baselineSection({baseline}: Report): Markup {
  if (!baseline) return html``
  const {newlyFailing, worseControls, generatedAt, knownFailures, newlyUnknown, worsened = []} = baseline
  const summary = [
    countText(newlyFailing.length, 'new failure'),
    `${countText(worsened.length, 'failure')} got worse`,
    `${newlyUnknown.length} newly unknown`,
    `${countText(worseControls.length, 'control')} got worse`,
  ].join(', ')
  const findings = (list: typeof newlyFailing, status: 'fail' | 'unknown') =>
    limitedItems(
      list,
      ({check, severity, subject}) =>
        html`${badge(status)} ${severityMark(severity)} <code>${check}</code> ${subject.kind} ${subject.name}`,
    )
  const controls = limitedItems(
    worseControls,
    ({control, framework, status, was}) => html`${badge(status)} ${framework} ${control}, previously ${was}`,
  )
  return html`<section id="baseline" aria-labelledby="baseline-title">
    <h2 id="baseline-title">Since the baseline of ${generatedAt.slice(0, 10)}</h2>
    <p>${summary}; ${countText(knownFailures, 'known failure')}.</p>
    ${findings(newlyFailing, 'fail')}${findings(worsened, 'fail')}${findings(newlyUnknown, 'unknown')}
    ${controls}</section>`
}

/** What the report was made from, so that it can be verified, and the requests that left a gap. */
export const sourcesSection = (report: Report): Markup =>
  html`${basisList(report)}
    <h3>Gaps</h3>${gapList(report.gaps)}`

function gapList(gaps: Report['gaps']): Markup {
  if (gaps.length === 0) return html`<p class="none">Every request succeeded.</p>`
  const list = limitedItems(gaps, ({needs, path, reason, status}) => {
    const statusText = status === undefined ? '' : ` (${status})`
    const needsText = needs === undefined ? '' : `; needed: ${needs}`
    return html`<code>${path}</code> ${capitalize(gapReasonText[reason])}${statusText}${needsText}`
  })
  return html`<p>${countText(gaps.length, 'request')} left a gap.</p>${list}`
}
