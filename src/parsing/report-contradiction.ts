import type {Severity, Status} from '../model/framework.js'
import type {Observation} from '../model/observation.js'
import type {Report} from '../model/report.js'

import {severities} from '../model/framework.js'
import {counts, isDecisive} from '../model/observation.js'

/**
 * Why the exit code of a saved report can't be that of what it holds, if it can't. Which failures counted is only known
 * from the reason; where that doesn't tell, critical ones did.
 */
export function contradiction(report: Report): string | undefined {
  const {
    exit: {code},
  } = report
  if (code === 1) return hasFailure(report) ? undefined : 'nothing in it fails'
  if (code === 3) return isOpen(report) ? undefined : 'everything in it was seen'
  if (!isSeen(report)) return 'nothing in it could be judged'
  return report.baseline === undefined ? ofPassed(report) : undefined
}

/** Of a run that ended with 0: no failure on which a control hangs may be as severe as those that counted. */
function ofPassed({exit: {reason}, observations}: Report): string | undefined {
  if (reason.startsWith('failures do not count')) return undefined
  const least = severities.find(severity => reason.startsWith(`no failure of severity ${severity}`)) ?? 'critical'
  const counted: readonly Severity[] = severities.slice(0, severities.indexOf(least) + 1)
  const failed = observations.find(one => counts(one, 'fail') && isDecisive(one) && counted.includes(one.severity))
  return failed && `${failed.check} fails for ${failed.subject.name}`
}

const hasStatus = ({frameworks}: Report, ...some: readonly Status[]) =>
  frameworks.some(({controls}) => controls.some(({status}) => some.includes(status)))

const has = ({observations}: Report, verdict: Observation['verdict']) => observations.some(one => counts(one, verdict))

const hasFailure = (report: Report) => has(report, 'fail') || hasStatus(report, 'fail')

const isOpen = (report: Report) =>
  has(report, 'unknown') ||
  hasStatus(report, 'manual', 'unknown') ||
  !isSeen(report) ||
  (report.baseline?.fallen.length ?? 0) > 0

/** A run that saw nothing on which a control hangs never ends with 0. */
const isSeen = ({observations}: Report) =>
  observations.some(one => isDecisive(one) && (one.verdict === 'fail' || one.verdict === 'pass'))
