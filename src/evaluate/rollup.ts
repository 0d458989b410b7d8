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
  readonly isWaived?: boolean
}

const count = (all: readonly Tally[], verdict: Verdict) => all.reduce((sum, one) => one.verdict === verdict ? sum + (one.times ?? 1) : sum, 0)
const named = (all: readonly Tally[], verdict: Verdict) => [...new Set(all.filter(one => one.verdict === verdict).map(one => one.check))].join(', ')

/** What is known of a control beside its observations. */
export interface Beside {
  /** Why none of its checks was run in this scope, where that is so. */
  readonly notRun?: string | undefined
  /** What keeps the documents of an inherited control from counting; nothing where all do. */
  readonly missing: readonly string[]
  /** Whether the document that relieves it is on file and in date. */
  readonly isRelieved: boolean
}

/**
 * The status of one control, by its kind, from the observations of the checks it names. Those that a waiver covers are
 * left out, and it is `waived` unless the rest is worse.
 *
 * @param judged what was observed of `control.checks`
 * @param boundary what was observed of `control.boundary`; a waiver moves nothing into it
 */
export function rollup(control: Control, judged: readonly Tally[], boundary: readonly Tally[], beside: Beside): Rolled {
  const covered = judged.filter(({isWaived}) => isWaived)
  const rest = rolled(control, judged.filter(({isWaived}) => !isWaived), boundary, beside)
  if (covered.length === 0 || statuses.indexOf(rest.status) < statuses.indexOf('waived')) return rest
  const n = covered.reduce((sum, {times: n = 1}) => sum + n, 0)
  return {reason: `${[...new Set(covered.map(({check}) => check))].join(', ')}: ${times(n, 'observation')} waived`, status: 'waived'}
}

function rolled(control: Control, judged: readonly Tally[], boundary: readonly Tally[], {isRelieved, missing, notRun}: Beside): Rolled {
  const relieved = isRelieved ? control.relieved ?? [] : []
  const standing = judged.filter(({check, verdict}) => verdict !== 'fail' || !relieved.includes(check))
  const failed = count(standing, 'fail')
  if (failed > 0) return {reason: `${named(standing, 'fail')}: ${times(failed, 'failure')}`, status: 'fail'}
  const unknown = count(judged, 'unknown')
  if (unknown > 0) return {reason: `${named(judged, 'unknown')}: ${unknown} could not be determined`, status: 'unknown'}
  if (standing.length < judged.length) return {reason: `${control.relievedBy ?? ''} is on file: ${named(judged, 'fail')} is a question, not a failure`, status: 'manual'}
  if (control.kind === 'inherited') return inherited(control, boundary, missing)
  if (control.kind !== 'automatic' || notRun) return {reason: notRun ?? open(judged), status: 'manual'}
  const passed = count(judged, 'pass')
  if (passed > 0) return {reason: `${times(passed, 'observation')} passed`, status: 'pass'}
  return {reason: 'nothing in scope that it speaks of', status: 'not-applicable'}
}

const open = (judged: readonly Tally[]) =>
  count(judged, 'pass') > 0 ? 'no breach was seen; a person has to answer the rest' : 'a person has to answer'

function inherited(control: Control, boundary: readonly Tally[], missing: readonly string[]): Rolled {
  const outside = count(boundary, 'fail') > 0
  if (outside || count(boundary, 'unknown') > 0) {
    const gates = control.gates && control.gates.length > 0 ? `see ${control.gates.join(', ')}` : `see ${[...new Set(boundary.map(one => one.check))].join(', ')}`
    return {reason: `${outside ? '' : 'perhaps '}outside the certified boundary, ${gates}`, status: 'unknown'}
  }

  if (missing.length > 0) return {reason: `document needed: ${missing.join(', ')}`, status: 'manual'}
  return {reason: `inside the certified boundary; on file: ${(control.documents ?? []).join(', ')}`, status: 'inherited'}
}

/** The worst of several statuses; nothing at all is not applicable. */
export function worst(all: readonly Status[]): Status {
  return statuses.find(status => all.includes(status)) ?? 'not-applicable'
}
