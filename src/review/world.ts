import type {Check} from '../model/check.js'
import type {Control, Framework, Severity} from '../model/framework.js'
import type {Observation} from '../model/observation.js'
import type {Place, Policy} from '../model/policy.js'
import type {ControlResult, FrameworkResult, Report} from '../model/report.js'

import {isFor} from '../evaluate/answers.js'
import {severities, statuses} from '../model/framework.js'
import {counts} from '../model/observation.js'

/** What is reviewed, as the policy of the moment judges it. */
export interface World {
  readonly report: Report
  readonly policy: Policy
  readonly places: readonly Place[]
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
  /** The places that no answer speaks of yet. */
  readonly open: readonly Place[]
}

export function isWithin(within: Within, {space, team}: {readonly space?: string; readonly team?: string}): boolean {
  return within.kind === 'all' || (within.kind === 'space' ? space : team) === within.name
}

/** Whom a framework is about, where the policy says which apps hold its data. */
const isAbout = ({inScope}: FrameworkResult, {app}: Place) => !inScope || app === undefined || inScope.some(one => one.app === app)

/** The places of a control that nobody has answered for; none where it is not open. */
export function openPlaces({answer, answers = answer ? [answer] : [], status}: ControlResult, framework: FrameworkResult, places: readonly Place[]): Place[] {
  return status === 'manual' ? places.filter(place => isAbout(framework, place) && !answers.some(one => isFor(one, place))) : []
}

/** The open controls: the worst first, and of equal ones that which one answer closes for most. */
export function questionsOf({places, report}: World, within: Within): Question[] {
  const all = report.frameworks.flatMap(framework => framework.controls.filter(({status}) => status === 'manual').map((control): Question => ({
    control, framework: framework.id, open: openPlaces(control, framework, places.filter(place => isWithin(within, place))),
  })))
  // Where no place is known, the control is open all the same.
  return all.filter(({open}) => open.length > 0 || places.length === 0)
    .sort((a, b) => worseFirst(a.control, b.control) || b.open.length - a.open.length)
}

export const worseFirst = (a: {readonly severity: Severity}, b: {readonly severity: Severity}): number => severities.indexOf(a.severity) - severities.indexOf(b.severity)

/** How many of the controls that people decide are decided. */
export function progressOf({report}: World): {readonly done: number; readonly of: number} {
  const all = report.frameworks.flatMap(({controls}) => controls)
  const open = all.filter(({status}) => status === 'manual').length
  const done = all.filter(({answer, status}) => status !== 'manual' && (answer !== undefined || status === 'inherited')).length
  return {done, of: done + open}
}

/** Whether an observation is of a place, or of something in it. */
export function isOf({app, kind, name, space, team}: Observation['subject'], place: Place): boolean {
  if (place.app === undefined && place.name === place.space) return kind === 'space' ? name === place.space : space === place.space
  if (place.app === undefined && place.name === place.team) return kind === 'team' ? name === place.team : team === place.team
  // An app that could not be seen has a name of its own all the same.
  return kind === 'app' ? name === place.name : app === place.name
}

/** The observations of a control, worst first. */
export function observationsOf({report}: World, framework: string, control: string, place?: Place): Observation[] {
  const rank = (one: Observation) => counts(one, 'fail') ? 0 : counts(one, 'unknown') ? 1 : one.verdict === 'pass' ? 3 : one.verdict === 'not-applicable' ? 4 : 2
  return report.observations.filter(one => one.controls.some(ref => ref.framework === framework && ref.control === control) && (!place || isOf(one.subject, place)))
    .sort((a, b) => rank(a) - rank(b) || worseFirst(a, b))
}

/** Failures and unknowns that no waiver covers, worst first. */
export function troubles({report}: World, within: Within = {kind: 'all'}): Observation[] {
  return report.observations.filter(one => (counts(one, 'fail') || counts(one, 'unknown')) && isTroubleWithin(one, within))
    .sort((a, b) => Number(counts(b, 'fail')) - Number(counts(a, 'fail')) || worseFirst(a, b))
}

function isTroubleWithin({subject: {kind, name, space, team}}: Observation, within: Within): boolean {
  return isWithin(within, {...kind === 'space' ? {space: name} : space === undefined ? {} : {space}, ...kind === 'team' ? {team: name} : team === undefined ? {} : {team}})
}

/** A control as its framework has it. */
export const definitionOf = ({frameworks}: World, framework: string, control: string): Control | undefined =>
  frameworks.find(({id}) => id === framework)?.controls.find(({id}) => id === control)

export const byStatus = (a: {readonly status: ControlResult['status']}, b: {readonly status: ControlResult['status']}): number => statuses.indexOf(a.status) - statuses.indexOf(b.status)
