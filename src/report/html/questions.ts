import type {Markup} from './markup.js'
import type {PageControl} from './page-data.js'
import type {View} from './view.js'

import {countText} from '../text/labels.js'
import {matchingControls} from './filter.js'
import {html} from './markup.js'
import {badge, emptyNote, limitedList, severityMark} from './view.js'

/** The open controls by framework: the question, the facts, and the documents needed. */
export function questionsSection(view: View): Markup {
  const frameworks = matchingControls(view.data, view.filter)
    .map(framework => ({...framework, open: framework.matching.filter(({status}) => status === 'manual')}))
    .filter(({open}) => open.length > 0)
  if (frameworks.length === 0) return emptyNote(view, 'No control is open.')
  return html`${frameworks.map(
    ({id, name, open}, position) =>
      html`<details data-key="ask:${id}"${position === 0 ? html` open` : html``}><summary><h3>${name}</h3>
        <span class="aside">${countText(open.length, 'control')} open</span></summary>
        <ul class="subjects">${open.map(control => questionItem(view, id, control))}</ul></details>
        `,
  )}`
}

function questionItem(view: View, framework: string, control: PageControl): Markup {
  const {documents, id, question, reason, severity, title} = control
  const documentNote =
    documents.length === 0 || question === ''
      ? html``
      : html`<p class="aside">Documents needed: ${documents.join(', ')}</p>`
  return html`<li>${badge('manual')} <b>${id}</b> ${severityMark(severity)} ${title}
    <p>${question === '' ? reason : question}</p>${documentNote}${factsDetails(view, framework, control)}</li>
    `
}

function factsDetails(view: View, framework: string, {factCount, facts, id}: PageControl): Markup {
  if (facts.length === 0) return html``
  const key = `facts:${framework}/${id}`
  const omittedNote =
    factCount > facts.length
      ? html`<p class="note">This page has the first ${facts.length} of ${countText(factCount, 'fact')}; the JSON report
          has all of them.</p>`
      : html``
  const list = limitedList(
    view,
    key,
    facts,
    'facts',
    shown => html`<ul>${shown.map(fact => html`<li>${fact}</li>`)}</ul>`,
  )
  return html`<details data-key="${key}"><summary>${countText(factCount, 'fact')}</summary>
    ${list}${omittedNote}</details>`
}
