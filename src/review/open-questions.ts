import type {Place} from '../model/policy.js'
import type {ControlResult} from '../model/report.js'
import type {ControlRef, ReviewModel, ReviewScope} from './review-model.js'
import type {Question} from './question.js'

import {otherControl, placesInNeed} from './other-control.js'
import {isSplit, openPlaces, questionKey} from './question.js'
import {compareSeverity, findControl, isInScope, shortFrameworkName} from './review-model.js'
import {joinQuestions} from './shared-question.js'

/** Which questions a person wants to be asked. */
export interface QuestionSelection {
  readonly scope: ReviewScope
  /** The keys of shared questions whose controls are asked one by one. */
  readonly split?: readonly string[]
}

/**
 * The open questions, worst first; of the same severity, the one that is open for most places. Controls that one answer
 * would settle share a question; where they are asked one by one all the same, they follow each other, and come first
 * where a person chose that.
 */
export function openQuestions(model: ReviewModel, selection: QuestionSelection): readonly Question[] {
  const cached = questionCache.get(model) ?? new Map<string, readonly Question[]>()
  const {scope, split = []} = selection
  const key = JSON.stringify([scope, split])
  const questions = cached.get(key) ?? findOpenQuestions(model, scope, split)
  questionCache.set(model, cached.set(key, questions))
  return questions
}

/** A model never changes, so its open questions are computed once. */
const questionCache = new WeakMap<ReviewModel, Map<string, readonly Question[]>>()

function findOpenQuestions(model: ReviewModel, scope: ReviewScope, split: readonly string[]): Question[] {
  const {places, report} = model
  const questions = report.frameworks.flatMap(framework =>
    framework.controls
      .filter(({status}) => status === 'manual')
      .map((control): Question => ({
        control,
        framework: framework.id,
        places: openPlaces(
          model,
          framework.id,
          control,
          places.filter(place => isInScope(scope, place)),
        ),
      })),
  )
  // Without any place, a control is open all the same.
  const open = questions.filter(({places: unanswered}) => unanswered.length > 0 || places.length === 0)
  return joinQuestions(model, open, split)
    .map(group => [...group].sort(compareQuestions))
    .sort(([a], [b]) => (a && b ? splitRank(a, split) - splitRank(b, split) || compareQuestions(a, b) : 0))
    .flat()
}

const splitRank = (question: Question, split: readonly string[]) => (isSplit(question, split) ? 0 : 1)

const compareQuestions = (a: Question, b: Question) =>
  compareSeverity(a.control, b.control) || b.places.length - a.places.length

/** The question of a control, by its framework and ID in any case, such as `pci 1.2.4`. */
export function findQuestion(model: ReviewModel, selection: QuestionSelection, name: string): Question | undefined {
  const isNamed = (framework: string, control: string) =>
    [framework, shortFrameworkName(model, framework)].some(
      frameworkName => `${frameworkName} ${control}`.toLowerCase() === name.toLowerCase(),
    )
  const shared = openQuestions(model, selection).find(
    ({control, framework, settles}) => settles && isNamed(framework, control.id),
  )
  if (shared) return shared
  const places = model.places.filter(place => isInScope(selection.scope, place))
  for (const {controls, id: framework} of [...model.report.frameworks, ...model.otherFrameworks]) {
    const named = controls.find(({id}) => isNamed(framework, id))
    const control = named && controlInReview(model, {control: named.id, framework})
    if (control) return questionFor(model, framework, control, places)
  }

  return undefined
}

/** A control of the report, or one of another framework by whose question controls of the report are asked. */
export const controlInReview = (model: ReviewModel, ref: ControlRef): ControlResult | undefined =>
  findControl(model, ref.framework, ref.control) ?? otherControl(model, ref)

/** The question that a control asks for some places; undefined where no answer would count. */
export function questionFor(
  model: ReviewModel,
  framework: string,
  control: ControlResult,
  places: readonly Place[],
): Question | undefined {
  if (control.status !== 'manual' && control.answer === undefined) return undefined
  const questionPlaces = placesToAnswer(model, framework, control, places)
  return questionPlaces.length > 0 || model.places.length === 0
    ? {control, framework, places: questionPlaces}
    : undefined
}

/** The open places of a control, or every place that its answer has to cover where it's answered. */
function placesToAnswer(
  model: ReviewModel,
  framework: string,
  control: ControlResult,
  places: readonly Place[],
): Place[] {
  const unanswered = openPlaces(model, framework, control, places)
  return unanswered.length > 0 || control.answer === undefined
    ? unanswered
    : places.filter(placesInNeed(model, {control: control.id, framework}))
}

/** How far a review is. */
export interface ReviewProgress {
  /** Questions, each of which may be that of several controls. */
  readonly answered: number
  readonly total: number
  /** The controls that they are asked for. */
  readonly controls: number
}

/** How many of the questions that a person has to answer are answered; those that apply to nothing here don't count. */
export function reviewProgress(model: ReviewModel, {split = []}: Pick<QuestionSelection, 'split'>): ReviewProgress {
  const answered = model.report.frameworks.flatMap(({controls, id: framework}) =>
    controls
      .filter(({answer, status}) => status !== 'manual' && (answer !== undefined || status === 'inherited'))
      .map(({answeredBy, id: control}) => ({control, framework, ...answeredBy})),
  )
  const open = openQuestions(model, {scope: {kind: 'all'}, split})
  const answeredCount = new Set(answered.map(({control, framework}) => `${framework} ${control}`)).size
  const openControls = new Set(open.flatMap(question => question.settles ?? [question]).map(questionKey))
  return {
    answered: answeredCount,
    total: answeredCount + open.length,
    controls: answered.length + openControls.size,
  }
}

/** How many questions are answered, and of how many controls they are where those are more. */
export const progressText = ({answered, controls, total}: ReviewProgress, separator: string): string =>
  `${answered}${separator}${total} answered${controls > total ? ` (${controls} controls)` : ''}`
