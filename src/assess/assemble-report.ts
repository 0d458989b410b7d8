import type {Severity} from '../model/framework.js'
import type {Observation, Verdict} from '../model/observation.js'
import type {Report} from '../model/report.js'
import type {CollectionTimes, Scope, Snapshot} from '../model/snapshot.js'
import type {AssessmentContext, AssessOptions} from './assessment-context.js'

import {fingerprint} from '../foundation/canonical-json.js'
import {severities} from '../model/framework.js'
import {isSignalFailure, verdicts} from '../model/observation.js'

/** The report, from what was assessed. Its keys are in the order in which they are printed. */
export function assembleReport(
  {catalog, observations, survey}: AssessmentContext,
  snapshot: Snapshot,
  times: CollectionTimes,
  {policy, scopeKind, version}: Pick<AssessOptions, 'policy' | 'scopeKind' | 'version'>,
  {exit, frameworks, generatedAt, notices}: Pick<Report, 'exit' | 'frameworks' | 'generatedAt' | 'notices'>,
): Report {
  const scope = {kind: scopeKind, ...scopeName(snapshot.scopes), apps: survey.apps}
  return {
    reportVersion: 1,
    tool: {name: 'heroku-compliance', version},
    generatedAt,
    snapshot: {
      collectedAt: times.newest,
      ...(times.oldest === undefined ? {} : {oldestFactAt: times.oldest}),
      sha256: fingerprint(snapshot),
      caller: survey.caller,
    },
    ...(policy ? {policy: {files: policy.files, sha256: policy.sha256}} : {}),
    scope,
    ...(catalog.only ? {only: catalog.only.names} : {}),
    frameworks,
    observations,
    gaps: survey.gaps.map(({needs, path, reason, status}) => ({
      path,
      reason,
      ...(status === undefined ? {} : {status}),
      ...(needs === undefined ? {} : {needs}),
    })),
    notices,
    summary: summarize(observations),
    exit,
  }
}

function scopeName(scopes: readonly Scope[]): {name?: string} {
  const names = scopes.flatMap(({name}) => (name === undefined ? [] : [name]))
  return names.length > 0 ? {name: names.join(', ')} : {}
}

/**
 * Counts of observations by verdict, and of failures by severity; waived ones are counted apart. `signals` are the
 * failures that breach nothing.
 */
export function summarize(observations: readonly Observation[]): Report['summary'] {
  const unwaived = observations.filter(({waiver}) => !waiver)
  const count = (verdict: Verdict) => unwaived.filter(observation => observation.verdict === verdict).length
  const countFailures = (severity: Severity) =>
    unwaived.filter(observation => observation.verdict === 'fail' && observation.severity === severity).length
  return {
    ...(Object.fromEntries(verdicts.map(verdict => [verdict, count(verdict)])) as Record<Verdict, number>),
    waived: observations.length - unwaived.length,
    signals: observations.filter(isSignalFailure).length,
    failBySeverity: Object.fromEntries(severities.map(severity => [severity, countFailures(severity)])) as Record<
      Severity,
      number
    >,
  }
}
