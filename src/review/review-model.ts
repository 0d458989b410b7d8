import type {Check} from '../model/check.js'
import type {Control, Framework, Severity} from '../model/framework.js'
import type {Observation} from '../model/observation.js'
import type {PlaceStatuses} from '../model/place-status.js'
import type {Place, Policy} from '../model/policy.js'
import type {ControlResult, Report} from '../model/report.js'

import {severities, statuses} from '../model/framework.js'
import {countsAs, isSignalFailure, isBreach} from '../model/observation.js'

/** What is reviewed, as assessed with the current policy. A decision makes a new model. */
export interface ReviewModel extends PlaceStatuses {
  readonly report: Report
  readonly policy: Policy
  readonly frameworks: readonly Framework[]
  /** Frameworks that aren't assessed, but whose questions are asked, or whose answers count. */
  readonly otherFrameworks: readonly Framework[]
  readonly checks: ReadonlyArray<Pick<Check, 'id' | 'why'>>
  /** The date of the decisions, as YYYY-MM-DD. */
  readonly today: string
  /** What to type after the review, each a command; absent where nothing was said about it. */
  readonly nextCommands?: readonly string[]
}

/** Which apps are reviewed. */
export type ReviewScope = {readonly kind: 'all'} | {readonly kind: 'space' | 'team'; readonly name: string}

export function isInScope(
  scope: ReviewScope,
  {space, team}: {readonly space?: string | undefined; readonly team?: string | undefined},
): boolean {
  return scope.kind === 'all' || (scope.kind === 'space' ? space : team) === scope.name
}

export const compareSeverity = (a: {readonly severity: Severity}, b: {readonly severity: Severity}): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity)

/** A control, by its framework. */
export interface ControlRef {
  readonly framework: string
  readonly control: string
}

/** A control as it is in the report, by its framework. */
export interface ControlOfReport {
  readonly framework: string
  readonly control: ControlResult
}

/** A framework by its id, whether or not it's assessed. */
export const findFramework = (
  {frameworks, otherFrameworks}: Pick<ReviewModel, 'frameworks' | 'otherFrameworks'>,
  framework: string,
): Framework | undefined =>
  frameworks.find(({id}) => id === framework) ?? otherFrameworks.find(({id}) => id === framework)

/** A control of the report; undefined where the report doesn't have it. */
export function findControl({report}: ReviewModel, framework: string, control: string): ControlResult | undefined {
  const known = controlsByReport.get(report) ?? indexControls(report)
  controlsByReport.set(report, known)
  return known.get(framework)?.get(control)
}

/** Pages look up every control of a report, once for each place. */
const controlsByReport = new WeakMap<Report, ControlIndex>()

type ControlIndex = ReadonlyMap<string, ReadonlyMap<string, ControlResult>>

const indexControls = ({frameworks}: Report): ControlIndex =>
  new Map(frameworks.map(({controls, id}) => [id, new Map(controls.map(control => [control.id, control]))]))

/** The observations of a control, worst first; of a place, what belongs to the place and what is wider. */
export function controlObservations(
  {observationsAt, report}: ReviewModel,
  framework: string,
  control: string,
  place?: Place,
): Observation[] {
  const observations = place ? [...observationsAt(place).own, ...observationsAt(place).wider] : report.observations
  return observations
    .filter(observation =>
      [...observation.controls, ...(observation.signals ?? [])].some(
        ref => ref.framework === framework && ref.control === control,
      ),
    )
    .sort(compareObservations)
}

/** Orders observations, the worst first. */
export const compareObservations = (a: Observation, b: Observation): number =>
  observationRank(a) - observationRank(b) || compareSeverity(a, b)

const observationRank = (observation: Observation) => findingRank(observation) ?? verdictRank[observation.verdict]

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

/** The ID and the aliases of a framework: an answer may name any of them. */
export const namesOfFramework = (model: ReviewModel, framework: string): string[] => [
  framework,
  ...(findFramework(model, framework)?.aliases ?? []),
]

/** The shortest of a framework's ID and aliases. */
export const shortFrameworkName = (model: ReviewModel, framework: string): string =>
  namesOfFramework(model, framework).reduce((shortest, candidate) =>
    candidate.length < shortest.length ? candidate : shortest,
  )

/** A control as people read it: by the shortest name of its framework. */
export const controlName = (model: ReviewModel, {control, framework}: ControlRef): string =>
  `${shortFrameworkName(model, framework)} ${control}`

/** A key such as `pci-dss-4.0.1 1.2.4` as people read it; any other text as it is. */
export function keyName(model: ReviewModel, key: string): string {
  const [framework = '', ...rest] = key.split(' ')
  return rest.length === 0 ? key : controlName(model, {control: rest.join(' '), framework})
}

/** A control as its framework defines it. */
export const controlDefinition = (model: ReviewModel, framework: string, control: string): Control | undefined =>
  findFramework(model, framework)?.controls.find(({id}) => id === control)

export const compareStatus = (
  a: {readonly status: ControlResult['status']},
  b: {readonly status: ControlResult['status']},
): number => statuses.indexOf(a.status) - statuses.indexOf(b.status)
