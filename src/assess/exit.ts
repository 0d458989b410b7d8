import type {Severity} from '../model/framework.js'
import type {Threshold} from '../model/threshold.js'
import type {Observation, Verdict} from '../model/observation.js'
import type {Exit} from '../model/report.js'

import {severities} from '../model/framework.js'
import {nothingJudged} from '../model/threshold.js'
import {isDecisive} from '../model/observation.js'
import {times} from '../foundation/text.js'

type Seen = Pick<Observation, 'controls' | 'severity' | 'verdict'> & {readonly waiver?: unknown}

/** Controls whose status does not come from observations, by the severity of each, and how many are open. */
export interface Said {
  /** Answered no. */
  readonly refused: readonly Severity[]
  /** The policy asks for a faster recovery than the platform aims at. */
  readonly beyond: readonly Severity[]
  /** Unknown: their source does not speak of what is in scope. */
  readonly unspoken: readonly Severity[]
  readonly open: number
}

/** What counts of a run: neither waived, nor below the threshold, nor merely worth a look. */
interface Counted {
  readonly failed: number
  readonly refused: number
  readonly beyond: number
  readonly unknown: number
  readonly unspoken: number
  /** Whether anything that a control hangs on was seen. */
  readonly isSeen: boolean
  /** The threshold in words. */
  readonly at: string
}

/**
 * 1 for a failure at or above the threshold; 3 where one at or above it could not be ruled out, or nothing was
 * judged at all, or with `strict` controls are open; else 0. Only observations count on which a control of the chosen
 * frameworks hangs, and none that a waiver covers. A run that saw nothing never ends with 0.
 */
export function exit(all: readonly Seen[], threshold: Threshold, said: Said): Exit {
  const counted = countedOf(all, threshold, said)
  const {at, beyond, failed, isSeen, refused, unknown, unspoken} = counted
  const {allowUnknown, failOn, strict} = threshold
  if (failed + refused + beyond > 0) return {code: 1, reason: `${failures(counted)} of severity ${at}`}
  if (!isSeen) return {code: 3, reason: nothingJudged}
  if (unknown + unspoken > 0 && !allowUnknown)
    return {code: 3, reason: `${unseen(unknown, unspoken)} of severity ${at} could not be determined`}
  if (strict && said.open > 0) return {code: 3, reason: `${times(said.open, 'control')} open`}
  const ok = failOn === 'never' ? 'failures do not count' : `no failure of severity ${at}`
  return {code: 0, reason: [ok, ...remainder(all, said)].join('; ')}
}

function countedOf(all: readonly Seen[], {failOn}: Threshold, {beyond, refused, unspoken}: Said): Counted {
  // Never is no severity, so that none is at or above it.
  const counted = severities.slice(0, severities.findIndex(severity => severity === failOn) + 1)
  const above = (some: readonly Severity[]) => some.filter(severity => counted.includes(severity)).length
  const decisive = all.filter(isDecisive)
  const standing = (verdict: Verdict) =>
    decisive.filter(one => one.verdict === verdict && one.waiver === undefined).map(({severity}) => severity)
  return {
    at: failOn === 'critical' ? failOn : `${failOn} or worse`,
    beyond: above(beyond),
    failed: above(standing('fail')),
    isSeen: decisive.some(({verdict}) => verdict === 'pass' || verdict === 'fail'),
    refused: above(refused),
    unknown: above(standing('unknown')),
    unspoken: above(unspoken),
  }
}

function failures({beyond, failed, refused}: Counted): string {
  return list([
    ...(failed > 0 ? [times(failed, 'failure')] : []),
    ...(refused > 0 ? [`${times(refused, 'control')} answered no`] : []),
    ...(beyond > 0 ? [`${times(beyond, 'control')} asked to recover faster than the platform aims at`] : []),
  ])
}

const unseen = (observations: number, controls: number): string =>
  list([
    ...(observations > 0 ? [times(observations, 'observation')] : []),
    ...(controls > 0 ? [times(controls, 'control')] : []),
  ])

const list = (parts: readonly string[]): string =>
  [parts.slice(0, -1).join(', '), ...parts.slice(-1)].filter(part => part !== '').join(' and ')

/** What a run that ends with 0 leaves behind. */
function remainder(all: readonly Seen[], {unspoken}: Said): string[] {
  const standing = all.filter(({waiver}) => waiver === undefined)
  const waived = all.length - standing.length
  const unknown = standing.filter(({verdict}) => verdict === 'unknown').length
  const signals = standing.filter(one => one.verdict === 'fail' && !isDecisive(one)).length
  return [
    ...(waived > 0 ? [`${waived} waived`] : []),
    ...(unknown + unspoken.length > 0 ? [`${unseen(unknown, unspoken.length)} could not be determined`] : []),
    ...(signals > 0 ? [`${signals} worth a look`] : []),
  ]
}
