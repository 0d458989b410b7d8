import type {Catalog} from '../catalog/catalog.js'
import type {DataClass} from '../model/framework.js'
import type {Observation} from '../model/observation.js'
import type {LoadedPolicy, Policy} from '../model/policy.js'
import type {Report, ScopeKind} from '../model/report.js'
import type {Threshold} from '../model/threshold.js'
import type {Applicability} from './applicability.js'
import type {Survey} from './survey.js'

/** Everything that the statuses of controls depend on. */
export interface AssessmentContext {
  readonly catalog: Catalog
  readonly applicability: Applicability
  /** The classes whose declarations count, so that the controls about them are decided by their checks. */
  readonly declaredClasses: ReadonlySet<DataClass>
  readonly survey: Survey
  /** The time of the assessment, in milliseconds. */
  readonly now: number
  /** With the waivers that cover them. */
  readonly observations: readonly Observation[]
  /** What of the policy has an effect. */
  readonly policy: Policy
}

/** What a run decides beside the snapshot and the catalog. */
export interface AssessOptions extends Threshold {
  /** Of the tool. */
  readonly version: string
  /** What the report calls its scope. */
  readonly scopeKind: ScopeKind
  /** The time of the assessment, ISO 8601; the time of collection if absent. */
  readonly now?: string
  readonly policy?: LoadedPolicy
  /** Assesses as if no waiver existed. */
  readonly noWaivers?: boolean
  /** An earlier report: only what is worse fails the run. */
  readonly baseline?: Report
}
