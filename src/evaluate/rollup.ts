import type {Control, Status} from '../model/framework.js'
import type {Verdict} from '../model/observation.js'

import {statuses} from '../model/framework.js'
import {times} from '../model/text.js'

export interface Rolled {
  readonly status: Status
  /** Why, in one line. */
  readonly reason: string
}

/** How often a check gave a verdict; once if it does not say. */
export interface Tally {
  readonly check: string
  readonly verdict: Verdict
  readonly times?: number
}

const count = (all: readonly Tally[], verdict: Verdict) => all.reduce((sum, one) => one.verdict === verdict ? sum + (one.times ?? 1) : sum, 0)
const named = (all: readonly Tally[], verdict: Verdict) => [...new Set(all.filter(one => one.verdict === verdict).map(one => one.check))].join(', ')

/**
 * The status of one control, by its kind, from the observations of the checks it names.
 *
 * @param judged what was observed of `control.checks`
 * @param boundary what was observed of `control.boundary`
 * @param notRun why none of its checks was run in this scope, where that is so
 */
export function rollup(control: Control, judged: readonly Tally[], boundary: readonly Tally[], notRun?: string): Rolled {
  const failed = count(judged, 'fail')
  if (failed > 0) return {reason: `${named(judged, 'fail')}: ${times(failed, 'failure')}`, status: 'fail'}
  const unknown = count(judged, 'unknown')
  if (unknown > 0) return {reason: `${named(judged, 'unknown')}: ${unknown} could not be determined`, status: 'unknown'}
  if (control.kind === 'inherited') return inherited(control, boundary)
  if (control.kind !== 'automatic' || notRun) return {reason: notRun ?? open(judged), status: 'manual'}
  const passed = count(judged, 'pass')
  if (passed > 0) return {reason: `${times(passed, 'observation')} passed`, status: 'pass'}
  return {reason: 'nothing in scope that it speaks of', status: 'not-applicable'}
}

const open = (judged: readonly Tally[]) =>
  count(judged, 'pass') > 0 ? 'no breach was seen; a person has to answer the rest' : 'a person has to answer'

function inherited(control: Control, boundary: readonly Tally[]): Rolled {
  const outside = count(boundary, 'fail') > 0
  if (outside || count(boundary, 'unknown') > 0) {
    const gates = control.gates && control.gates.length > 0 ? `see ${control.gates.join(', ')}` : `see ${[...new Set(boundary.map(one => one.check))].join(', ')}`
    return {reason: `${outside ? '' : 'perhaps '}outside the certified boundary, ${gates}`, status: 'unknown'}
  }

  return {reason: `document needed: ${(control.documents ?? []).join(', ')}`, status: 'manual'}
}

/** The worst of several statuses; nothing at all is not applicable. */
export function worst(all: readonly Status[]): Status {
  return statuses.find(status => all.includes(status)) ?? 'not-applicable'
}
