import type {Control, Status} from '../model/framework.js'
import type {Verdict} from '../model/observation.js'

import {statuses} from '../model/framework.js'
import {pluralize} from '../foundation/text.js'

export interface ControlStatus {
  readonly status: Status
  /** Why, in one line. */
  readonly reason: string
  /** What the answer yes makes of it, where that is not attested: a person can't vouch for another's duty. */
  readonly ifAnsweredYes?: ControlStatus
}

/** How often a check gave a verdict; once if it does not say. */
export interface Tally {
  readonly check: string
  readonly verdict: Verdict
  readonly count?: number
  readonly isWaived?: boolean
}

const countVerdict = (tallies: readonly Tally[], verdict: Verdict) =>
  tallies.reduce((sum, tally) => (tally.verdict === verdict ? sum + (tally.count ?? 1) : sum), 0)
const checksWithVerdict = (tallies: readonly Tally[], verdict: Verdict) =>
  [...new Set(tallies.filter(tally => tally.verdict === verdict).map(tally => tally.check))].join(', ')

/** What is known of a control beside its observations. */
export interface RollupInputs {
  /** Why none of its checks was run in this scope, where that is so. */
  readonly notRunReason?: string | undefined
  /** What keeps the documents of an inherited control from counting; nothing where all do. */
  readonly missingDocuments: readonly string[]
  /** Whether the document that relieves it is on file and in date. */
  readonly isRelieved: boolean
  /** Whether nothing in scope, seen or unseen, could fall under it. */
  readonly isScopeEmpty: boolean
}

/**
 * The status of one control, by its kind, from the observations of the checks it names. Those that a waiver covers are
 * left out, and it is `waived` unless the rest is worse.
 *
 * @param tallies what was observed of `control.checks`
 * @param boundaryTallies what was observed of `control.boundary`; a waiver moves nothing into it
 */
export function rollUp(
  control: Control,
  tallies: readonly Tally[],
  boundaryTallies: readonly Tally[],
  inputs: RollupInputs,
): ControlStatus {
  const waivedTallies = tallies.filter(({isWaived}) => isWaived)
  const unwaivedStatus = rollUpUnwaived(
    control,
    tallies.filter(({isWaived}) => !isWaived),
    boundaryTallies,
    inputs,
  )
  if (waivedTallies.length === 0 || statuses.indexOf(unwaivedStatus.status) < statuses.indexOf('waived'))
    return unwaivedStatus
  const waivedCount = waivedTallies.reduce((sum, {count = 1}) => sum + count, 0)
  return {
    reason: `${[...new Set(waivedTallies.map(({check}) => check))].join(', ')}: ${pluralize(waivedCount, 'observation')} waived`,
    status: 'waived',
  }
}

function rollUpUnwaived(
  control: Control,
  tallies: readonly Tally[],
  boundaryTallies: readonly Tally[],
  inputs: RollupInputs,
): ControlStatus {
  const {isRelieved, notRunReason} = inputs
  const isQuestion = ({check, verdict}: Tally) => verdict === 'fail' && isRelieved && control.relieved?.includes(check)
  const decisiveTallies = tallies.filter(tally => !isQuestion(tally))
  const failCount = countVerdict(decisiveTallies, 'fail')
  if (failCount > 0)
    return {reason: `${checksWithVerdict(decisiveTallies, 'fail')}: ${pluralize(failCount, 'failure')}`, status: 'fail'}
  const unknownCount = countVerdict(tallies, 'unknown')
  if (unknownCount > 0)
    return {
      reason: `${checksWithVerdict(tallies, 'unknown')}: ${unknownCount} could not be determined`,
      status: 'unknown',
    }
  if (decisiveTallies.length < tallies.length)
    return {
      reason: `${control.relievedBy ?? ''} is on file: a failure of ${checksWithVerdict(tallies, 'fail')} is a question, not a violation`,
      status: 'manual',
    }
  if (control.kind === 'inherited') return inheritedStatus(control, boundaryTallies, inputs)
  if (control.kind !== 'automatic' || notRunReason)
    return {reason: notRunReason ?? manualReason(tallies), status: 'manual'}
  const passCount = countVerdict(tallies, 'pass')
  if (passCount > 0) return {reason: `${pluralize(passCount, 'observation')} passed`, status: 'pass'}
  return nothingInScope
}

const manualReason = (tallies: readonly Tally[]) =>
  countVerdict(tallies, 'pass') > 0
    ? 'no violation was found; a person has to answer the rest'
    : 'a person has to answer'

/** Heroku's duty: only inside the certified boundary, by documents, and where it is shared, by an answer as well. */
function inheritedStatus(control: Control, boundaryTallies: readonly Tally[], inputs: RollupInputs): ControlStatus {
  const gates =
    control.gates && control.gates.length > 0 ? control.gates : [...new Set(boundaryTallies.map(({check}) => check))]
  const unknownCount = countVerdict(boundaryTallies, 'unknown')
  if (unknownCount > 0)
    return {reason: `may be outside Heroku's certified boundary; see ${gates.join(', ')}`, status: 'unknown'}
  if (countVerdict(boundaryTallies, 'fail') > 0)
    return {
      reason: `outside Heroku's certified boundary; show compliance another way, see ${gates.join(', ')}`,
      status: 'manual',
    }
  if (inputs.isScopeEmpty) return nothingInScope
  const herokuStatus = documentStatus(control, inputs)
  if (control.responsibility !== 'shared' || !control.question) return herokuStatus
  return {
    ifAnsweredYes: herokuStatus,
    reason:
      herokuStatus.status === 'inherited'
        ? `${herokuStatus.reason}; a person has to answer the rest`
        : herokuStatus.reason,
    status: 'manual',
  }
}

function documentStatus({documents = []}: Control, {missingDocuments, notRunReason}: RollupInputs): ControlStatus {
  if (missingDocuments.length > 0) return {reason: `document needed: ${missingDocuments.join(', ')}`, status: 'manual'}
  if (notRunReason !== undefined) return {reason: notRunReason, status: 'manual'}
  return {reason: `inside the certified boundary; on file: ${documents.join(', ')}`, status: 'inherited'}
}

const nothingInScope: ControlStatus = {reason: 'nothing in scope that it applies to', status: 'not-applicable'}

/** An open control names the signals that fail: they decide nothing, but whoever answers should know. */
export function withSignals<T extends ControlStatus>(controlStatus: T, signals: readonly Tally[]): T {
  const failingSignals = checksWithVerdict(
    signals.filter(({isWaived}) => !isWaived),
    'fail',
  )
  return controlStatus.status === 'manual' && failingSignals !== ''
    ? {...controlStatus, reason: `${controlStatus.reason}; worth a look: ${failingSignals}`}
    : controlStatus
}

/** The worst of several statuses; nothing at all is not applicable. */
export function worstStatus(candidates: readonly Status[]): Status {
  return statuses.find(status => candidates.includes(status)) ?? 'not-applicable'
}
