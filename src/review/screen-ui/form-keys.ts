import type {Form} from '../form.js'
import type {ReviewModel} from '../review-model.js'
import type {Key, KeyResult, ScreenState} from './screen-state.js'

import {currentField, previousField, replyFor, submitReply} from '../form.js'
import {formDecision} from '../form-decision.js'
import {withoutForm} from '../interview.js'
import {replyValidator} from '../reply-validator.js'
import {editedLine, editLine} from './line-editor.js'

const noReply = {caret: undefined, typed: undefined} as const

/** Reads a key in a form: it edits the reply, takes it, goes back to the previous one, or leaves the form. */
export function reduceFormKey(model: ReviewModel, state: ScreenState, form: Form, key: Key): KeyResult {
  const {caret, interview, typed = ''} = state
  if (key.name === 'enter') return submit(model, state, form, typed)
  if (key.name === 'escape') {
    const message = 'Canceled; nothing was decided.'
    return {state: {...state, ...noReply, interview: withoutForm(interview), message}}
  }

  if (key.name === 'up' || key.name === 'ctrl-p') return {state: toPreviousReply(state, form)}
  const {after, before} = editLine(editedLine(typed, caret), key)
  return {state: {...state, caret: before.length, typed: before + after}}
}

/** The previous reply can be edited as it was given. */
function toPreviousReply(state: ScreenState, form: Form): ScreenState {
  const previous = previousField(form)
  if (!previous) return state
  const field = currentField(previous)
  const reply = field ? replyFor(form, field.name) : ''
  return {
    ...state,
    ...noReply,
    interview: {...state.interview, form: previous},
    ...(reply === field?.defaultValue ? {} : {typed: reply}),
  }
}

function submit(model: ReviewModel, state: ScreenState, form: Form, typed: string): KeyResult {
  const result = submitReply(form, typed, replyValidator(model))
  if ('problem' in result) return {state: {...state, message: `Not accepted: ${result.problem}.`}}
  const decision = formDecision(result.form, model)
  return decision
    ? {decision, state}
    : {state: {...state, ...noReply, interview: {...state.interview, form: result.form}}}
}
