import type {Decision} from '../decision.js'
import type {ReviewModel} from '../review-model.js'
import type {ScreenState} from './screen-state.js'

import {nextDataClass} from '../data-classes.js'
import {openQuestions} from '../open-questions.js'
import {goBack, goTo} from './navigation.js'
import {askingClasses, currentView, withView} from './screen-state.js'

/** What moves the review on: a decision, or a question that is skipped. */
type Step = Decision['action'] | 'skip'

const answering: readonly Step[] = ['answer', 'answers', 'declare', 'skip']

/** The state with what is asked next; once nothing is left to ask, with the sign-off. */
export function advance(model: ReviewModel, state: ScreenState, step: Step): ScreenState {
  if (!answering.includes(step)) return state
  const next = afterStep(model, state)
  const isDone = nextDataClass(model, next.interview) === undefined && openQuestions(model, next.interview).length === 0
  return isDone && step !== 'skip' ? goTo(next, {kind: 'signOff'}) : next
}

function afterStep(model: ReviewModel, state: ScreenState): ScreenState {
  const {kind} = currentView(state).screen
  if (kind === 'class') return askingClasses(model, goBack(state))
  return kind === 'question' ? goBack(state) : withView(state, {selected: []})
}
