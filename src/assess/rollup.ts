import type {Control, Status} from '../model/framework.js'
import type {Verdict} from '../model/observation.js'

import {statuses} from '../model/framework.js'
import {times} from '../foundation/text.js'

export interface Rolled {
  readonly status: Status
  /** Why, in one line. */
  readonly reason: string
  /** What the answer yes makes of it, where that is not attested: a person can't vouch for another's duty. */
  readonly ifYes?: Rolled
}

/** How often a check gave a verdict; once if it does not say. */
export interface Tally {
  readonly check: string
  readonly verdict: Verdict
  readonly times?: number
  readonly isWaived?: boolean
}

const count = (all: readonly Tally[], verdict: Verdict) =>
  all.reduce((sum, one) => (one.verdict === verdict ? sum + (one.times ?? 1) : sum), 0)
const named = (all: readonly Tally[], verdict: Verdict) =>
  [...new Set(all.filter(one => one.verdict === verdict).map(one => one.check))].join(', ')

/** What is known of a control beside its observations. */
export interface Beside {
  /** Why none of its checks was run in this scope, where that is so. */
  readonly notRun?: string | undefined
  /** What keeps the documents of an inherited control from counting; nothing where all do. */
  readonly missing: readonly string[]
  /** Whether the document that relieves it is on file and in date. */
  readonly isRelieved: boolean
  /** Whether nothing in scope, seen or unseen, could fall under it. */
  readonly isEmpty: boolean
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
  const rest = rolled(
    control,
    judged.filter(({isWaived}) => !isWaived),
    boundary,
    beside,
  )
  if (covered.length === 0 || statuses.indexOf(rest.status) < statuses.indexOf('waived')) return rest
  const n = covered.reduce((sum, {times: n = 1}) => sum + n, 0)
  return {
    reason: `${[...new Set(covered.map(({check}) => check))].join(', ')}: ${times(n, 'observation')} waived`,
    status: 'waived',
  }
}

function rolled(control: Control, judged: readonly Tally[], boundary: readonly Tally[], beside: Beside): Rolled {
  const {isRelieved, notRun} = beside
  const isQuestion = ({check, verdict}: Tally) => verdict === 'fail' && isRelieved && control.relieved?.includes(check)
  const standing = judged.filter(tally => !isQuestion(tally))
  const failed = count(standing, 'fail')
  if (failed > 0) return {reason: `${named(standing, 'fail')}: ${times(failed, 'failure')}`, status: 'fail'}
  const unknown = count(judged, 'unknown')
  if (unknown > 0) return {reason: `${named(judged, 'unknown')}: ${unknown} could not be determined`, status: 'unknown'}
  if (standing.length < judged.length)
    return {
      reason: `${control.relievedBy ?? ''} is on file: ${named(judged, 'fail')} is a question, not a failure`,
      status: 'manual',
    }
  if (control.kind === 'inherited') return inherited(control, boundary, beside)
  if (control.kind !== 'automatic' || notRun) return {reason: notRun ?? open(judged), status: 'manual'}
  const passed = count(judged, 'pass')
  if (passed > 0) return {reason: `${times(passed, 'observation')} passed`, status: 'pass'}
  return nothing
}

const open = (judged: readonly Tally[]) =>
  count(judged, 'pass') > 0 ? 'no breach was seen; a person has to answer the rest' : 'a person has to answer'

/** Heroku's duty: only inside the certified boundary, by documents, and where it is shared, by an answer as well. */
function inherited(control: Control, boundary: readonly Tally[], beside: Beside): Rolled {
  const gates =
    control.gates && control.gates.length > 0 ? control.gates : [...new Set(boundary.map(({check}) => check))]
  const unknown = count(boundary, 'unknown')
  if (unknown > 0)
    return {reason: `perhaps outside Heroku's certified boundary, see ${gates.join(', ')}`, status: 'unknown'}
  if (count(boundary, 'fail') > 0)
    return {
      reason: `outside Heroku's certified boundary: show it another way, see ${gates.join(', ')}`,
      status: 'manual',
    }
  if (beside.isEmpty) return nothing
  const ours = documented(control, beside)
  if (control.responsibility !== 'shared' || !control.question) return ours
  return {
    ifYes: ours,
    reason: ours.status === 'inherited' ? `${ours.reason}; a person has to answer the rest` : ours.reason,
    status: 'manual',
  }
}

function documented({documents = []}: Control, {missing, notRun}: Beside): Rolled {
  if (missing.length > 0) return {reason: `document needed: ${missing.join(', ')}`, status: 'manual'}
  if (notRun !== undefined) return {reason: notRun, status: 'manual'}
  return {reason: `inside the certified boundary; on file: ${documents.join(', ')}`, status: 'inherited'}
}

const nothing: Rolled = {reason: 'nothing in scope that it speaks of', status: 'not-applicable'}

/** An open control names the signals that fail: they decide nothing, but whoever answers should know. */
export function withSignals<T extends Rolled>(rolled: T, signals: readonly Tally[]): T {
  const failing = named(
    signals.filter(({isWaived}) => !isWaived),
    'fail',
  )
  return rolled.status === 'manual' && failing !== ''
    ? {...rolled, reason: `${rolled.reason}; worth a look: ${failing}`}
    : rolled
}

/** The worst of several statuses; nothing at all is not applicable. */
export function worst(all: readonly Status[]): Status {
  return statuses.find(status => all.includes(status)) ?? 'not-applicable'
}
