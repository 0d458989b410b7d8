import type {Severity} from '../model/framework.js'
import type {Observation} from '../model/observation.js'
import type {Waiver} from '../model/policy.js'
import type {Notice} from '../model/report.js'

import {isoDate, addDays, daysUntil, isInForce} from '../foundation/date.js'
import {matchesGlob} from '../foundation/glob.js'
import {groupBy} from '../foundation/collections.js'
import {isBlank, isSamePerson} from '../model/person.js'
import {maxWaiverDays} from '../model/policy.js'

export interface WaiverResult {
  readonly observations: readonly Observation[]
  /** Waivers without effect, and waivers that deserve attention. */
  readonly notices: readonly Notice[]
  /** The waivers that cover something. */
  readonly used: readonly Waiver[]
}

/**
 * Marks the failures and the unknowns that a waiver in force covers; nothing else of an observation changes.
 *
 * @param isExhaustive whether the scope is wide enough that a waiver which matches nothing deserves a notice
 */
export function applyWaivers(
  observations: readonly Observation[],
  waivers: readonly Waiver[],
  now: number,
  isExhaustive: boolean,
): WaiverResult {
  const waivedChecks = new Set(waivers.map(({check}) => check))
  const observationsByCheck = groupBy(
    observations.filter(({check}) => waivedChecks.has(check)),
    ({check}) => check,
  )
  const effects = waivers.map(waiver =>
    effectOf(waiver, observationsByCheck.get(waiver.check) ?? [], now, isExhaustive),
  )
  const waiverOf = new Map<Observation, Waiver>()
  for (const {covered, waiver} of effects)
    for (const observation of covered) if (!waiverOf.has(observation)) waiverOf.set(observation, waiver)
  return {
    notices: effects.flatMap(({notices}) => notices),
    observations: observations.map(observation => withWaiver(observation, waiverOf.get(observation))),
    used: effects.flatMap(({covered, waiver}) => (covered.length > 0 ? [waiver] : [])),
  }
}

interface WaiverEffect {
  readonly covered: readonly Observation[]
  readonly notices: readonly Notice[]
  readonly waiver: Waiver
}

/** What a waiver does to the observations of its check. Where there are none, no chosen framework has the check. */
function effectOf(
  waiver: Waiver,
  observations: readonly Observation[],
  now: number,
  isExhaustive: boolean,
): WaiverEffect {
  const [first] = observations
  if (!first) return {covered: [], notices: [], waiver}
  const flaw = waiverFlaw(waiver, first.severity, now)
  if (flaw) {
    const text = `The waiver of ${waiverName(waiver)} has no effect: ${flaw.why}.`
    return {covered: [], notices: [{id: flaw.id, text}], waiver}
  }

  const matched = observations.filter(({subject}) => matchesGlob(subject.name, waiver.subjects))
  const covered = matched.filter(({verdict}) => verdict === 'fail' || verdict === 'unknown')
  return {
    covered,
    notices: [
      ...(matched.length === 0 && isExhaustive ? [unmatchedNotice(waiver)] : []),
      ...(waiver.subjects.some(matchesEverything) ? [coversEverythingNotice(waiver)] : []),
      ...(matched.length > 0 && covered.length === 0 ? [notNeededNotice(waiver)] : []),
    ],
    waiver,
  }
}

const unmatchedNotice = (waiver: Waiver): Notice => ({
  id: 'waiver-matches-nothing',
  text: `The waiver of ${waiverName(waiver)} has no effect: nothing that was assessed has that name.`,
})

const coversEverythingNotice = (waiver: Waiver): Notice => ({
  id: 'waiver-of-everything',
  text:
    `The waiver of ${waiverName(waiver)} covers every subject, now and later: ` +
    `${waiver.by} and ${waiver.approvedBy} accept it until ${waiver.expires}.`,
})

const notNeededNotice = (waiver: Waiver): Notice => ({
  id: 'waiver-not-needed',
  text: `The waiver of ${waiverName(waiver)} is no longer needed: nothing that it covers fails.`,
})

const matchesEverything = (glob: string) => /^\*+$/.test(glob)
const waiverName = ({check, subjects}: Waiver) => `${check} for ${subjects.join(', ')}`

function waiverFlaw(
  waiver: Waiver,
  severity: Severity,
  now: number,
): {readonly id: string; readonly why: string} | undefined {
  const {approvedBy, by, expires, on} = waiver
  const blank = (['by', 'approvedBy', 'reason'] as const).find(key => isBlank(waiver[key]))
  if (blank !== undefined) return {id: 'waiver-incomplete', why: `"${blank}" is blank`}
  if (isSamePerson(by, approvedBy)) return {id: 'waiver-self-approved', why: `${by} can't approve their own waiver`}
  if (!isInForce(expires, now)) return {id: 'waiver-expired', why: `it expired on ${expires}`}
  const firstDay = on ?? isoDate(now)
  if (daysUntil(firstDay, now) > 0)
    return {id: 'waiver-not-begun', why: `it is dated ${firstDay}, which is in the future`}
  const days = maxWaiverDays[severity]
  const lastDay = addDays(firstDay, days)
  if (expires <= lastDay) return undefined
  const limit = `${lastDay} at most: ${days} days for severity ${severity}`
  return {id: 'waiver-too-long', why: `it runs until ${expires}, but may run until ${limit}`}
}

function withWaiver(observation: Observation, waiver: Waiver | undefined): Observation {
  if (!waiver) return observation
  const {approvedBy, by, expires, on, reason, ticket} = waiver
  return {
    ...observation,
    waiver: {
      approvedBy,
      by,
      expires,
      ...(on === undefined ? {} : {on}),
      reason,
      ...(ticket === undefined ? {} : {ticket}),
    },
  }
}
