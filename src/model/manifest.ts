import type {Exit, Report} from './report.js'

/** One file of a bundle. */
export interface ManifestEntry {
  readonly name: string
  readonly bytes: number
  /** Of its bytes, in lower-case hexadecimal. */
  readonly sha256: string
}

/** What a bundle of evidence holds, of what, and who made it. It has no clock of its own. */
export interface Manifest {
  readonly manifestVersion: 1
  readonly tool: Report['tool']
  readonly generatedAt: string
  readonly scope: Pick<Report['scope'], 'kind' | 'name'>
  readonly frameworks: ReadonlyArray<{readonly id: string; readonly title: string; readonly version: string}>
  readonly snapshot: {readonly collectedAt: string; readonly sha256: string}
  readonly policy?: {readonly sha256: string}
  readonly exit: Exit
  /** Of the in-toto statement: what was found, whatever failures the exit code counts. */
  readonly result: TestResult
  /** How far the decision log went. */
  readonly decisions?: DecisionLogHead
  /** The bundle before this one, by the SHA-256 of its manifest. */
  readonly previous?: PreviousBundle
  /** Sorted by name; the manifest itself, what signs it and the list of sums are not among them. */
  readonly files: readonly ManifestEntry[]
}

/** The results of a test that in-toto knows. */
export type TestResult = 'FAILED' | 'PASSED' | 'WARNED'

/** The end of a decision log, which the hash of every line before it leads to. */
export interface DecisionLogHead {
  readonly lines: number
  /** Of the last line, without its end. */
  readonly sha256: string
}

export interface PreviousBundle {
  readonly generatedAt: string
  readonly sha256: string
}

/** The files of a bundle that its manifest does not list. */
export const manifestName = 'manifest.json'
export const signatureName = 'manifest.dsse.json'
export const checksumsName = 'SHA256SUMS'
/** There where the bundle is signed. */
export const publicKeyName = 'public-key.pem'
/** Bytes of the largest key or signature that is read. */
export const maxKeyBytes = 65_536

/** A difference between what a bundle is and what it should be. */
export interface BundleDifference {
  /** The file in the bundle, or the bundle itself. */
  readonly file: string
  /** What is wrong with it: continues a sentence that begins with the file, without a full stop. */
  readonly problem: string
}
