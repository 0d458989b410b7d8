import type {Decision, Edit} from './decision.js'
import type {Form} from './form.js'
import type {Question, ReviewModel, ReviewScope} from './review-model.js'

import {openQuestions} from './review-model.js'

/** How far a person has come, in either interface; plain data, so that it can be saved. */
export interface Interview {
  /** The email address of the reviewer, once it's known. */
  readonly by?: string
  readonly scope: ReviewScope
  /** The keys of the skipped questions. */
  readonly skipped: readonly string[]
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

/** A question as `framework control`, such as `pci-dss-4.0.1 1.2.4`. */
export const questionKey = ({control, framework}: Question): string => `${framework} ${control.id}`

/** The question to ask now; undefined once all are answered or skipped. */
export const currentQuestion = (model: ReviewModel, {scope, skipped}: Interview): Question | undefined =>
  openQuestions(model, scope).find(question => !skipped.includes(questionKey(question)))

/** The interview after a decision has been saved. */
export function afterDecision(interview: Interview, decision: Decision): Interview {
  const closed = withoutForm(interview)
  if (decision.action === 'undo') return {...closed, decisions: closed.decisions.slice(0, -1)}
  return {...closed, by: decision.by, decisions: [...closed.decisions, decision]}
}

/** The interview with its form closed. */
export const withoutForm = ({by, decisions, scope, skipped}: Interview): Interview => ({
  ...(by === undefined ? {} : {by}),
  decisions,
  scope,
  skipped,
})
