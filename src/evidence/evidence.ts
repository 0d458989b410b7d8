import type {Catalog} from '../catalog/catalog.js'
import type {Threshold} from '../model/threshold.js'
import type {LoadedPolicy} from '../model/policy.js'
import type {Report, ScopeKind} from '../model/report.js'
import type {Snapshot} from '../model/snapshot.js'

import {assessSnapshot} from '../assess/assess-snapshot.js'

/** What a bundle says of how its snapshot was judged, beside what it was judged by. */
export interface AssessmentSettings extends Threshold {
  readonly scopeKind: ScopeKind
  /** The instant at which ages and expiries are judged. */
  readonly now: string
  /** By id, in the order of the report. */
  readonly frameworks: readonly string[]
  readonly noWaivers: boolean
  readonly strict: boolean
  /** The files that the policy was read from, by the names that they had. */
  readonly policyFiles?: readonly string[]
}

/** All that a report follows from. */
export interface AssessmentInputs {
  readonly snapshot: Snapshot
  readonly catalog: Catalog
  readonly policy?: LoadedPolicy | undefined
  readonly settings: AssessmentSettings
  /** The decision log that stands beside the policy, as text. */
  readonly decisions?: string | undefined
  /** The tool's. */
  readonly version: string
}

/** The report that the evidence is of. */
export function reportFrom({
  catalog,
  policy,
  snapshot,
  settings: {allowUnknown, failOn, noWaivers, now, scopeKind, strict},
  version,
}: AssessmentInputs): Report {
  return assessSnapshot(snapshot, catalog, {
    allowUnknown,
    failOn,
    noWaivers,
    now,
    scopeKind,
    strict,
    version,
    ...(policy ? {policy} : {}),
  })
}
