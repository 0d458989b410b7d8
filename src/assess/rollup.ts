import type {Control} from '../model/framework.js'
import type {ControlResult} from '../model/report.js'
import type {RollupInputs} from './rollup-inputs.js'
import type {Tally} from './tally.js'

import {pluralize} from '../foundation/text.js'
import {statuses} from '../model/framework.js'
import {checksWithVerdict, countVerdict} from './tally.js'

/** The status of a control as far as checks and documents decide it, and why. */
export interface ControlStatus extends Pick<ControlResult, 'reason' | 'status'> {
  /** What the answer yes makes of it, where that isn't attested: the customer can't vouch for Heroku's part. */
  readonly ifAnsweredYes?: ControlStatus
  /** Set where checks fail and a document on file makes that a question. */
  readonly isAboutFailures?: true
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
  const unwaivedTallies = tallies.filter(({isWaived}) => !isWaived)
  const unwaivedStatus =
    statusFromFindings(control, unwaivedTallies, inputs) ??
    statusByKind(control, unwaivedTallies, boundaryTallies, inputs)
  if (waivedTallies.length === 0 || statuses.indexOf(unwaivedStatus.status) < statuses.indexOf('waived'))
    return unwaivedStatus
  const waivedChecks = [...new Set(waivedTallies.map(({check}) => check))].join(', ')
  const waivedCount = waivedTallies.reduce((sum, {count = 1}) => sum + count, 0)
  return {reason: `${waivedChecks}: ${pluralize(waivedCount, 'observation')} waived`, status: 'waived'}
}

/** What failures and unknowns make of a control of any kind; undefined where there are none. */
function statusFromFindings(
  control: Control,
  tallies: readonly Tally[],
  {isRelieved}: RollupInputs,
): ControlStatus | undefined {
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
  if (decisiveTallies.length === tallies.length) return undefined
  const questions = checksWithVerdict(tallies, 'fail')
  return {
    isAboutFailures: true,
    reason: `${control.relievedBy ?? ''} is on file: a failure of ${questions} is a question, not a violation`,
    status: 'manual',
  }
}

function statusByKind(
  control: Control,
  tallies: readonly Tally[],
  boundaryTallies: readonly Tally[],
  inputs: RollupInputs,
): ControlStatus {
  const passCount = countVerdict(tallies, 'pass')
  if (control.kind === 'inherited') return inheritedStatus(control, boundaryTallies, inputs)
  if (inputs.notRunReason) return {reason: inputs.notRunReason, status: 'manual'}
  if (control.kind !== 'automatic') return {reason: passCount > 0 ? unansweredRest : unanswered, status: 'manual'}
  return passCount > 0 ? {reason: `${pluralize(passCount, 'observation')} passed`, status: 'pass'} : nothingInScope
}

const unanswered = 'a person has to answer'
const unansweredRest = `no violation was found; ${unanswered} the rest`

/** Heroku's duty: only inside the certified boundary, by documents, and where it is shared, by an answer as well. */
function inheritedStatus(control: Control, boundaryTallies: readonly Tally[], inputs: RollupInputs): ControlStatus {
  const gates =
    control.gates && control.gates.length > 0 ? control.gates : [...new Set(boundaryTallies.map(({check}) => check))]
  if (countVerdict(boundaryTallies, 'unknown') > 0)
    return {reason: `may be outside Heroku's certified boundary; see ${gates.join(', ')}`, status: 'unknown'}
  if (countVerdict(boundaryTallies, 'fail') > 0)
    return {
      reason: `outside Heroku's certified boundary; show compliance another way, see ${gates.join(', ')}`,
      status: 'manual',
    }
  if (inputs.isScopeEmpty) return nothingInScope
  const herokuStatus = documentStatus(control, inputs)
  if (control.responsibility !== 'shared' || !control.question) return herokuStatus
  const {reason, status} = herokuStatus
  return {
    ifAnsweredYes: herokuStatus,
    reason: status === 'inherited' ? `${reason}; ${unanswered} the rest` : reason,
    status: 'manual',
  }
}

function documentStatus({documents = []}: Control, {missingDocuments, notRunReason}: RollupInputs): ControlStatus {
  if (missingDocuments.length > 0) return {reason: `document needed: ${missingDocuments.join(', ')}`, status: 'manual'}
  if (notRunReason !== undefined) return {reason: notRunReason, status: 'manual'}
  return {reason: `inside the certified boundary; on file: ${documents.join(', ')}`, status: 'inherited'}
}

const nothingInScope: ControlStatus = {reason: 'nothing in scope that it applies to', status: 'not-applicable'}

/** The reason of an open control names the signals that fail: they decide nothing, but help whoever answers. */
export function withSignals<T extends ControlStatus>(controlStatus: T, signals: readonly Tally[]): T {
  const failingSignals = checksWithVerdict(
    signals.filter(({isWaived}) => !isWaived),
    'fail',
  )
  return controlStatus.status === 'manual' && failingSignals !== ''
    ? {...controlStatus, reason: `${controlStatus.reason}; worth a look: ${failingSignals}`}
    : controlStatus
}
