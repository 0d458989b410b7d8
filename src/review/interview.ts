import type {DataClass} from '../model/framework.js'
import type {Decision, Edit} from './decision.js'
import type {Form} from './form.js'
import type {ReviewScope} from './review-model.js'

/** How far a person has come, in either interface; plain data, so that it can be saved. */
export interface Interview {
  /** The email address of the reviewer, once it's known. */
  readonly by?: string
  readonly scope: ReviewScope
  /** The keys of the skipped questions and data classes. */
  readonly skipped: readonly string[]
  /** The keys of shared questions whose controls are asked one by one; positions of older versions have none. */
  readonly split?: readonly string[]
  readonly form?: Form | undefined
  /** The data class that is asked about again, line by line. */
  readonly asked?: DataClass | undefined
  /** The decisions that can be undone, the last one at the end. */
  readonly decisions: readonly Edit[]
  /** How many of these were made before this session; positions of older versions don't say. */
  readonly earlier?: number
}

export const newInterview = (by: string | undefined, scope: ReviewScope = {kind: 'all'}): Interview => ({
  ...(by === undefined ? {} : {by}),
  decisions: [],
  scope,
  skipped: [],
})

/** The interview after a decision has been saved. */
export function afterDecision(interview: Interview, decision: Decision): Interview {
  const closed = {...withoutForm(interview), asked: undefined}
  if (decision.action === 'undo') return withoutLast(closed)
  return {...closed, by: decision.by, decisions: [...closed.decisions, decision]}
}

/** What follows an undone decision of an earlier session is of this one. */
function withoutLast(interview: Interview): Interview {
  const decisions = interview.decisions.slice(0, -1)
  const {earlier = 0} = interview
  return {...interview, decisions, ...(earlier > decisions.length ? {earlier: decisions.length} : {})}
}

/** The interview with its form closed. */
export const withoutForm = (interview: Interview): Interview => ({...interview, form: undefined})

/** The interview as a new session goes on with it. */
export const resumed = (interview: Interview): Interview => ({...interview, earlier: interview.decisions.length})

/** The decisions of this session that weren't undone. */
export const sessionDecisions = ({decisions, earlier = 0}: Interview): readonly Edit[] => decisions.slice(earlier)
