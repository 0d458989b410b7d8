import type {Decision} from '../text/decisions.js'
import type {Markup} from './markup.js'
import type {ObservationRow, PageControl, PageFramework} from './page-data.js'
import type {View} from './view.js'

import {groupBy} from '../../foundation/collections.js'
import {matchingControls} from './filter.js'
import {html} from './markup.js'
import {badge, checkOf, emptyNote, limitedList, rowsWithOutcome, seenText, severityMark, subjectOf} from './view.js'

/** Who waived what and who answered what, until when and why. */
export function decisionsSection(view: View): Markup {
  const waivedRows = groupBy(rowsWithOutcome(view, 'waived'), row => `${row[5]} ${row[0]}`)
  const answers = matchingControls(view.data, view.filter).flatMap(framework =>
    framework.matching.flatMap(control => control.answers.map(answer => ({answer, control, framework}))),
  )
  if (waivedRows.size + answers.length === 0) return emptyNote(view, 'Nothing is waived, and no control is answered.')
  return html`${waiverList(view, [...waivedRows.values()])}
    ${answerList(view, answers)}`
}

function waiverList(view: View, waivers: ReadonlyArray<readonly ObservationRow[]>): Markup {
  if (waivers.length === 0) return html``
  return html`<h3>Waivers</h3><ul class="subjects">${waivers.map(rows => waiverItem(view, rows))}</ul>`
}

interface AnswerEntry {
  readonly answer: Decision
  readonly control: PageControl
  readonly framework: PageFramework
}

function answerList(view: View, answers: readonly AnswerEntry[]): Markup {
  if (answers.length === 0) return html``
  const list = limitedList(
    view,
    'answers',
    answers,
    'answers',
    shown => html`<ul class="subjects">${shown.map(answerItem)}</ul>`,
  )
  return html`<h3>Answers</h3>${list}`
}

const answerItem = ({answer, control, framework}: AnswerEntry) =>
  html`<li>${badge(control.status)} <b>${framework.name} ${control.id}</b>
    ${control.title}${decisionDetails(answer, `answered ${answer.answer ?? ''}`)}</li>
    `

function waiverItem(view: View, rows: readonly ObservationRow[]): Markup {
  const [first] = rows
  const decision = first && view.data.waivers[first[5]]
  if (!first || !decision) return html``
  const {id, severity, title} = checkOf(view, first)
  const covered = limitedList(
    view,
    `waived:${first[5]} ${first[0]}`,
    rows,
    'that it covers',
    shownRows =>
      html`<ul>${shownRows.map(row => html`<li><b>${subjectOf(view, row).text}</b> ${seenText(view, row)}</li>`)}</ul>`,
  )
  return html`<li>${badge('waived')} ${severityMark(severity)} <b>${title}</b>
    <code>${id}</code>${decisionDetails(decision, 'accepted')}
    ${covered}</li>
    `
}

function decisionDetails(
  {askedBy, by, evidence, expires, givenTo, on, places, reason, ticket}: Decision,
  action: string,
): Markup {
  const fields = [
    ['to', givenTo],
    ['by', by],
    ['requested by', askedBy],
    ['on', on],
    ['until', expires],
    ['ticket', ticket],
    ['document', evidence],
    ['for', places.length > 0 ? places.join(', ') : undefined],
  ] as const
  const texts = fields.flatMap(([label, value]) => (value ? [html`${label} <b>${value}</b> `] : []))
  return html`<p>${action} ${texts}${reason ? html`<br>${reason}` : html``}</p>`
}
