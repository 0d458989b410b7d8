import type {Comparison, Expectations} from '../model/comparison.js'
import type {Report} from '../model/report.js'
import type {Threshold} from '../model/threshold.js'

import {comparableScope} from '../compare/comparable-scope.js'
import {compareReports} from '../compare/compare.js'
import {fingerprint} from '../foundation/canonical-json.js'
import {isNewlyUnknown} from '../model/comparison.js'
import {baselineExit, decisiveChanges} from './baseline-exit.js'

/** What notices call the two reports. */
const sideNames = {newer: 'this run', older: 'the baseline'}

/** A report whose exit code depends only on what is worse than an earlier report. */
export function holdToBaseline(
  report: Report,
  baseline: Report,
  threshold: Threshold,
  expectations: Expectations,
): Report {
  const {reportVersion, tool, generatedAt, snapshot, policy, ...rest} = report
  const comparison = decisiveChanges(compareReports(baseline, report, expectations, sideNames), report.observations)
  const {hasCheck} = comparableScope(baseline, report, sideNames)
  return {
    reportVersion,
    tool,
    generatedAt,
    snapshot,
    ...(policy ? {policy} : {}),
    baseline: baselineSummary(baseline, comparison),
    ...rest,
    notices: [...comparison.notices, ...report.notices],
    exit: baselineExit(comparison, report.observations, threshold, hasCheck),
  }
}

/** What is worse than the baseline, by name only. */
function baselineSummary(
  baseline: Report,
  {newlyFailing, worseControls, knownFailures, newlyUnknown, worsened}: Comparison,
): NonNullable<Report['baseline']> {
  const identity = ({check, severity, subject}: Comparison['newlyFailing'][number]) => ({check, severity, subject})
  return {
    sha256: fingerprint(baseline),
    generatedAt: baseline.generatedAt,
    newlyFailing: newlyFailing.map(identity),
    worsened: worsened.map(identity),
    newlyUnknown: newlyUnknown.filter(isNewlyUnknown).map(identity),
    worseControls: worseControls.map(({control, framework, severity, status, was}) => ({
      control,
      framework,
      severity,
      was,
      status,
    })),
    knownFailures,
  }
}
