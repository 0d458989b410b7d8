import type {BundleDifference, Manifest, PreviousBundle} from './manifest.js'
import type {Notice, Report} from './report.js'

/** What was found out about a bundle of evidence. */
export interface Verification {
  readonly verificationVersion: 1
  readonly tool: Report['tool']
  readonly bundle: string
  /** Whether nothing differs, and it was held to all that this version of the tool knows or the other version is accepted. */
  readonly verified: boolean
  /** Absent where it could not be read. */
  readonly manifest?: Omit<Manifest, 'files'> & {readonly sha256: string; readonly files: number}
  readonly signature: {
    /** Of the key, where the bundle is signed. */
    readonly keyId?: string
    /** The key that it was held to: one that was given, or the one in the bundle, which may be anybody's. */
    readonly checkedWith?: 'enclosed' | 'given'
  }
  readonly previous: {readonly expected?: PreviousBundle; readonly isChecked: boolean}
  /** Whether a log was given that goes on from the one in the bundle, where there is one. */
  readonly decisions: {readonly isChecked: boolean}
  readonly reproduced: boolean
  readonly differences: readonly BundleDifference[]
  /** What a reader must know of what was not looked at. */
  readonly notices: readonly Notice[]
}
