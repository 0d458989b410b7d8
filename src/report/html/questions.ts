import type {Markup} from './markup.js'
import type {SheetControl} from './page-data.js'
import type {View} from './view.js'

import {html} from './markup.js'
import {controlsLeft} from './filter.js'
import {badge, counted, listed, nothing} from './view.js'

/** What only a person can close, by framework: the question, what was seen of it, and the documents that it waits for. */
export function questionsPart(view: View): Markup {
  const all = controlsLeft(view.sheet, view.filter)
    .map(framework => ({...framework, open: framework.left.filter(({status}) => status === 'manual')}))
    .filter(({open}) => open.length > 0)
  if (all.length === 0) return nothing(view, 'No control waits for a person.')
  return html`${all.map(
    (
      {id, name, open},
      at,
    ) => html`<details data-key="ask:${id}"${at < 1 ? html` open` : html``}><summary><h3>${name}</h3> <span class="aside">${counted(open.length, 'control')} open</span></summary>
<ul class="subjects">${open.map(control => question(view, id, control))}</ul></details>
`,
  )}`
}

const question = (
  view: View,
  framework: string,
  control: SheetControl,
): Markup => html`<li>${badge('manual')} <b>${control.id}</b> <b class="severity ${control.severity}">${control.severity}</b> ${control.title}
<p>${control.question === '' ? control.reason : control.question}</p>${control.documents.length === 0 || control.question === '' ? html`` : html`<p class="aside">Documents needed: ${control.documents.join(', ')}</p>`}${facts(view, framework, control)}</li>
`

function facts(view: View, framework: string, {allFacts, facts: known, id}: SheetControl): Markup {
  if (known.length === 0) return html``
  const beyond =
    allFacts > known.length
      ? html`<p class="note">Of ${counted(allFacts, 'fact')} the first ${known.length} are in this file; the JSON report has all.</p>`
      : html``
  return html`<details data-key="facts:${framework}/${id}"><summary>${counted(allFacts, 'fact')} seen</summary>${listed(view, `facts:${framework}/${id}`, known, 'facts', some => html`<ul>${some.map(fact => html`<li>${fact}</li>`)}</ul>`)}${beyond}</details>`
}
