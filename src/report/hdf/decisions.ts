import type {ControlResult} from '../../model/report.js'
import type {KeyedObservation} from '../text/finding-text.js'

import {millisecondsPerDay} from '../../foundation/date.js'
import {answerOf, decisionText, waiverOf} from '../text/decisions.js'
import {limitText} from './limit-text.js'

/**
 * The answer that decides a control, as an attestation. Readers take its date and how often it is renewed, and compute
 * from these until when it counts: without both dates there is none.
 */
export function attestationData(control: ControlResult): object {
  const answer = answerOf(control)
  const status = attestedStatus(control.status, answer?.answer)
  const days = daysBetween(answer?.on, answer?.expires)
  if (!answer || status === undefined || days === undefined) return {}
  return {
    attestation_data: {
      control_id: limitText(control.id),
      explanation: limitText(decisionText(answer)),
      frequency: `${days}d`,
      status,
      updated: limitText(answer.on ?? ''),
      updated_by: limitText(answer.by ?? ''),
    },
  }
}

function attestedStatus(status: ControlResult['status'], answer: string | undefined): 'failed' | 'passed' | undefined {
  if (status === 'attested') return 'passed'
  return status === 'fail' && answer === 'no' ? 'failed' : undefined
}

/** Whole days from one date to a later one; undefined where they aren't. */
function daysBetween(from = '', to = ''): number | undefined {
  const days = Math.floor((Date.parse(to) - Date.parse(from)) / millisecondsPerDay)
  return days > 0 ? days : undefined
}

/**
 * The waivers of a control's observations. Readers count a control that was skipped due to a waiver neither as passed
 * nor as failed, so that it is said only of one in which nothing else is open.
 */
export function waiverData({status}: ControlResult, observations: readonly KeyedObservation[]): object {
  const waivers = observations.flatMap(({isSignal, observation}) => (isSignal ? [] : (waiverOf(observation) ?? [])))
  if (waivers.length === 0) return {}
  const [firstExpiry] = waivers.flatMap(({expires}) => expires ?? []).sort()
  const isWaived = status === 'waived'
  return {
    waiver_data: {
      ...(firstExpiry === undefined ? {} : {expiration_date: limitText(firstExpiry)}),
      justification: limitText([...new Set(waivers.map(waiver => decisionText(waiver)))].join('; ')),
      message: isWaived ? '' : 'Only a part is waived; the rest counts.',
      run: !isWaived,
      skipped_due_to_waiver: isWaived,
    },
  }
}
