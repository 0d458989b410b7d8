import type {Status} from '../../model/framework.js'
import type {ControlResult} from '../../model/report.js'
import type {KeyedObservation} from '../text/finding-text.js'

import {questionWithHint} from '../text/control-text.js'
import {controlReason, findingSentence} from '../text/finding-text.js'
import {limitText} from './limit-text.js'

/** HDF also has `error`, which says that a check is broken: none of our statuses does. */
type ResultStatus = 'failed' | 'passed' | 'skipped'

/** The result status that stands for a status. What nobody could see or decide was not reviewed. */
const resultStatusByStatus: Readonly<Record<Status, ResultStatus>> = {
  attested: 'passed',
  fail: 'failed',
  inherited: 'skipped',
  manual: 'skipped',
  'not-applicable': 'skipped',
  pass: 'passed',
  unknown: 'skipped',
  waived: 'skipped',
}

/** In controls of which status a result may occur: readers take the worst one, and a pass is worse than a skip. */
const statusesWith: Readonly<Record<ResultStatus, ReadonlySet<Status> | undefined>> = {
  failed: new Set(['fail']),
  passed: new Set(['attested', 'fail', 'pass']),
  skipped: undefined,
}

/** What a control asks, why it has its status, and what is to be answered. */
export const controlSentences = (control: ControlResult): string =>
  [control.title, controlReason(control), questionWithHint(control)].filter(Boolean).join('. ')

/** The results of the observations, and one of the control itself where none says the same or it is attested. */
export function* controlResults(
  control: ControlResult,
  observations: readonly KeyedObservation[],
  startTime: string,
): Generator<object> {
  const {status} = control
  let isSaid = false
  for (const keyed of observations) {
    const {id, kind} = keyed.observation.subject
    const resultStatus = observedStatus(status, keyed)
    isSaid ||= resultStatus === resultStatusByStatus[status] && !keyed.isSignal
    yield {
      ...hdfResult(resultStatus, sentenceOf(keyed), startTime, skipReason(status, keyed)),
      resource: kind,
      resource_id: limitText(id),
    }
  }

  if (isSaid && status !== 'attested') return
  const sentences = controlSentences(control)
  yield hdfResult(
    resultStatusByStatus[status],
    status === 'attested' ? `Attested: ${sentences}` : sentences,
    startTime,
    status,
  )
}

/** A result status from which a reader can't derive another status than the control has. */
function observedStatus(status: Status, {isSignal, outcome}: KeyedObservation): ResultStatus {
  const resultStatus = isSignal ? 'skipped' : resultStatusByStatus[outcome]
  return statusesWith[resultStatus]?.has(status) === false ? 'skipped' : resultStatus
}

const sentenceOf = ({isSignal, observation, outcome}: KeyedObservation): string =>
  `${isSignal && outcome === 'fail' ? 'Worth a look: ' : ''}${findingSentence(observation)}`

/** Why an observation counts as skipped. */
function skipReason(status: Status, {isSignal, outcome}: KeyedObservation): string {
  if (outcome !== 'pass' || isSignal) return outcome
  return `seen to hold, but the control ${status === 'unknown' ? "can't be determined" : `is ${status}`}`
}

function hdfResult(status: ResultStatus, description: string, startTime: string, reason: string): object {
  const limited = limitText(description)
  const messages: Readonly<Record<ResultStatus, object>> = {
    failed: {message: limited},
    passed: {},
    skipped: {skip_message: limitText(`${reason}: ${limited}`)},
  }
  return {
    status,
    code_desc: limited,
    ...messages[status],
    run_time: 0,
    start_time: startTime,
  }
}
