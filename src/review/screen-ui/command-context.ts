import type {CommandContext} from '../commands.js'
import type {Question} from '../question.js'
import type {ReviewModel} from '../review-model.js'
import type {Page, ScreenState} from './screen-state.js'

import {controlInReview, questionFor} from '../open-questions.js'
import {askedQuestions} from '../coverage.js'
import {questionKey} from '../question.js'
import {isInScope} from '../review-model.js'
import {findObservation} from './pages.js'
import {findOpenQuestion} from './questions-page.js'
import {currentView} from './screen-state.js'

/** What a command acts on: what is shown, selected, or under the cursor. */
export function commandContext(
  model: ReviewModel,
  state: ScreenState,
  page: Page,
  proposalIndex: number,
): CommandContext {
  const {screen, selected = []} = currentView(state)
  const question = shownQuestion(model, state, page)
  const several =
    screen.kind === 'questions'
      ? askedQuestions(model, state.interview).filter(asked => selected.includes(questionKey(asked)))
      : []
  return {
    canSkip: ['class', 'question', 'questions'].includes(screen.kind),
    finding: selectedFinding(model, state, page),
    interview: state.interview,
    model,
    note: {about: noteTarget(state, question)},
    proposal: question?.control.proposals?.[proposalIndex],
    question,
    unsaved: state.unsaved,
    ...(several.length > 0 ? {several} : {}),
    ...(screen.kind === 'class' ? {apps: selected, dataClass: screen.dataClass} : {}),
  }
}

/** The control that an answer is for: the question under the cursor, or what is shown. */
function shownQuestion(model: ReviewModel, state: ScreenState, page: Page): Question | undefined {
  const {cursor, screen} = currentView(state)
  const id = screen.kind === 'questions' ? page.lines[cursor]?.id : undefined
  if (id !== undefined) return findOpenQuestion(model, state.interview, id)
  if (screen.kind === 'question') return findOpenQuestion(model, state.interview, screen.key)
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
