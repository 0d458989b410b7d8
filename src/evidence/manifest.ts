import type {DecisionLogHead, Manifest, ManifestEntry, PreviousBundle, TestResult} from '../model/manifest.js'
import type {Report} from '../model/report.js'

import {jsonText} from '../model/json-stream.js'
import {manifestName} from '../model/manifest.js'
import {countsAs, isDecisive} from '../model/observation.js'

/** What a manifest says that follows from neither the report nor the files. */
export interface ManifestLinks {
  readonly decisions?: DecisionLogHead | undefined
  readonly previous?: PreviousBundle | undefined
}

/** The manifest of a bundle: what its report is about, and which files it holds. */
export function manifestOf(
  report: Report,
  files: readonly ManifestEntry[],
  {decisions, previous}: ManifestLinks,
): Manifest {
  const {
    exit,
    frameworks,
    generatedAt,
    policy,
    scope: {kind, name},
    snapshot,
    tool,
  } = report
  return {
    manifestVersion: 1,
    tool,
    generatedAt,
    scope: {kind, ...(name === undefined ? {} : {name})},
    frameworks: frameworks.map(({id, title, version}) => ({id, title, version})),
    snapshot: {collectedAt: snapshot.collectedAt, sha256: snapshot.sha256},
    ...(policy ? {policy: {sha256: policy.sha256}} : {}),
    exit,
    result: testResult(report),
    ...(decisions ? {decisions} : {}),
    ...(previous ? {previous} : {}),
    files,
  }
}

/**
 * The result of a report in the terms of in-toto's test-result predicate (attestation/test-result/v0.1). A failure that
 * a waiver accepts doesn't count. A failure that breaches no control is a warning, and so is a report without verdicts.
 */
export function testResult({frameworks, observations}: Pick<Report, 'frameworks' | 'observations'>): TestResult {
  const statuses = new Set(frameworks.flatMap(({controls}) => controls.map(({status}) => status)))
  const failed = observations.filter(observation => countsAs(observation, 'fail'))
  if (failed.some(isDecisive) || statuses.has('fail')) return 'FAILED'
  const hasVerdict = observations.some(({verdict}) => verdict === 'pass' || verdict === 'fail')
  const hasOpenItems =
    statuses.has('unknown') ||
    statuses.has('manual') ||
    observations.some(observation => countsAs(observation, 'unknown'))
  return failed.length > 0 || hasOpenItems || !hasVerdict ? 'WARNED' : 'PASSED'
}

/** A manifest as it's written; verification requires the same bytes. */
export const manifestText = (manifest: Manifest): string => jsonText(manifest, 1)

/** The checksums of all files, in the format of sha256sum. */
export const checksumsText = ({files}: Pick<Manifest, 'files'>, sha256: string): string =>
  [...files, {name: manifestName, sha256}].map(entry => `${entry.sha256}  ${entry.name}\n`).join('')
