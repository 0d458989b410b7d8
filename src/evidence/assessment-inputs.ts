import type {Catalog} from '../catalog/catalog.js'
import type {Threshold} from '../model/threshold.js'
import type {LoadedPolicy} from '../model/policy.js'
import type {Report, ScopeKind} from '../model/report.js'
import type {Snapshot} from '../model/snapshot.js'

import {assessSnapshot} from '../assess/assess-snapshot.js'

/** How the snapshot of a bundle was assessed, apart from frameworks, checks and policy. */
export interface AssessmentSettings extends Threshold {
  readonly scopeKind: ScopeKind
  /** The time of the assessment: ages and expiry dates are relative to it. */
  readonly now: string
  /** By id, in the order of the report. */
  readonly frameworks: readonly string[]
  readonly noWaivers: boolean
  readonly strict: boolean
  /** The names of the files that the policy was read from. */
  readonly policyFiles?: readonly string[]
}

/** Everything that a report follows from. */
export interface AssessmentInputs {
  readonly snapshot: Snapshot
  readonly catalog: Catalog
  readonly policy?: LoadedPolicy | undefined
  readonly settings: AssessmentSettings
  /** The text of the decision log beside the policy. */
  readonly decisions?: string | undefined
  /** The version of the tool. */
  readonly version: string
}

/** The report that follows from the inputs: equal inputs give an equal report. */
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
