import type {Severity, Status} from '../model/framework.js'
import type {Observation} from '../model/observation.js'
import type {Report} from '../model/report.js'

import {severities} from '../model/framework.js'
import {countsAs, isDecisive} from '../model/observation.js'

/**
 * Why the exit code of a saved report contradicts its contents; undefined if it doesn't. Only the exit reason says
 * which failures counted; if it doesn't, critical ones did.
 */
export function exitContradiction(report: Report): string | undefined {
  const {
    exit: {code},
  } = report
  if (code === 1) return hasFailure(report) ? undefined : 'nothing in it fails'
  if (code === 3) return isOpen(report) ? undefined : 'nothing in it is unknown'
  if (!isAnythingAssessed(report)) return 'nothing in it could be assessed'
  return report.baseline === undefined ? contradictionOfPass(report) : undefined
}

/** In a run that exited with 0, no failure that a control depends on is as severe as those that count. */
function contradictionOfPass({exit: {reason}, observations}: Report): string | undefined {
  if (reason.startsWith('failures do not count')) return undefined
  const leastSeverity =
    severities.find(severity => reason.startsWith(`no failure of severity ${severity}`)) ?? 'critical'
  const counted: readonly Severity[] = severities.slice(0, severities.indexOf(leastSeverity) + 1)
  const failed = observations.find(
    observation => countsAs(observation, 'fail') && isDecisive(observation) && counted.includes(observation.severity),
  )
  return failed && `${failed.check} fails for ${failed.subject.name}`
}

const hasStatus = ({frameworks}: Report, ...wanted: readonly Status[]) =>
  frameworks.some(({controls}) => controls.some(({status}) => wanted.includes(status)))

const hasVerdict = ({observations}: Report, verdict: Observation['verdict']) =>
  observations.some(observation => countsAs(observation, verdict))

const hasFailure = (report: Report) => hasVerdict(report, 'fail') || hasStatus(report, 'fail')

const isOpen = (report: Report) =>
  hasVerdict(report, 'unknown') ||
  hasStatus(report, 'manual', 'unknown') ||
  !isAnythingAssessed(report) ||
  (report.baseline?.worseControls.length ?? 0) > 0

/** A run that saw nothing on which a control depends never exits with 0. */
const isAnythingAssessed = ({observations}: Report) =>
  observations.some(
    observation => isDecisive(observation) && (observation.verdict === 'fail' || observation.verdict === 'pass'),
  )
