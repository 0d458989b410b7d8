import type {Severity} from '../model/framework.js'
import type {Threshold} from '../model/judging.js'
import type {Verdict} from '../model/observation.js'
import type {Exit} from '../model/report.js'

import {severities} from '../model/framework.js'
import {times} from '../model/text.js'

interface Seen {
  readonly verdict: Verdict
  readonly severity: Severity
}

/**
 * 1 for a failure at or above the threshold; 3 where one at or above it could not be ruled out, or nothing was
 * judged at all; else 0. A run that saw nothing never ends with 0.
 */
export function exit(seen: readonly Seen[], {allowUnknown, failOn}: Threshold): Exit {
  const counted = failOn === 'never' ? [] : severities.slice(0, severities.indexOf(failOn) + 1)
  const above = seen.filter(({severity}) => counted.includes(severity))
  const failed = above.filter(({verdict}) => verdict === 'fail').length
  const unknown = above.filter(({verdict}) => verdict === 'unknown').length
  const at = failOn === 'critical' || failOn === 'never' ? failOn : `${failOn} or worse`
  if (failed > 0) return {code: 1, reason: `${times(failed, 'failure')} of severity ${at}`}
  if (!seen.some(({verdict}) => verdict === 'pass' || verdict === 'fail')) return {code: 3, reason: 'nothing could be judged'}
  if (unknown > 0 && !allowUnknown) return {code: 3, reason: `${times(unknown, 'observation')} of severity ${at} could not be determined`}
  const unseen = seen.filter(({verdict}) => verdict === 'unknown').length
  const notSeen = unseen > 0 ? `; ${times(unseen, 'observation')} could not be determined` : ''
  const ok = failOn === 'never' ? 'failures do not count' : `no failure of severity ${at}`
  return {code: 0, reason: `${ok}${notSeen}`}
}
