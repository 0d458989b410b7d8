import type {Check} from '../model/check.js'
import type {Control, Framework, Severity} from '../model/framework.js'
import type {Observation} from '../model/observation.js'
import type {PlaceStatuses} from '../model/place-status.js'
import type {Place, Policy} from '../model/policy.js'
import type {ControlResult, Report} from '../model/report.js'

import {coversPlace} from '../assess/answers.js'
import {severities, statuses} from '../model/framework.js'
import {countsAs, isSignalFailure, isBreach} from '../model/observation.js'

/** What is reviewed, as assessed with the current policy. A decision makes a new model. */
export interface ReviewModel extends PlaceStatuses {
  readonly report: Report
  readonly policy: Policy
  readonly frameworks: readonly Framework[]
  readonly checks: ReadonlyArray<Pick<Check, 'id' | 'why'>>
  /** The date of the decisions, as YYYY-MM-DD. */
  readonly today: string
}

/** Which apps are reviewed. */
export type ReviewScope = {readonly kind: 'all'} | {readonly kind: 'space' | 'team'; readonly name: string}

/** A control that a person has to answer, or whose answer can be corrected. */
export interface Question {
  readonly framework: string
  readonly control: ControlResult
  /** The places without an answer, or every place in scope where an answer is corrected. */
  readonly places: readonly Place[]
}

export function isInScope(
  scope: ReviewScope,
  {space, team}: {readonly space?: string | undefined; readonly team?: string | undefined},
): boolean {
  return scope.kind === 'all' || (scope.kind === 'space' ? space : team) === scope.name
}

/** The places that no answer covers yet; none where the control isn't open. */
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
    : places.filter(place => model.needsAnswer(framework, control.id, place))
}

/** The open controls, worst first; of the same severity, the one that is open for most places. */
export function openQuestions(model: ReviewModel, scope: ReviewScope): readonly Question[] {
  const cached = questionCache.get(model) ?? new Map<string, readonly Question[]>()
  const key = scope.kind === 'all' ? '' : `${scope.kind} ${scope.name}`
  const questions = cached.get(key) ?? findOpenQuestions(model, scope)
  questionCache.set(model, cached.set(key, questions))
  return questions
}

/** A model never changes, so its open questions are computed once. */
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
  // Without any place, a control is open all the same.
  return questions
    .filter(({places: open}) => open.length > 0 || places.length === 0)
    .sort((a, b) => compareSeverity(a.control, b.control) || b.places.length - a.places.length)
}

/** The question of a control, by its framework and ID in any case, such as `pci 1.2.4`. */
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

export const compareSeverity = (a: {readonly severity: Severity}, b: {readonly severity: Severity}): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity)

/** How many of the controls that a person has to answer are answered; those that apply to nothing here don't count. */
export function reviewProgress(model: ReviewModel): {readonly answered: number; readonly total: number} {
  const answered = model.report.frameworks
    .flatMap(({controls}) => controls)
    .filter(({answer, status}) => status !== 'manual' && (answer !== undefined || status === 'inherited')).length
  return {answered, total: answered + openQuestions(model, {kind: 'all'}).length}
}

/** A control of the report; undefined where the report doesn't have it. */
export const findControl = ({report}: ReviewModel, framework: string, control: string): ControlResult | undefined =>
  report.frameworks.find(({id}) => id === framework)?.controls.find(({id}) => id === control)

/** The observations of a control, worst first; of a place, what belongs to the place and what is wider. */
export function controlObservations(
  {observationsAt, report}: ReviewModel,
  framework: string,
  control: string,
  place?: Place,
): Observation[] {
  const observationRank = (observation: Observation) => findingRank(observation) ?? verdictRank[observation.verdict]
  const observations = place ? [...observationsAt(place).own, ...observationsAt(place).wider] : report.observations
  return observations
    .filter(observation =>
      [...observation.controls, ...(observation.signals ?? [])].some(
        ref => ref.framework === framework && ref.control === control,
      ),
    )
    .sort((a, b) => observationRank(a) - observationRank(b) || compareSeverity(a, b))
}

const verdictRank = {fail: 3, 'not-applicable': 5, pass: 4, unknown: 3} as const

/** Breaches come first, then unknowns, then failed signals; undefined for everything else. */
function findingRank(observation: Observation): number | undefined {
  if (isBreach(observation)) return 0
  if (countsAs(observation, 'unknown')) return 1
  return isSignalFailure(observation) ? 2 : undefined
}

/** Failures and unknowns that aren't waived, worst first. */
export function openFindings(model: ReviewModel, scope: ReviewScope = {kind: 'all'}): Observation[] {
  return observationsInScope(model, scope)
    .filter(observation => countsAs(observation, 'fail') || countsAs(observation, 'unknown'))
    .sort((a, b) => (findingRank(a) ?? 3) - (findingRank(b) ?? 3) || compareSeverity(a, b))
}

/** The observations of a scope: of its apps and what they use, and of the team or space itself. */
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
  return isInScope(scope, {space: kind === 'space' ? name : space, team: kind === 'team' ? name : team})
}

/** The shortest of a framework's ID and aliases. */
export function shortFrameworkName({frameworks}: ReviewModel, framework: string): string {
  const names = [framework, ...(frameworks.find(({id}) => id === framework)?.aliases ?? [])]
  return names.reduce((shortest, candidate) => (candidate.length < shortest.length ? candidate : shortest))
}

/** A control as its framework defines it. */
export const controlDefinition = ({frameworks}: ReviewModel, framework: string, control: string): Control | undefined =>
  frameworks.find(({id}) => id === framework)?.controls.find(({id}) => id === control)

export const compareStatus = (
  a: {readonly status: ControlResult['status']},
  b: {readonly status: ControlResult['status']},
): number => statuses.indexOf(a.status) - statuses.indexOf(b.status)
