import type {Decision} from '../text/decisions.js'
import type {Markup} from './markup.js'
import type {Row} from './page-data.js'
import type {View} from './view.js'

import {grouped} from '../../foundation/collections.js'
import {controlsLeft} from './filter.js'
import {html} from './markup.js'
import {outcomeOf} from './page-data.js'
import {badge, checkOf, listed, nothing, seenOf, subjectOf} from './view.js'

/** Who waived and who answered what, until when and why. */
export function decidedPart(view: View): Markup {
  const waived = grouped(
    view.rows.filter(row => outcomeOf(row) === 'waived'),
    row => `${row[5]} ${row[0]}`,
  )
  const answered = controlsLeft(view.sheet, view.filter).flatMap(framework =>
    framework.left.flatMap(control => control.answers.map(answer => ({answer, control, framework}))),
  )
  if (waived.size + answered.length === 0) return nothing(view, 'Nothing was waived, and no control was answered.')
  return html`${waived.size === 0 ? html`` : html`<h3>Waived</h3><ul class="subjects">${[...waived.values()].map(rows => waiver(view, rows))}</ul>`}
${
  answered.length === 0
    ? html``
    : html`<h3>Answered</h3>${listed(
        view,
        'answers',
        answered,
        'answers',
        some =>
          html`<ul class="subjects">${some.map(
            ({
              answer,
              control,
              framework,
            }) => html`<li>${badge(control.status)} <b>${framework.name} ${control.id}</b> ${control.title}${said(answer, `answered ${answer.answer ?? ''}`)}</li>
`,
          )}</ul>`,
      )}`
}`
}

function waiver(view: View, rows: readonly Row[]): Markup {
  const [first] = rows
  const decision = first && view.sheet.waivers[first[5]]
  if (!first || !decision) return html``
  const {id, severity, title} = checkOf(view, first)
  return html`<li>${badge('waived')} <b class="severity ${severity}">${severity}</b> <b>${title}</b> <code>${id}</code>${said(decision, 'accepted')}
${listed(view, `waived:${first[5]} ${first[0]}`, rows, 'that it covers', some => html`<ul>${some.map(row => html`<li><b>${subjectOf(view, row).text}</b> ${seenOf(view, row)}</li>`)}</ul>`)}</li>
`
}

function said({askedBy, by, evidence, expires, on, places, reason, ticket}: Decision, what: string): Markup {
  const parts = [
    ['by', by],
    ['asked by', askedBy],
    ['on', on],
    ['until', expires],
    ['ticket', ticket],
    ['evidence', evidence],
    ['for', places.length > 0 ? places.join(', ') : undefined],
  ] as const
  return html`<p>${what} ${parts.flatMap(([word, value]) => (value ? [html`${word} <b>${value}</b> `] : []))}${reason ? html`<br>${reason}` : html``}</p>`
}
