import type {Report} from '../../model/report.js'
import type {Markup} from './markup.js'
import type {Sheet} from './page-data.js'

import {severities, statuses} from '../../model/framework.js'
import {byCodeUnit, distinct} from '../../foundation/collections.js'
import {html} from './markup.js'
import {marks} from './view.js'

type Choice = readonly [value: string, text: string]

const chooser = (name: string, title: string, choices: readonly Choice[]): Markup =>
  html`<p><label for="f-${name}">${title}</label><select id="f-${name}" name="${name}"><option value="">all</option>${choices.map(([value, text]) => html`<option value="${value}">${text}</option>`)}</select></p>`

/** What narrows the page; shown once the script runs, for without it nothing happens. */
export function formPart({frameworks}: Report, {checks, subjects}: Sheet): Markup {
  const names = (all: readonly string[]) => distinct(all.filter(name => name !== ''))
  const same = (one: string): Choice => [one, one]
  return html`<form id="filter" hidden aria-label="Filter">
<p><label for="f-app">App</label><input id="f-app" name="app" type="search" list="apps" autocomplete="off" spellcheck="false"></p><datalist id="apps">${names(subjects.map(({app}) => app)).map(app => html`<option value="${app}"></option>`)}</datalist>
${chooser('space', 'Space', names(subjects.map(({space}) => space)).map(same))}
${chooser(
  'framework',
  'Framework',
  frameworks.map(({id, title, version}): Choice => [id, `${title} ${version}`]),
)}
${chooser(
  'status',
  'Status',
  [...statuses, 'signal' as const].map((status): Choice => [status, marks[status][1]]),
)}
${chooser('severity', 'Severity', severities.map(same))}
${chooser(
  'check',
  'Check',
  checks
    .map(({id}) => id)
    .sort(byCodeUnit)
    .map(same),
)}
<p><button type="reset">Reset</button></p>
</form>
<p id="shown" role="status"></p>`
}
