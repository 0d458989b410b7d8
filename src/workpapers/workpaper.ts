import type {Catalog} from '../catalog/catalog.js'
import type {LoadedPolicy} from '../model/policy.js'
import type {Report} from '../model/report.js'
import type {Snapshot} from '../model/snapshot.js'

/** Everything that the documents for an assessor follow from. */
export interface WorkpaperInputs {
  readonly catalog: Catalog
  /** The time of the assessment, ISO 8601. */
  readonly now: string
  readonly policy: LoadedPolicy | undefined
  /** Earlier facts: the documents say what changed since. */
  readonly previous?: Snapshot | undefined
  readonly report: Report
  readonly snapshot: Snapshot
  /** The version of the tool. */
  readonly version: string
}

/** A document for an assessor, complete. */
export interface WorkpaperFile {
  readonly name: string
  readonly content: string | Uint8Array
}
