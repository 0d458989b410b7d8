import type {Check} from '../model/check.js'
import type {Control, Framework, Severity} from '../model/framework.js'
import type {Observation} from '../model/observation.js'
import type {PlaceStatuses} from '../model/place-status.js'
import type {Place, Policy} from '../model/policy.js'
import type {ControlResult, Report} from '../model/report.js'

import {coversPlace} from '../assess/answers.js'
import {severities, statuses} from '../model/framework.js'
import {countsAs, isSignalFailure, isBreach} from '../model/observation.js'

/** What is reviewed, as the policy of the moment judges it. */
export interface ReviewModel extends PlaceStatuses {
  readonly report: Report
  readonly policy: Policy
  readonly frameworks: readonly Framework[]
  readonly checks: ReadonlyArray<Pick<Check, 'id' | 'why'>>
  /** The day that decisions are of, an ISO date. */
  readonly today: string
}

/** The part of the world that was chosen. */
export type ReviewScope = {readonly kind: 'all'} | {readonly kind: 'space' | 'team'; readonly name: string}

/** A control that a person has to answer. */
export interface Question {
  readonly framework: string
  readonly control: ControlResult
  /** The places that it is asked for: those that no answer speaks of yet, or all where an answer is corrected. */
  readonly places: readonly Place[]
}

export function isInScope(
  scope: ReviewScope,
  {space, team}: {readonly space?: string; readonly team?: string},
): boolean {
  return scope.kind === 'all' || (scope.kind === 'space' ? space : team) === scope.name
}

/** The places of a control that nobody has answered for; none where it is not open. */
export function openPlaces(
  {needsAnswer}: ReviewModel,
  framework: string,
  {answer, answers = answer ? [answer] : [], id, status}: ControlResult,
  places: readonly Place[],
): Place[] {
  return status === 'manual'
    ? places.filter(place => needsAnswer(framework, id, place) && !answers.some(answer => coversPlace(answer, place)))
    : []
}

/** What an answer to a control is asked for: where it is open, and where it was answered, what it is about. */
function placesToAnswer(
  model: ReviewModel,
  framework: string,
  control: ControlResult,
  places: readonly Place[],
): Place[] {
  const unanswered = openPlaces(model, framework, control, places)
  return unanswered.length > 0 || control.answer === undefined
    ? unanswered
    : places.filter(place => model.needsAnswer(framework, control.id, place))
}

/** The open controls: the worst first, and of equal ones that which one answer closes for most. */
export function openQuestions(model: ReviewModel, scope: ReviewScope): readonly Question[] {
  const cached = questionCache.get(model) ?? new Map<string, readonly Question[]>()
  const key = scope.kind === 'all' ? '' : `${scope.kind} ${scope.name}`
  const questions = cached.get(key) ?? findOpenQuestions(model, scope)
  questionCache.set(model, cached.set(key, questions))
  return questions
}

/** A world never changes: what is open in it is looked for once. */
const questionCache = new WeakMap<ReviewModel, Map<string, readonly Question[]>>()

function findOpenQuestions(model: ReviewModel, scope: ReviewScope): Question[] {
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
  // Where no place is known, the control is open all the same.
  return questions
    .filter(({places: open}) => open.length > 0 || places.length === 0)
    .sort((a, b) => compareSeverity(a.control, b.control) || b.places.length - a.places.length)
}

/** A control by its framework and id, as far as it can be answered; its name is taken in any case. */
export function findQuestion(model: ReviewModel, scope: ReviewScope, name: string): Question | undefined {
  const places = model.places.filter(place => isInScope(scope, place))
  for (const {controls, id: framework} of model.report.frameworks) {
    const control = controls.find(({id}) =>
      [framework, shortFrameworkName(model, framework)].some(
        frameworkName => `${frameworkName} ${id}`.toLowerCase() === name.toLowerCase(),
      ),
    )
    if (control) return questionFor(model, framework, control, places)
  }

  return undefined
}

/** What is asked of a control for some places; nothing where no answer would count. */
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

export const compareSeverity = (a: {readonly severity: Severity}, b: {readonly severity: Severity}): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity)

/** How many of the controls that people decide are decided; what is about nobody here is not asked. */
export function reviewProgress(model: ReviewModel): {readonly done: number; readonly of: number} {
  const controls = model.report.frameworks.flatMap(({controls}) => controls)
  const openCount = openQuestions(model, {kind: 'all'}).length
  const done = controls.filter(
    ({answer, status}) => status !== 'manual' && (answer !== undefined || status === 'inherited'),
  ).length
  return {done, of: done + openCount}
}

/** The observations of a control, of all or of a place and what is about it, worst first. */
export function controlObservations(
  {observationsAt, report}: ReviewModel,
  framework: string,
  control: string,
  place?: Place,
): Observation[] {
  const observationRank = (observation: Observation) =>
    findingRank(observation) ?? (observation.verdict === 'pass' ? 4 : observation.verdict === 'not-applicable' ? 5 : 3)
  const observations = place ? [...observationsAt(place).own, ...observationsAt(place).wider] : report.observations
  return observations
    .filter(observation =>
      [...observation.controls, ...(observation.signals ?? [])].some(
        ref => ref.framework === framework && ref.control === control,
      ),
    )
    .sort((a, b) => observationRank(a) - observationRank(b) || compareSeverity(a, b))
}

/** Breaches, then what is not known, then what is merely worth a look; undefined for the rest. */
function findingRank(observation: Observation): number | undefined {
  if (isBreach(observation)) return 0
  if (countsAs(observation, 'unknown')) return 1
  return isSignalFailure(observation) ? 2 : undefined
}

/** Failures and unknowns that no waiver covers, worst first. */
export function openFindings(model: ReviewModel, scope: ReviewScope = {kind: 'all'}): Observation[] {
  return observationsInScope(model, scope)
    .filter(observation => countsAs(observation, 'fail') || countsAs(observation, 'unknown'))
    .sort((a, b) => (findingRank(a) ?? 3) - (findingRank(b) ?? 3) || compareSeverity(a, b))
}

/** What was observed of the part of the world that was chosen, by itself or by one of its apps. */
export function observationsInScope({observationsAt, places, report}: ReviewModel, scope: ReviewScope): Observation[] {
  if (scope.kind === 'all') return [...report.observations]
  const placeObservations = new Set(
    places.filter(place => isInScope(scope, place)).flatMap(place => observationsAt(place).own),
  )
  return report.observations.filter(
    observation => placeObservations.has(observation) || isSubjectInScope(observation.subject, scope),
  )
}

function isSubjectInScope({kind, name, space, team}: Observation['subject'], scope: ReviewScope): boolean {
  return isInScope(scope, {
    ...(kind === 'space' ? {space: name} : space === undefined ? {} : {space}),
    ...(kind === 'team' ? {team: name} : team === undefined ? {} : {team}),
  })
}

/** The shortest name of a framework. */
export function shortFrameworkName({frameworks}: ReviewModel, framework: string): string {
  const names = [framework, ...(frameworks.find(({id}) => id === framework)?.aliases ?? [])]
  return names.reduce((shortest, candidate) => (candidate.length < shortest.length ? candidate : shortest))
}

/** A control as its framework has it. */
export const controlDefinition = ({frameworks}: ReviewModel, framework: string, control: string): Control | undefined =>
  frameworks.find(({id}) => id === framework)?.controls.find(({id}) => id === control)

export const compareStatus = (
  a: {readonly status: ControlResult['status']},
  b: {readonly status: ControlResult['status']},
): number => statuses.indexOf(a.status) - statuses.indexOf(b.status)
