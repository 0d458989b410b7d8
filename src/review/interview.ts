import type {Decision, Edit} from './decision.js'
import type {Form} from './form.js'
import type {Question} from './question.js'
import type {ReviewModel, ReviewScope} from './review-model.js'

import {openQuestions} from './open-questions.js'
import {questionKey} from './question.js'

/** How far a person has come, in either interface; plain data, so that it can be saved. */
export interface Interview {
  /** The email address of the reviewer, once it's known. */
  readonly by?: string
  readonly scope: ReviewScope
  /** The keys of the skipped questions. */
  readonly skipped: readonly string[]
  /** The keys of shared questions whose controls are asked one by one; positions of older versions have none. */
  readonly split?: readonly string[]
  readonly form?: Form | undefined
  /** The decisions that can be undone, the last one at the end. */
  readonly decisions: readonly Edit[]
}

export const newInterview = (by: string | undefined, scope: ReviewScope = {kind: 'all'}): Interview => ({
  ...(by === undefined ? {} : {by}),
  decisions: [],
  scope,
  skipped: [],
})

/** The question to ask now; undefined once all are answered or skipped. */
export const currentQuestion = (model: ReviewModel, interview: Interview): Question | undefined =>
  openQuestions(model, interview).find(question => !interview.skipped.includes(questionKey(question)))

/** The interview after a decision has been saved. */
export function afterDecision(interview: Interview, decision: Decision): Interview {
  const closed = withoutForm(interview)
  if (decision.action === 'undo') return {...closed, decisions: closed.decisions.slice(0, -1)}
  return {...closed, by: decision.by, decisions: [...closed.decisions, decision]}
}

/** The interview with its form closed. */
export const withoutForm = (interview: Interview): Interview => ({...interview, form: undefined})
