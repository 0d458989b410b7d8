import type {Severity} from '../model/framework.js'
import type {Observation} from '../model/observation.js'
import type {Waiver} from '../model/policy.js'
import type {Notice} from '../model/report.js'

import {isoDate, addDays, daysUntil, isInForce} from '../foundation/date.js'
import {matchesGlob} from '../foundation/glob.js'
import {groupBy} from '../foundation/collections.js'
import {isBlank, isSamePerson} from '../model/person.js'

/** Days that a waiver may run, from the day that it is of, or from today where it does not say. */
export const maxWaiverDays: Readonly<Record<Severity, number>> = {critical: 90, high: 180, low: 365, medium: 365}

export interface WaiverResult {
  readonly observations: readonly Observation[]
  /** What the policy waives without effect. */
  readonly notices: readonly Notice[]
  /** The waivers that cover something. */
  readonly used: readonly Waiver[]
}

/**
 * Marks the failures and the unknowns that a waiver in force covers; nothing else of an observation changes.
 *
 * @param isExhaustive whether all subjects were judged that a waiver may mean, so that one without any is worth a word
 */
export function applyWaivers(
  observations: readonly Observation[],
  waivers: readonly Waiver[],
  now: number,
  isExhaustive: boolean,
): WaiverResult {
  const notices: Notice[] = []
  const used = new Set<Waiver>()
  const waiverOf = new Map<Observation, Waiver>()
  const waivedChecks = new Set(waivers.map(({check}) => check))
  const observationsByCheck = groupBy(
    observations.filter(({check}) => waivedChecks.has(check)),
    ({check}) => check,
  )
  for (const waiver of waivers) {
    const candidates = observationsByCheck.get(waiver.check) ?? []
    const [first] = candidates
    // Of a check that no chosen framework asks for there is nothing to waive.
    if (!first) continue
    const flaw = waiverFlaw(waiver, first.severity, now)
    if (flaw) {
      notices.push({id: flaw.id, text: `The waiver of ${waiverName(waiver)} has no effect: ${flaw.why}.`})
      continue
    }

    const matched = candidates.filter(({subject}) => matchesGlob(subject.name, waiver.subjects))
    const open = matched.filter(({verdict}) => verdict === 'fail' || verdict === 'unknown')
    if (matched.length === 0 && isExhaustive)
      notices.push({
        id: 'waiver-matches-nothing',
        text: `The waiver of ${waiverName(waiver)} has no effect: nothing that was assessed has that name.`,
      })
    if (waiver.subjects.some(matchesEverything))
      notices.push({
        id: 'waiver-of-everything',
        text: `The waiver of ${waiverName(waiver)} covers every subject, now and later: ${waiver.by} and ${waiver.approvedBy} accept it until ${waiver.expires}.`,
      })
    if (matched.length > 0 && open.length === 0)
      notices.push({
        id: 'waiver-not-needed',
        text: `The waiver of ${waiverName(waiver)} is no longer needed: nothing that it covers fails.`,
      })
    for (const observation of open) if (!waiverOf.has(observation)) waiverOf.set(observation, waiver)
    if (open.length > 0) used.add(waiver)
  }

  return {
    notices,
    observations: observations.map(observation => withWaiver(observation, waiverOf.get(observation))),
    used: [...used],
  }
}

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
  const lastDay = addDays(firstDay, maxWaiverDays[severity])
  if (expires > lastDay)
    return {
      id: 'waiver-too-long',
      why: `it runs until ${expires}, but may run until ${lastDay} at most: ${maxWaiverDays[severity]} days for severity ${severity}`,
    }
  return undefined
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
