import type {Observation} from '../../model/observation.js'
import type {Report} from '../../model/report.js'

import {severities} from '../../model/framework.js'
import {isBreach, isSignalFailure} from '../../model/observation.js'
import {byCodeUnit, groupBy} from '../../foundation/collections.js'
import {remediationImpacts} from './remediation-impact.js'

/** One check that failed, with all subjects that fail it. */
export interface FailedCheck {
  readonly sample: Observation
  readonly observations: readonly Observation[]
}

/**
 * Each failed check once, worst first. Of equals, the one whose fix closes most controls comes first, then the one that
 * most subjects fail.
 */
export const violatedChecks = (report: Report): FailedCheck[] => groupFailures(report, isBreach)

/** Each check whose failure violates nothing here, in the same order. */
export const failedSignals = (report: Report): FailedCheck[] => groupFailures(report, isSignalFailure)

function groupFailures(report: Report, isIncluded: (observation: Observation) => boolean): FailedCheck[] {
  const impacts = remediationImpacts(report)
  const endedFailures = ({sample}: FailedCheck) => impacts.get(sample.check)?.endedFailures ?? 0
  return [...groupBy(report.observations.filter(isIncluded), ({check}) => check).values()]
    .flatMap(observations => (observations[0] ? [{observations, sample: observations[0]}] : []))
    .sort(
      (a, b) =>
        severities.indexOf(a.sample.severity) - severities.indexOf(b.sample.severity) ||
        endedFailures(b) - endedFailures(a) ||
        b.observations.length - a.observations.length ||
        byCodeUnit(a.sample.check, b.sample.check),
    )
}
