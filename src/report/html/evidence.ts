import type {FrameworkResult, Report} from '../../model/report.js'
import type {Markup} from './markup.js'

import {groupBy} from '../../foundation/collections.js'
import {capitalize} from '../../foundation/text.js'
import {outOfScopeTexts} from '../text/decisions.js'
import {formatMinute} from '../text/scope-text.js'
import {gapReasonText} from '../text/labels.js'
import {html} from './markup.js'
import {badge, countOf} from './view.js'

const listLimit = 200

/** The first of a list in a document that no script fills in; how many more there are is said. */
const limitedItems = <T>(items: readonly T[], render: (item: T) => Markup): Markup =>
  html`<ul>${items.slice(0, listLimit).map(
    item => html`<li>${render(item)}</li>
`,
  )}</ul>${items.length > listLimit ? html`<p class="rest">and ${items.length - listLimit} more, which the JSON report lists</p>` : html``}`

/** What a reader must know first: what has no effect, what is not so for all, and who is out of scope. */
export function noticesSection({frameworks, notices}: Report): Markup {
  const scopedFrameworks = frameworks.filter(framework => framework.inScope ?? framework.outOfScope)
  if (notices.length + scopedFrameworks.length === 0) return html``
  return html`<section id="notices" aria-labelledby="notices-title"><h2 id="notices-title">Notes</h2>${limitedItems(notices, ({text}) => html`${text}`)}${scopedFrameworks.map(framework => scopeDetails(framework))}</section>`
}

function scopeDetails(framework: FrameworkResult): Markup {
  const {inScope = [], title, version} = framework
  const outOfScopeApps = outOfScopeTexts(framework)
  const inScopeByPath = [...groupBy(inScope, ({path}) => path)]
  return html`<h3>Scope of ${title} ${version}</h3><p>${countOf(inScope.length, 'app')} in scope${outOfScopeApps.length > 0 ? ', out of scope by declaration:' : ''}</p>${limitedItems(outOfScopeApps, app => html`${app}`)}${limitedItems(inScopeByPath, ([path, apps]) => html`${path}: ${apps.map(({app}) => app).join(', ')}`)}`
}

/** What is worse than the report that the run is held to. */
export function baselineSection({baseline}: Report): Markup {
  if (!baseline) return html``
  const {newlyFailing, worseControls, generatedAt, knownFailures, newlyUnknown, worsened = []} = baseline
  const findingList = (findings: typeof newlyFailing, status: 'fail' | 'unknown') =>
    limitedItems(
      findings,
      ({check, severity, subject}) =>
        html`${badge(status)} <b class="severity ${severity}">${severity}</b> <code>${check}</code> ${subject.kind} ${subject.name}`,
    )
  return html`<section id="baseline" aria-labelledby="baseline-title"><h2 id="baseline-title">Since the baseline of ${generatedAt.slice(0, 10)}</h2>
<p>${countOf(newlyFailing.length, 'new failure')}, ${countOf(worsened.length, 'failure')} got worse, ${newlyUnknown.length} newly unknown, ${countOf(worseControls.length, 'control')} fallen; ${countOf(knownFailures, 'failure')} known before.</p>
${findingList(newlyFailing, 'fail')}${findingList(worsened, 'fail')}${findingList(newlyUnknown, 'unknown')}${limitedItems(worseControls, ({control, framework, status, was}) => html`${badge(status)} ${framework} ${control}, which was ${was}`)}</section>`
}

/** What the report was made of, by which anybody can check it, and what was asked and not answered. */
export function evidenceSection({gaps, generatedAt, policy, snapshot, tool}: Report): Markup {
  const {caller, collectedAt, oldestFactAt, sha256} = snapshot
  const rows: ReadonlyArray<readonly [string, string | undefined]> = [
    ['made by', `${tool.name} ${tool.version}`],
    ['facts collected', formatMinute(collectedAt)],
    ['oldest fact of', oldestFactAt === undefined ? undefined : formatMinute(oldestFactAt)],
    ['judged as of', formatMinute(generatedAt)],
    [
      'collected by',
      caller?.email === undefined
        ? undefined
        : `${caller.email}${caller.role === undefined ? '' : ` (${caller.role})`}`,
    ],
    ['SHA-256 of the snapshot', sha256],
    ['policy', policy ? policy.files.join(', ') : 'none'],
    ['SHA-256 of the policy', policy?.sha256],
  ]
  return html`<dl>${rows.flatMap(([name, value]) => (value === undefined ? [] : [html`<dt>${capitalize(name)}</dt><dd>${value}</dd>`]))}</dl>
<h3>Gaps</h3>${gaps.length === 0 ? html`<p class="none">Every request was answered.</p>` : html`<p>${countOf(gaps.length, 'request')} ${gaps.length === 1 ? 'was' : 'were'} not answered as hoped.</p>${limitedItems(gaps, ({needs, path, reason, status}) => html`<code>${path}</code> ${capitalize(gapReasonText[reason])}${status === undefined ? '' : ` (${status})`}${needs === undefined ? '' : `; would help: ${needs}`}`)}`}`
}
