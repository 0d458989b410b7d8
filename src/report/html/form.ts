import type {Report} from '../../model/report.js'
import type {Markup} from './markup.js'
import type {PageData} from './page-data.js'

import {severities, statuses} from '../../model/framework.js'
import {byCodeUnit, distinct} from '../../foundation/collections.js'
import {html} from './markup.js'
import {statusMarks} from './view.js'

type Option = readonly [value: string, text: string]

const selectField = (name: string, title: string, options: readonly Option[]): Markup =>
  html`<p><label for="f-${name}">${title}</label><select id="f-${name}" name="${name}"><option value="">all</option>${options.map(([value, text]) => html`<option value="${value}">${text}</option>`)}</select></p>`

/** What narrows the page; shown once the script runs, for without it nothing happens. */
export function filterForm({frameworks}: Report, {checks, subjects}: PageData): Markup {
  const nonEmpty = (values: readonly string[]) => distinct(values.filter(name => name !== ''))
  const sameText = (value: string): Option => [value, value]
  return html`<form id="filter" hidden aria-label="Filter">
<p><label for="f-app">App</label><input id="f-app" name="app" type="search" list="apps" autocomplete="off" spellcheck="false"></p><datalist id="apps">${nonEmpty(subjects.map(({app}) => app)).map(app => html`<option value="${app}"></option>`)}</datalist>
${selectField('space', 'Space', nonEmpty(subjects.map(({space}) => space)).map(sameText))}
${selectField(
  'framework',
  'Framework',
  frameworks.map(({id, title, version}): Option => [id, `${title} ${version}`]),
)}
${selectField(
  'status',
  'Status',
  [...statuses, 'signal' as const].map((status): Option => [status, statusMarks[status][1]]),
)}
${selectField('severity', 'Severity', severities.map(sameText))}
${selectField(
  'check',
  'Check',
  checks
    .map(({id}) => id)
    .sort(byCodeUnit)
    .map(sameText),
)}
<p><button type="reset">Reset</button></p>
</form>
<p id="shown" role="status"></p>`
}
