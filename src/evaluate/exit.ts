import type {Severity} from '../model/framework.js'
import type {Threshold} from '../model/judging.js'
import type {Verdict} from '../model/observation.js'
import type {Exit} from '../model/report.js'

import {severities} from '../model/framework.js'
import {times} from '../model/text.js'

interface Seen {
  readonly verdict: Verdict
  readonly severity: Severity
  readonly waiver?: unknown
}

/** What people have said of controls, and what they have not. */
export interface Said {
  /** The severities of controls that were answered no. */
  readonly refused: readonly Severity[]
  /** How many controls are open. */
  readonly open: number
}

/**
 * 1 for a failure at or above the threshold; 3 where one at or above it could not be ruled out, or nothing was
 * judged at all, or with `strict` controls are open; else 0. What a waiver covers does not count. A run that saw
 * nothing never ends with 0.
 */
export function exit(all: readonly Seen[], {allowUnknown, failOn, strict}: Threshold, {open, refused}: Said = {open: 0, refused: []}): Exit {
  const counted = failOn === 'never' ? [] : severities.slice(0, severities.indexOf(failOn) + 1)
  const seen = all.filter(({waiver}) => waiver === undefined)
  const above = seen.filter(({severity}) => counted.includes(severity))
  const no = refused.filter(severity => counted.includes(severity)).length
  const failed = above.filter(({verdict}) => verdict === 'fail').length
  const unknown = above.filter(({verdict}) => verdict === 'unknown').length
  const at = failOn === 'critical' || failOn === 'never' ? failOn : `${failOn} or worse`
  if (failed > 0 || no > 0) {
    const parts = [...failed > 0 ? [times(failed, 'failure')] : [], ...no > 0 ? [`${times(no, 'control')} answered no`] : []]
    return {code: 1, reason: `${parts.join(' and ')} of severity ${at}`}
  }

  if (!all.some(({verdict}) => verdict === 'pass' || verdict === 'fail')) return {code: 3, reason: 'nothing could be judged'}
  if (unknown > 0 && !allowUnknown) return {code: 3, reason: `${times(unknown, 'observation')} of severity ${at} could not be determined`}
  if (strict && open > 0) return {code: 3, reason: `${times(open, 'control')} open`}
  const unseen = seen.filter(({verdict}) => verdict === 'unknown').length
  const notSeen = unseen > 0 ? `; ${times(unseen, 'observation')} could not be determined` : ''
  const ok = failOn === 'never' ? 'failures do not count' : `no failure of severity ${at}`
  const waived = all.length - seen.length
  return {code: 0, reason: `${ok}${waived > 0 ? `; ${waived} waived` : ''}${notSeen}`}
}
