import type {FrameworkResult, Report} from '../../model/report.js'
import type {Markup} from './markup.js'

import {grouped} from '../../foundation/collections.js'
import {capital} from '../../foundation/text.js'
import {outOfScope} from '../text/decisions.js'
import {minute} from '../terminal/header.js'
import {reasonText} from '../text/labels.js'
import {html} from './markup.js'
import {badge, counted} from './view.js'

const most = 200

/** The first of a list in a document that no script fills in; how many more there are is said. */
const firstOf = <T>(all: readonly T[], of: (one: T) => Markup): Markup =>
  html`<ul>${all.slice(0, most).map(
    one => html`<li>${of(one)}</li>
`,
  )}</ul>${all.length > most ? html`<p class="rest">and ${all.length - most} more, which the JSON report lists</p>` : html``}`

/** What a reader must know first: what has no effect, what is not so for all, and who is out of scope. */
export function noticesPart({frameworks, notices}: Report): Markup {
  const scopes = frameworks.filter(framework => framework.inScope ?? framework.outOfScope)
  if (notices.length + scopes.length === 0) return html``
  return html`<section id="notices" aria-labelledby="notices-title"><h2 id="notices-title">Notes</h2>${firstOf(notices, ({text}) => html`${text}`)}${scopes.map(one => scopeOf(one))}</section>`
}

function scopeOf(framework: FrameworkResult): Markup {
  const {inScope = [], title, version} = framework
  const out = outOfScope(framework)
  const ways = [...grouped(inScope, ({path}) => path)]
  return html`<h3>Scope of ${title} ${version}</h3><p>${counted(inScope.length, 'app')} in scope${out.length > 0 ? ', out of scope by declaration:' : ''}</p>${firstOf(out, app => html`${app}`)}${firstOf(ways, ([path, apps]) => html`${path}: ${apps.map(({app}) => app).join(', ')}`)}`
}

/** What is worse than the report that the run is held to. */
export function baselinePart({baseline}: Report): Markup {
  if (!baseline) return html``
  const {failing, fallen, generatedAt, known, unknown, worsened = []} = baseline
  const lines = (all: typeof failing, status: 'fail' | 'unknown') =>
    firstOf(
      all,
      ({check, severity, subject}) =>
        html`${badge(status)} <b class="severity ${severity}">${severity}</b> <code>${check}</code> ${subject.kind} ${subject.name}`,
    )
  return html`<section id="baseline" aria-labelledby="baseline-title"><h2 id="baseline-title">Since the baseline of ${generatedAt.slice(0, 10)}</h2>
<p>${counted(failing.length, 'new failure')}, ${counted(worsened.length, 'failure')} got worse, ${unknown.length} newly unknown, ${counted(fallen.length, 'control')} fallen; ${counted(known, 'failure')} known before.</p>
${lines(failing, 'fail')}${lines(worsened, 'fail')}${lines(unknown, 'unknown')}${firstOf(fallen, ({control, framework, status, was}) => html`${badge(status)} ${framework} ${control}, which was ${was}`)}</section>`
}

/** What the report was made of, by which anybody can check it, and what was asked and not answered. */
export function evidencePart({gaps, generatedAt, policy, snapshot, tool}: Report): Markup {
  const {caller, collectedAt, oldestFactAt, sha256} = snapshot
  const rows: ReadonlyArray<readonly [string, string | undefined]> = [
    ['made by', `${tool.name} ${tool.version}`],
    ['facts collected', minute(collectedAt)],
    ['oldest fact of', oldestFactAt === undefined ? undefined : minute(oldestFactAt)],
    ['judged as of', minute(generatedAt)],
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
  return html`<dl>${rows.flatMap(([what, value]) => (value === undefined ? [] : [html`<dt>${capital(what)}</dt><dd>${value}</dd>`]))}</dl>
<h3>Gaps</h3>${gaps.length === 0 ? html`<p class="none">Every request was answered.</p>` : html`<p>${counted(gaps.length, 'request')} ${gaps.length === 1 ? 'was' : 'were'} not answered as hoped.</p>${firstOf(gaps, ({needs, path, reason, status}) => html`<code>${path}</code> ${capital(reasonText[reason])}${status === undefined ? '' : ` (${status})`}${needs === undefined ? '' : `; would help: ${needs}`}`)}`}`
}
