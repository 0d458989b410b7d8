import type {BundleDifference, Manifest, PreviousBundle} from './manifest.js'
import type {Notice, Report} from './report.js'

/** The result of verifying an evidence bundle. */
export interface Verification {
  readonly verificationVersion: 1
  readonly tool: Report['tool']
  readonly bundle: string
  /** Whether nothing differs, and everything was compared or the other version of the tool is accepted. */
  readonly verified: boolean
  /** Absent where it could not be read. */
  readonly manifest?: Omit<Manifest, 'files'> & {readonly sha256: string; readonly files: number}
  readonly signature: {
    /** Identifies the key, where the bundle is signed. */
    readonly keyId?: string
    /** Which key was used: the one that was given, or the one in the bundle, which may be anybody's. */
    readonly checkedWith?: 'enclosed' | 'given'
  }
  readonly previous: {readonly expected?: PreviousBundle; readonly isChecked: boolean}
  /** Whether a log was given that continues the one in the bundle, where there is one. */
  readonly decisions: {readonly isChecked: boolean}
  readonly reproduced: boolean
  readonly differences: readonly BundleDifference[]
  /** What wasn't verified. */
  readonly notices: readonly Notice[]
}
