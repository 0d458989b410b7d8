import type {Markup} from './markup.js'
import type {PageControl} from './page-data.js'
import type {ControlEntry, SharedQuestion} from './shared-questions.js'
import type {View} from './view.js'

import {groupBy} from '../../foundation/collections.js'
import {sharedQuestionText} from '../text/control-text.js'
import {countText} from '../text/labels.js'
import {matchingControls} from './filter.js'
import {html} from './markup.js'
import {groupQuestions} from './shared-questions.js'
import {badge, emptyNote, enforcedNote, limitedList, severityMark} from './view.js'

/**
 * The open controls: those that one answer settles together, by the question to ask, and the others by framework; with
 * the facts, the documents needed and the answers to related controls.
 */
export function questionsSection(view: View): Markup {
  const open = matchingControls(view.data, view.filter).flatMap(framework =>
    framework.matching.filter(({status}) => status === 'manual').map(control => ({control, framework})),
  )
  if (open.length === 0) return emptyNote(view, 'No control is open.')
  const {shared, single} = groupQuestions(open, view.data)
  return html`${sharedDetails(view, shared)}${[...groupBy(single, ({framework}) => framework)].map(
    ([{id, name}, entries], position) =>
      html`<details data-key="ask:${id}"${position === 0 && shared.length === 0 ? html` open` : html``}>
        <summary><h3>${name}</h3> <span class="aside">${countText(entries.length, 'control')} open${
          shared.length > 0 ? ' besides those above' : ''
        }</span></summary>
        <ul class="subjects">${entries.map(entry => questionItem(view, entry))}</ul></details>
        `,
  )}`
}

function sharedDetails(view: View, shared: readonly SharedQuestion[]): Markup {
  if (shared.length === 0) return html``
  const controlCount = shared.reduce((sum, {settles}) => sum + settles.length, 0)
  return html`<details data-key="ask-once" open><summary><h3>Questions that settle several controls</h3>
    <span class="aside">${countText(shared.length, 'question')}, ${countText(controlCount, 'control')} open</span>
    </summary><ul class="subjects">${shared.map(question => sharedItem(view, question))}</ul></details>
    `
}

/** The question, asked once, and the controls that a yes to it settles. */
function sharedItem(view: View, {asking, control: id, key, name, settles}: SharedQuestion): Markup {
  const isOwn = ({control}: ControlEntry) => control === asking?.control
  const own = settles.find(isOwn)
  const others = settles.filter(entry => !isOwn(entry))
  const text = asking ? html`<p>${asking.control.question}</p>` : absentText(id)
  const list = html`<ul class="subjects">${others.map(entry => questionItem(view, entry, false))}</ul>`
  return html`<li>${badge(asking?.control.status ?? 'manual')} <b>${name}</b>
    ${asking ? controlTitle(asking.control) : html``}
    ${text}${own ? controlDetails(view, own) : html``}
    <details data-key="settles:${key}"${asking ? html`` : html` open`}>
    <summary>A yes ${own ? 'also ' : ''}answers ${countText(others.length, 'control')}:
    ${namesByFramework(others)}</summary>
    ${list}</details></li>
    `
}

/** What stands for a question whose framework wasn't assessed. */
function absentText(control: string): Markup {
  const command = /^[\w.-]+$/.test(control)
    ? html`, which <code>heroku compliance:controls ${control}</code> shows`
    : html``
  return html`<p class="aside">This report doesn't have its text${command}; the controls below ask for it, or for parts
    of it.</p>`
}

const namesByFramework = (entries: readonly ControlEntry[]): string =>
  [...groupBy(entries, ({framework}) => framework.name)]
    .map(([name, controls]) => `${name} ${controls.map(({control}) => control.id).join(', ')}`)
    .join('; ')

const controlTitle = ({enforced, severity, title}: PageControl): Markup =>
  html`${severityMark(severity)} ${title}${enforcedNote(enforced)}`

function questionItem(view: View, entry: ControlEntry, isAlone = true): Markup {
  const {control, framework} = entry
  const {id, question, reason} = control
  const shared = isAlone ? sharedQuestionText(control) : undefined
  return html`<li>${badge('manual')} <b>${isAlone ? id : `${framework.name} ${id}`}</b> ${controlTitle(control)}
    <p>${question === '' ? reason : question}${
      shared === undefined ? html`` : html` <span class="aside">(${shared})</span>`
    }</p>${controlDetails(view, entry)}</li>
    `
}

/** The answers to related controls, the documents needed, and the facts. */
function controlDetails(view: View, {control, framework}: ControlEntry): Markup {
  const {documents, proposals = [], question} = control
  const documentNote =
    documents.length === 0 || question === ''
      ? html``
      : html`<p class="aside">Documents needed: ${documents.join(', ')}</p>`
  return html`${proposals.map(proposal => html`<p class="aside">${proposal}</p>`)}${documentNote}${factsDetails(
    view,
    framework.id,
    control,
  )}`
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
