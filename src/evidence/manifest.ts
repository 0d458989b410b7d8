import type {Entry, LogHead, Manifest, Previous, Result} from '../model/manifest.js'
import type {Report} from '../model/report.js'

import {jsonText} from '../model/json-stream.js'
import {manifestName} from '../model/manifest.js'
import {counts, isDecisive} from '../model/observation.js'

/** What a manifest says that neither the report nor the files tell. */
export interface Links {
  readonly decisions?: LogHead | undefined
  readonly previous?: Previous | undefined
}

/** What a bundle is of, as its report says, and what is in it. */
export function manifestOf(report: Report, files: readonly Entry[], {decisions, previous}: Links): Manifest {
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
    result: resultOf(report),
    ...(decisions ? {decisions} : {}),
    ...(previous ? {previous} : {}),
    files,
  }
}

/**
 * The result of a report as in-toto's test-result predicate names it (attestation/test-result/v0.1). A failure that
 * people have accepted by a waiver is none; one that breaches no control is a warning, as is a run that saw nothing.
 */
export function resultOf({frameworks, observations}: Pick<Report, 'frameworks' | 'observations'>): Result {
  const statuses = new Set(frameworks.flatMap(({controls}) => controls.map(({status}) => status)))
  const failed = observations.filter(one => counts(one, 'fail'))
  if (failed.some(isDecisive) || statuses.has('fail')) return 'FAILED'
  const isSeen = observations.some(({verdict}) => verdict === 'pass' || verdict === 'fail')
  const isOpen = statuses.has('unknown') || statuses.has('manual') || observations.some(one => counts(one, 'unknown'))
  return failed.length > 0 || isOpen || !isSeen ? 'WARNED' : 'PASSED'
}

export const manifestText = (manifest: Manifest): string => jsonText(manifest, 1)

/** The sums of all files in the form of sha256sum. */
export const sumsText = ({files}: Pick<Manifest, 'files'>, sha256: string): string =>
  [...files, {name: manifestName, sha256}].map(one => `${one.sha256}  ${one.name}\n`).join('')
