import type {CommandEffect} from '../commands.js'
import type {Decision} from '../decision.js'
import type {Form} from '../form.js'
import type {Question} from '../question.js'
import type {ReviewModel} from '../review-model.js'
import type {Key, Page, ScreenState, Size} from './screen-state.js'

import {runCommand} from '../commands.js'
import {formDecision} from '../form-decision.js'
import {previousField, submitReply} from '../form.js'
import {afterDecision, currentQuestion, withoutForm} from '../interview.js'
import {controlInReview, questionFor} from '../open-questions.js'
import {questionKey} from '../question.js'
import {replyValidator} from '../reply-validator.js'
import {isInScope} from '../review-model.js'
import {commandOf, proposalIndexOf} from './command-keys.js'
import {changeFilter} from './filter-keys.js'
import {goTo, navigate, withCursorAtTop} from './navigation.js'
import {buildPage, findObservation} from './pages.js'
import {currentView} from './screen-state.js'

/** What a key does: the state after it, and a decision to save. */
export interface KeyResult {
  readonly state: ScreenState
  readonly decision?: Decision
  readonly isOver?: true
}

/** Reads a key; a pure function of its arguments. */
export function reduceKey(model: ReviewModel, state: ScreenState, key: Key, size: Size): KeyResult {
  const cleared = {...state, isHelp: false, message: undefined}
  const {form} = state.interview
  if (state.isHelp) return {state: cleared}
  if (state.isSearching) return {state: reduceSearchKey(cleared, key)}
  if (form) return reduceFormKey(model, cleared, form, key)
  return key.isPasted
    ? {state: {...cleared, message: 'There is nothing to paste text into here.'}}
    : reduceListKey(model, cleared, key, size)
}

/** The state after a decision has been saved. */
export const afterSave = (state: ScreenState, decision: Decision, message: string): ScreenState => ({
  ...state,
  interview: afterDecision(state.interview, decision),
  message,
  typed: undefined,
  unsaved: undefined,
})

/** The state after a decision couldn't be saved: it's kept, so that saving it can be retried. */
export const afterFailedSave = (state: ScreenState, decision: Decision, reason: string): ScreenState => ({
  ...state,
  interview: withoutForm(state.interview),
  message: `NOT SAVED: ${reason} (press r to retry)`,
  typed: undefined,
  unsaved: decision,
})

function reduceSearchKey(state: ScreenState, {name, text}: Key): ScreenState {
  const {filter} = state
  const {search = ''} = filter
  if (name === 'enter') return {...state, isSearching: false}
  if (name === 'escape') return withCursorAtTop({...state, filter: {...filter, search: undefined}, isSearching: false})
  return withCursorAtTop({...state, filter: {...filter, search: name === 'back' ? eraseLast(search) : search + text}})
}

const eraseLast = (text: string) => [...text].slice(0, -1).join('')

function reduceFormKey(model: ReviewModel, state: ScreenState, form: Form, {name, text}: Key): KeyResult {
  const {interview, typed = ''} = state
  if (name === 'escape') {
    const message = 'Canceled; nothing was decided.'
    return {state: {...state, interview: withoutForm(interview), message, typed: undefined}}
  }

  if (name === 'up') {
    const previous = previousField(form)
    return {state: previous ? {...state, interview: {...interview, form: previous}, typed: undefined} : state}
  }

  if (name === 'back') return {state: {...state, typed: eraseLast(typed)}}
  return name === 'enter' ? submit(model, state, form, typed) : {state: {...state, typed: typed + text}}
}

function submit(model: ReviewModel, state: ScreenState, form: Form, typed: string): KeyResult {
  const result = submitReply(form, typed, replyValidator(model))
  if ('problem' in result) return {state: {...state, message: `Not accepted: ${result.problem}.`}}
  const decision = formDecision(result.form, model)
  return decision
    ? {decision, state}
    : {state: {...state, interview: {...state.interview, form: result.form}, typed: undefined}}
}

function reduceListKey(model: ReviewModel, state: ScreenState, key: Key, size: Size): KeyResult {
  const page = buildPage(model, state, size.columns)
  const moved = navigate(state, page, key, size, model.report.frameworks.length) ?? changeFilter(model, state, key.text)
  if (moved) return {state: moved}
  const command = commandOf(key.text)
  if (!command) return {state}
  const question = shownQuestion(model, state)
  const effect = runCommand(command, {
    canSkip: currentView(state).screen.kind === 'questions',
    finding: selectedFinding(model, state, page),
    interview: state.interview,
    model,
    note: {about: noteTarget(state, question)},
    proposal: question?.control.proposals?.[proposalIndexOf(key.text)],
    question,
    unsaved: state.unsaved,
  })
  return applyEffect(state, effect)
}

function applyEffect(state: ScreenState, effect: CommandEffect): KeyResult {
  const {decision, interview = state.interview, isOver, message, view} = effect
  const isOtherQuestion =
    interview.skipped.length > state.interview.skipped.length || interview.split !== state.interview.split
  const changed = {...showView(state, view), interview, message}
  return {
    state: isOtherQuestion ? withCursorAtTop(changed) : changed,
    ...(decision ? {decision} : {}),
    ...(isOver ? {isOver} : {}),
  }
}

function showView(state: ScreenState, view: CommandEffect['view']): ScreenState {
  switch (view) {
    case 'failures':
      return goTo(state, {kind: 'findings'})
    case 'help':
      return {...state, isHelp: true}
    case 'matrix':
    case 'questions':
      return goTo(state, {kind: view})
    case 'search':
      return {...state, isSearching: true}
    case undefined:
      return state
  }
}

/** The control that an answer is for: the current question, or the control that is shown. */
function shownQuestion(model: ReviewModel, state: ScreenState): Question | undefined {
  const {screen} = currentView(state)
  if (screen.kind === 'questions') return currentQuestion(model, state.interview)
  if (screen.kind !== 'control') return undefined
  const control = controlInReview(model, screen)
  const places = model.places.filter(place =>
    screen.place === undefined ? isInScope(state.interview.scope, place) : place.name === screen.place,
  )
  return control && questionFor(model, screen.framework, control, places)
}

/** The failure or unknown that is shown, or that the cursor is on. */
function selectedFinding(model: ReviewModel, state: ScreenState, page: Page) {
  const {cursor, screen} = currentView(state)
  const target = screen.kind === 'observation' ? screen : page.lines[cursor]?.open
  const observation = target?.kind === 'observation' ? findObservation(model, target) : undefined
  return observation?.verdict === 'fail' || observation?.verdict === 'unknown' ? observation : undefined
}

/** What a note is about: the check, the question or the place that is shown, or else the review. */
function noteTarget(state: ScreenState, question: Question | undefined): string {
  const {screen} = currentView(state)
  if (screen.kind === 'observation') return screen.check
  if (question) return questionKey(question)
  return ('place' in screen ? screen.place : undefined) ?? 'the review'
}
