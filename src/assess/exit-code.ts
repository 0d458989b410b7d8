import type {Severity} from '../model/framework.js'
import type {Threshold} from '../model/threshold.js'
import type {Observation, Verdict} from '../model/observation.js'
import type {Exit} from '../model/report.js'

import {severities} from '../model/framework.js'
import {nothingAssessed} from '../model/threshold.js'
import {isDecisive} from '../model/observation.js'
import {pluralize} from '../foundation/text.js'

type ExitObservation = Pick<Observation, 'controls' | 'severity' | 'verdict'> & {readonly waiver?: unknown}

/** The severities of controls whose status doesn't come from observations, and how many controls are open. */
export interface UncheckedControls {
  /** Answered no. */
  readonly answeredNo: readonly Severity[]
  /** The policy's recovery targets are stricter than the platform's. */
  readonly recoveryShortfalls: readonly Severity[]
  /** Unknown: their source doesn't cover something in scope. */
  readonly sourceGaps: readonly Severity[]
  readonly open: number
}

/** What counts for the exit code: neither waived, nor below the threshold, nor a signal. */
interface FailureCounts {
  readonly failures: number
  readonly answeredNo: number
  readonly recoveryShortfalls: number
  readonly unknown: number
  readonly sourceGaps: number
  /** Whether anything that a control depends on was observed. */
  readonly isAnythingAssessed: boolean
  /** The threshold in words. */
  readonly severityText: string
}

/**
 * 1 for a failure at or above the threshold; 3 where such a failure can't be ruled out, or nothing was
 * assessed at all, or with `strict` where controls are open; else 0. Only observations count that a chosen control
 * depends on, and none that a waiver covers. A run that observed nothing never ends with 0.
 */
export function determineExit(
  observations: readonly ExitObservation[],
  threshold: Threshold,
  uncheckedControls: UncheckedControls,
): Exit {
  const counts = countAtThreshold(observations, threshold, uncheckedControls)
  const {severityText, recoveryShortfalls, failures, isAnythingAssessed, answeredNo, unknown, sourceGaps} = counts
  const {allowUnknown, failOn, strict} = threshold
  if (failures + answeredNo + recoveryShortfalls > 0)
    return {code: 1, reason: `${failureText(counts)} of severity ${severityText}`}
  if (!isAnythingAssessed) return {code: 3, reason: nothingAssessed}
  if (unknown + sourceGaps > 0 && !allowUnknown)
    return {
      code: 3,
      reason: `${undeterminedText(unknown, sourceGaps)} of severity ${severityText} could not be determined`,
    }
  if (strict && uncheckedControls.open > 0)
    return {code: 3, reason: `${pluralize(uncheckedControls.open, 'control')} open`}
  const outcome = failOn === 'never' ? 'failures do not count' : `no failure of severity ${severityText}`
  return {code: 0, reason: [outcome, ...remarks(observations, uncheckedControls)].join('; ')}
}

function countAtThreshold(
  observations: readonly ExitObservation[],
  {failOn}: Threshold,
  {recoveryShortfalls, answeredNo, sourceGaps}: UncheckedControls,
): FailureCounts {
  // `never` isn't a severity, so that nothing counts.
  const countedSeverities = severities.slice(0, severities.findIndex(severity => severity === failOn) + 1)
  const countAtOrAbove = (found: readonly Severity[]) =>
    found.filter(severity => countedSeverities.includes(severity)).length
  const decisive = observations.filter(isDecisive)
  const unwaivedSeverities = (verdict: Verdict) =>
    decisive
      .filter(observation => observation.verdict === verdict && observation.waiver === undefined)
      .map(({severity}) => severity)
  return {
    severityText: failOn === 'critical' ? failOn : `${failOn} or worse`,
    recoveryShortfalls: countAtOrAbove(recoveryShortfalls),
    failures: countAtOrAbove(unwaivedSeverities('fail')),
    isAnythingAssessed: decisive.some(({verdict}) => verdict === 'pass' || verdict === 'fail'),
    answeredNo: countAtOrAbove(answeredNo),
    unknown: countAtOrAbove(unwaivedSeverities('unknown')),
    sourceGaps: countAtOrAbove(sourceGaps),
  }
}

function failureText({recoveryShortfalls, failures, answeredNo}: FailureCounts): string {
  return joinWithAnd([
    ...(failures > 0 ? [pluralize(failures, 'failure')] : []),
    ...(answeredNo > 0 ? [`${pluralize(answeredNo, 'control')} answered no`] : []),
    ...(recoveryShortfalls > 0 ? [`${pluralize(recoveryShortfalls, 'control')} with unmet recovery targets`] : []),
  ])
}

const undeterminedText = (observations: number, controls: number): string =>
  joinWithAnd([
    ...(observations > 0 ? [pluralize(observations, 'observation')] : []),
    ...(controls > 0 ? [pluralize(controls, 'control')] : []),
  ])

const joinWithAnd = (parts: readonly string[]): string =>
  [parts.slice(0, -1).join(', '), ...parts.slice(-1)].filter(part => part !== '').join(' and ')

/** What remains open after a run that ends with 0. */
function remarks(observations: readonly ExitObservation[], {sourceGaps}: UncheckedControls): string[] {
  const unwaived = observations.filter(({waiver}) => waiver === undefined)
  const waived = observations.length - unwaived.length
  const unknown = unwaived.filter(({verdict}) => verdict === 'unknown').length
  const signals = unwaived.filter(observation => observation.verdict === 'fail' && !isDecisive(observation)).length
  return [
    ...(waived > 0 ? [`${waived} waived`] : []),
    ...(unknown + sourceGaps.length > 0
      ? [`${undeterminedText(unknown, sourceGaps.length)} could not be determined`]
      : []),
    ...(signals > 0 ? [`${signals} worth a look`] : []),
  ]
}
