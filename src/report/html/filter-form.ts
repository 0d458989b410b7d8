import type {Report} from '../../model/report.js'
import type {Markup} from './markup.js'
import type {PageData} from './page-data.js'

import {severities, statuses} from '../../model/framework.js'
import {byCodeUnit, distinct} from '../../foundation/collections.js'
import {html} from './markup.js'
import {statusMarks} from './view.js'

type Option = readonly [value: string, text: string]

function selectField(name: string, title: string, options: readonly Option[]): Markup {
  const choices = options.map(([value, text]) => html`<option value="${value}">${text}</option>`)
  return html`<p><label for="f-${name}">${title}</label><select id="f-${name}" name="${name}">
    <option value="">all</option>${choices}</select></p>`
}

const nonEmpty = (values: readonly string[]) => distinct(values.filter(value => value !== ''))
const sameText = (value: string): Option => [value, value]

/** The form that filters the page; the script shows it, because without the script it does nothing. */
export function filterForm({frameworks}: Report, {checks, subjects}: PageData): Markup {
  const spaces = nonEmpty(subjects.map(({space}) => space)).map(sameText)
  const frameworkOptions = frameworks.map(({id, title, version}): Option => [id, `${title} ${version}`])
  const statusOptions = [...statuses, 'signal' as const].map((status): Option => [status, statusMarks[status][1]])
  const checkOptions = checks
    .map(({id}) => id)
    .sort(byCodeUnit)
    .map(sameText)
  return html`<form id="filter" hidden aria-label="Filter">
    <p class="search"><label for="f-search">Search</label><input id="f-search" name="search" type="search"
    autocomplete="off" spellcheck="false" placeholder="words in anything listed"></p>
    <p><label for="f-app">App</label><input id="f-app" name="app" type="search" list="apps" autocomplete="off"
    spellcheck="false"></p><datalist id="apps"></datalist>
    ${selectField('space', 'Space', spaces)}
    ${selectField('framework', 'Framework', frameworkOptions)}
    ${selectField('status', 'Status', statusOptions)}
    ${selectField('severity', 'Severity', severities.map(sameText))}
    ${selectField('check', 'Check', checkOptions)}
    <p><button type="reset">Reset</button> <button type="button" data-csv>CSV of this view</button></p>
    <p id="shown" role="status"></p>
    </form>`
}
