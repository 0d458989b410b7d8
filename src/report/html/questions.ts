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
import {badge, emptyNote, enforcedNote, fold, limitedList, severityMark} from './view.js'

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
      fold(
        view,
        {
          isOpenAtFirst: position === 0 && shared.length === 0,
          key: `ask:${id}`,
          summary: html`<h3>${name}</h3> <span class="aside">${countText(entries.length, 'control')} open${
            shared.length > 0 ? ' besides those above' : ''
          }</span>`,
        },
        inner => questionList(inner, `ask:${id}`, entries),
      ),
  )}`
}

function sharedDetails(view: View, shared: readonly SharedQuestion[]): Markup {
  if (shared.length === 0) return html``
  const controlCount = shared.reduce((sum, {settles}) => sum + settles.length, 0)
  return fold(
    view,
    {
      isOpenAtFirst: true,
      key: 'ask-once',
      summary: html`<h3>Questions that settle several controls</h3>
        <span class="aside">${countText(shared.length, 'question')}, ${countText(controlCount, 'control')} open</span>`,
    },
    inner =>
      limitedList(
        inner,
        'ask-once',
        shared,
        'questions',
        shown => html`<ul class="subjects">${shown.map(question => sharedItem(inner, question))}</ul>`,
      ),
  )
}

const questionList = (view: View, key: string, entries: readonly ControlEntry[]) =>
  limitedList(
    view,
    key,
    entries,
    'open controls',
    shown => html`<ul class="subjects">${shown.map(entry => questionItem(view, entry))}</ul>`,
  )

/** The question, asked once, and the controls that a yes to it settles. */
function sharedItem(view: View, {asking, control: id, key, name, settles}: SharedQuestion): Markup {
  const isOwn = ({control}: ControlEntry) => control === asking?.control
  const own = settles.find(isOwn)
  const others = settles.filter(entry => !isOwn(entry))
  const text = asking ? html`<p>${asking.control.question}</p>` : absentText(id)
  const settled = fold(
    view,
    {
      isOpenAtFirst: !asking,
      key: `settles:${key}`,
      summary: html`A yes ${own ? 'also ' : ''}answers ${countText(others.length, 'control')}:
        ${namesByFramework(others)}`,
    },
    inner => html`<ul class="subjects">${others.map(entry => questionItem(inner, entry, false))}</ul>`,
  )
  return html`<li>${badge(asking?.control.status ?? 'manual')} <b>${name}</b>
    ${asking ? controlTitle(asking.control) : html``}
    ${text}${own ? controlDetails(view, own) : html``}
    ${settled}</li>
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
  return fold(view, {key, summary: html`${countText(factCount, 'fact')}`}, inner => {
    const list = limitedList(
      inner,
      key,
      facts,
      'facts',
      shown => html`<ul>${shown.map(fact => html`<li>${fact}</li>`)}</ul>`,
    )
    return html`${list}${omittedNote}`
  })
}
