import type {Markup} from './markup.js'
import type {PageControl} from './page-data.js'
import type {View} from './view.js'

import {html} from './markup.js'
import {matchingControls} from './filter.js'
import {badge, countOf, limitedList, emptyNote} from './view.js'

/** What only a person can close, by framework: the question, what was seen of it, and the documents that it waits for. */
export function questionsSection(view: View): Markup {
  const frameworks = matchingControls(view.data, view.filter)
    .map(framework => ({...framework, open: framework.matching.filter(({status}) => status === 'manual')}))
    .filter(({open}) => open.length > 0)
  if (frameworks.length === 0) return emptyNote(view, 'No control waits for a person.')
  return html`${frameworks.map(
    (
      {id, name, open},
      at,
    ) => html`<details data-key="ask:${id}"${at < 1 ? html` open` : html``}><summary><h3>${name}</h3> <span class="aside">${countOf(open.length, 'control')} open</span></summary>
<ul class="subjects">${open.map(control => questionItem(view, id, control))}</ul></details>
`,
  )}`
}

const questionItem = (
  view: View,
  framework: string,
  control: PageControl,
): Markup => html`<li>${badge('manual')} <b>${control.id}</b> <b class="severity ${control.severity}">${control.severity}</b> ${control.title}
<p>${control.question === '' ? control.reason : control.question}</p>${control.documents.length === 0 || control.question === '' ? html`` : html`<p class="aside">Documents needed: ${control.documents.join(', ')}</p>`}${factsDetails(view, framework, control)}</li>
`

function factsDetails(view: View, framework: string, {allFacts, facts: shownFacts, id}: PageControl): Markup {
  if (shownFacts.length === 0) return html``
  const omittedNote =
    allFacts > shownFacts.length
      ? html`<p class="note">Of ${countOf(allFacts, 'fact')} the first ${shownFacts.length} are in this file; the JSON report has all.</p>`
      : html``
  return html`<details data-key="facts:${framework}/${id}"><summary>${countOf(allFacts, 'fact')} seen</summary>${limitedList(view, `facts:${framework}/${id}`, shownFacts, 'facts', visibleFacts => html`<ul>${visibleFacts.map(fact => html`<li>${fact}</li>`)}</ul>`)}${omittedNote}</details>`
}
