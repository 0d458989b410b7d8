import type {Check} from '../model/check.js'
import type {Control, Framework, Severity} from '../model/framework.js'
import type {Observation} from '../model/observation.js'
import type {Placing} from '../model/place-status.js'
import type {Place, Policy} from '../model/policy.js'
import type {ControlResult, Report} from '../model/report.js'

import {isFor} from '../assess/answers.js'
import {severities, statuses} from '../model/framework.js'
import {counts, isAside, isBreach} from '../model/observation.js'

/** What is reviewed, as the policy of the moment judges it. */
export interface World extends Placing {
  readonly report: Report
  readonly policy: Policy
  readonly frameworks: readonly Framework[]
  readonly checks: ReadonlyArray<Pick<Check, 'id' | 'why'>>
  /** The day that decisions are of, an ISO date. */
  readonly today: string
}

/** The part of the world that was chosen. */
export type Within = {readonly kind: 'all'} | {readonly kind: 'space' | 'team'; readonly name: string}

/** A control that a person has to answer. */
export interface Question {
  readonly framework: string
  readonly control: ControlResult
  /** The places that it is asked for: those that no answer speaks of yet, or all where an answer is corrected. */
  readonly open: readonly Place[]
}

export function isWithin(within: Within, {space, team}: {readonly space?: string; readonly team?: string}): boolean {
  return within.kind === 'all' || (within.kind === 'space' ? space : team) === within.name
}

/** The places of a control that nobody has answered for; none where it is not open. */
export function openPlaces(
  {isAsked}: World,
  framework: string,
  {answer, answers = answer ? [answer] : [], id, status}: ControlResult,
  places: readonly Place[],
): Place[] {
  return status === 'manual'
    ? places.filter(place => isAsked(framework, id, place) && !answers.some(one => isFor(one, place)))
    : []
}

/** What an answer to a control is asked for: where it is open, and where it was answered, what it is about. */
function askedOf(world: World, framework: string, control: ControlResult, places: readonly Place[]): Place[] {
  const open = openPlaces(world, framework, control, places)
  return open.length > 0 || control.answer === undefined
    ? open
    : places.filter(place => world.isAsked(framework, control.id, place))
}

/** The open controls: the worst first, and of equal ones that which one answer closes for most. */
export function questionsOf(world: World, within: Within): readonly Question[] {
  const known = asked.get(world) ?? new Map<string, readonly Question[]>()
  const key = within.kind === 'all' ? '' : `${within.kind} ${within.name}`
  const found = known.get(key) ?? questionsNow(world, within)
  asked.set(world, known.set(key, found))
  return found
}

/** A world never changes: what is open in it is looked for once. */
const asked = new WeakMap<World, Map<string, readonly Question[]>>()

function questionsNow(world: World, within: Within): Question[] {
  const {places, report} = world
  const all = report.frameworks.flatMap(framework =>
    framework.controls
      .filter(({status}) => status === 'manual')
      .map((control): Question => ({
        control,
        framework: framework.id,
        open: openPlaces(
          world,
          framework.id,
          control,
          places.filter(place => isWithin(within, place)),
        ),
      })),
  )
  // Where no place is known, the control is open all the same.
  return all
    .filter(({open}) => open.length > 0 || places.length === 0)
    .sort((a, b) => worseFirst(a.control, b.control) || b.open.length - a.open.length)
}

/** A control by its framework and id, as far as it can be answered; its name is taken in any case. */
export function questionNamed(world: World, within: Within, name: string): Question | undefined {
  const places = world.places.filter(place => isWithin(within, place))
  for (const {controls, id: framework} of world.report.frameworks) {
    const control = controls.find(({id}) =>
      [framework, shortName(world, framework)].some(one => `${one} ${id}`.toLowerCase() === name.toLowerCase()),
    )
    if (control) return questionOf(world, framework, control, places)
  }

  return undefined
}

/** What is asked of a control for some places; nothing where no answer would count. */
export function questionOf(
  world: World,
  framework: string,
  control: ControlResult,
  places: readonly Place[],
): Question | undefined {
  if (control.status !== 'manual' && control.answer === undefined) return undefined
  const open = askedOf(world, framework, control, places)
  return open.length > 0 || world.places.length === 0 ? {control, framework, open} : undefined
}

export const worseFirst = (a: {readonly severity: Severity}, b: {readonly severity: Severity}): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity)

/** How many of the controls that people decide are decided; what is about nobody here is not asked. */
export function progressOf(world: World): {readonly done: number; readonly of: number} {
  const all = world.report.frameworks.flatMap(({controls}) => controls)
  const open = questionsOf(world, {kind: 'all'}).length
  const done = all.filter(
    ({answer, status}) => status !== 'manual' && (answer !== undefined || status === 'inherited'),
  ).length
  return {done, of: done + open}
}

/** The observations of a control, of all or of a place and what is about it, worst first. */
export function observationsOf(
  {near, report}: World,
  framework: string,
  control: string,
  place?: Place,
): Observation[] {
  const rank = (one: Observation) =>
    troubleRank(one) ?? (one.verdict === 'pass' ? 4 : one.verdict === 'not-applicable' ? 5 : 3)
  const all = place ? [...near(place).own, ...near(place).wider] : report.observations
  return all
    .filter(one =>
      [...one.controls, ...(one.signals ?? [])].some(ref => ref.framework === framework && ref.control === control),
    )
    .sort((a, b) => rank(a) - rank(b) || worseFirst(a, b))
}

/** Breaches, then what is not known, then what is merely worth a look; undefined for the rest. */
function troubleRank(one: Observation): number | undefined {
  if (isBreach(one)) return 0
  if (counts(one, 'unknown')) return 1
  return isAside(one) ? 2 : undefined
}

/** Failures and unknowns that no waiver covers, worst first. */
export function troubles(world: World, within: Within = {kind: 'all'}): Observation[] {
  return observationsWithin(world, within)
    .filter(one => counts(one, 'fail') || counts(one, 'unknown'))
    .sort((a, b) => (troubleRank(a) ?? 3) - (troubleRank(b) ?? 3) || worseFirst(a, b))
}

/** What was observed of the part of the world that was chosen, by itself or by one of its apps. */
export function observationsWithin({near, places, report}: World, within: Within): Observation[] {
  if (within.kind === 'all') return [...report.observations]
  const ofPlaces = new Set(places.filter(place => isWithin(within, place)).flatMap(place => near(place).own))
  return report.observations.filter(one => ofPlaces.has(one) || isPart(one.subject, within))
}

function isPart({kind, name, space, team}: Observation['subject'], within: Within): boolean {
  return isWithin(within, {
    ...(kind === 'space' ? {space: name} : space === undefined ? {} : {space}),
    ...(kind === 'team' ? {team: name} : team === undefined ? {} : {team}),
  })
}

/** The shortest name of a framework. */
export function shortName({frameworks}: World, framework: string): string {
  const names = [framework, ...(frameworks.find(({id}) => id === framework)?.aliases ?? [])]
  return names.reduce((short, one) => (one.length < short.length ? one : short))
}

/** A control as its framework has it. */
export const definitionOf = ({frameworks}: World, framework: string, control: string): Control | undefined =>
  frameworks.find(({id}) => id === framework)?.controls.find(({id}) => id === control)

export const byStatus = (
  a: {readonly status: ControlResult['status']},
  b: {readonly status: ControlResult['status']},
): number => statuses.indexOf(a.status) - statuses.indexOf(b.status)
