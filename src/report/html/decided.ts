import type {Decision} from '../text/decisions.js'
import type {Markup} from './markup.js'
import type {ObservationRow} from './page-data.js'
import type {View} from './view.js'

import {groupBy} from '../../foundation/collections.js'
import {matchingControls} from './filter.js'
import {html} from './markup.js'
import {outcomeOf} from './page-data.js'
import {badge, checkOf, limitedList, emptyNote, seenText, subjectOf} from './view.js'

/** Who waived and who answered what, until when and why. */
export function decisionsSection(view: View): Markup {
  const waivedRows = groupBy(
    view.rows.filter(row => outcomeOf(row) === 'waived'),
    row => `${row[5]} ${row[0]}`,
  )
  const answeredControls = matchingControls(view.data, view.filter).flatMap(framework =>
    framework.matching.flatMap(control => control.answers.map(answer => ({answer, control, framework}))),
  )
  if (waivedRows.size + answeredControls.length === 0)
    return emptyNote(view, 'Nothing was waived, and no control was answered.')
  return html`${waivedRows.size === 0 ? html`` : html`<h3>Waived</h3><ul class="subjects">${[...waivedRows.values()].map(rows => waiverItem(view, rows))}</ul>`}
${
  answeredControls.length === 0
    ? html``
    : html`<h3>Answered</h3>${limitedList(
        view,
        'answers',
        answeredControls,
        'answers',
        shownAnswers =>
          html`<ul class="subjects">${shownAnswers.map(
            ({
              answer,
              control,
              framework,
            }) => html`<li>${badge(control.status)} <b>${framework.name} ${control.id}</b> ${control.title}${decisionDetails(answer, `answered ${answer.answer ?? ''}`)}</li>
`,
          )}</ul>`,
      )}`
}`
}

function waiverItem(view: View, rows: readonly ObservationRow[]): Markup {
  const [first] = rows
  const decision = first && view.data.waivers[first[5]]
  if (!first || !decision) return html``
  const {id, severity, title} = checkOf(view, first)
  return html`<li>${badge('waived')} <b class="severity ${severity}">${severity}</b> <b>${title}</b> <code>${id}</code>${decisionDetails(decision, 'accepted')}
${limitedList(view, `waived:${first[5]} ${first[0]}`, rows, 'that it covers', shownRows => html`<ul>${shownRows.map(row => html`<li><b>${subjectOf(view, row).text}</b> ${seenText(view, row)}</li>`)}</ul>`)}</li>
`
}

function decisionDetails(
  {askedBy, by, evidence, expires, on, places, reason, ticket}: Decision,
  action: string,
): Markup {
  const decisionFields = [
    ['by', by],
    ['asked by', askedBy],
    ['on', on],
    ['until', expires],
    ['ticket', ticket],
    ['evidence', evidence],
    ['for', places.length > 0 ? places.join(', ') : undefined],
  ] as const
  return html`<p>${action} ${decisionFields.flatMap(([label, value]) => (value ? [html`${label} <b>${value}</b> `] : []))}${reason ? html`<br>${reason}` : html``}</p>`
}
