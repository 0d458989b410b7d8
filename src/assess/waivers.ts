import type {Severity} from '../model/framework.js'
import type {Observation} from '../model/observation.js'
import type {Waiver} from '../model/policy.js'
import type {Notice} from '../model/report.js'

import {dayOf, daysAfter, daysUntil, isInForce} from '../foundation/date.js'
import {matchesGlob} from '../foundation/glob.js'
import {grouped} from '../foundation/collections.js'
import {isBlank, isSamePerson} from '../model/person.js'

/** Days that a waiver may run, from the day that it is of, or from today where it does not say. */
export const longestWaiver: Readonly<Record<Severity, number>> = {critical: 90, high: 180, low: 365, medium: 365}

export interface Waived {
  readonly observations: readonly Observation[]
  /** What the policy waives without effect. */
  readonly notices: readonly Notice[]
  /** The waivers that cover something. */
  readonly used: readonly Waiver[]
}

/**
 * Marks the failures and the unknowns that a waiver in force covers; nothing else of an observation changes.
 *
 * @param isWhole whether all subjects were judged that a waiver may mean, so that one without any is worth a word
 */
export function waived(
  observations: readonly Observation[],
  waivers: readonly Waiver[],
  now: number,
  isWhole: boolean,
): Waived {
  const notices: Notice[] = []
  const used = new Set<Waiver>()
  const covers = new Map<Observation, Waiver>()
  const named = new Set(waivers.map(({check}) => check))
  const ofCheck = grouped(
    observations.filter(({check}) => named.has(check)),
    ({check}) => check,
  )
  for (const waiver of waivers) {
    const judged = ofCheck.get(waiver.check) ?? []
    const [first] = judged
    // Of a check that no chosen framework asks for there is nothing to waive.
    if (!first) continue
    const flaw = flawOf(waiver, first.severity, now)
    if (flaw) {
      notices.push({id: flaw.id, text: `The waiver of ${nameOf(waiver)} has no effect: ${flaw.why}.`})
      continue
    }

    const matched = judged.filter(({subject}) => matchesGlob(subject.name, waiver.subjects))
    const open = matched.filter(({verdict}) => verdict === 'fail' || verdict === 'unknown')
    if (matched.length === 0 && isWhole)
      notices.push({
        id: 'waiver-matches-nothing',
        text: `The waiver of ${nameOf(waiver)} has no effect: nothing that was judged has such a name.`,
      })
    if (waiver.subjects.some(isAll))
      notices.push({
        id: 'waiver-of-everything',
        text: `The waiver of ${nameOf(waiver)} covers every subject, now and later: ${waiver.by} and ${waiver.approvedBy} accept it until ${waiver.expires}.`,
      })
    if (matched.length > 0 && open.length === 0)
      notices.push({
        id: 'waiver-not-needed',
        text: `The waiver of ${nameOf(waiver)} is not needed any more: nothing that it covers fails.`,
      })
    for (const one of open) if (!covers.has(one)) covers.set(one, waiver)
    if (open.length > 0) used.add(waiver)
  }

  return {notices, observations: observations.map(one => marked(one, covers.get(one))), used: [...used]}
}

const isAll = (glob: string) => /^\*+$/.test(glob)
const nameOf = ({check, subjects}: Waiver) => `${check} for ${subjects.join(', ')}`

function flawOf(
  waiver: Waiver,
  severity: Severity,
  now: number,
): {readonly id: string; readonly why: string} | undefined {
  const {approvedBy, by, expires, on} = waiver
  const blank = (['by', 'approvedBy', 'reason'] as const).find(key => isBlank(waiver[key]))
  if (blank !== undefined) return {id: 'waiver-incomplete', why: `"${blank}" is blank`}
  if (isSamePerson(by, approvedBy))
    return {id: 'waiver-self-approved', why: `${by} cannot approve a waiver of their own`}
  if (!isInForce(expires, now)) return {id: 'waiver-expired', why: `it expired on ${expires}`}
  const begins = on ?? dayOf(now)
  if (daysUntil(begins, now) > 0) return {id: 'waiver-not-begun', why: `it is of ${begins}, which is still to come`}
  const last = daysAfter(begins, longestWaiver[severity])
  if (expires > last)
    return {
      id: 'waiver-too-long',
      why: `it runs until ${expires}, and may until ${last}: ${longestWaiver[severity]} days for severity ${severity}`,
    }
  return undefined
}

function marked(one: Observation, waiver: Waiver | undefined): Observation {
  if (!waiver) return one
  const {approvedBy, by, expires, on, reason, ticket} = waiver
  return {
    ...one,
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
