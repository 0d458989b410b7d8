import type {Exit, Report} from './report.js'

/** One file of a bundle. */
export interface ManifestEntry {
  readonly name: string
  readonly bytes: number
  /** Of its content, in lower-case hexadecimal. */
  readonly sha256: string
}

/** What an evidence bundle holds, what it is about, and which tool wrote it. */
export interface Manifest {
  readonly manifestVersion: 1
  readonly tool: Report['tool']
  readonly generatedAt: string
  readonly scope: Pick<Report['scope'], 'kind' | 'name'>
  readonly frameworks: ReadonlyArray<{readonly id: string; readonly title: string; readonly version: string}>
  readonly snapshot: {readonly collectedAt: string; readonly sha256: string}
  readonly policy?: {readonly sha256: string}
  readonly exit: Exit
  /** The result of the in-toto statement, whatever failures the exit code counts. */
  readonly result: TestResult
  /** The end of the decision log at the time. */
  readonly decisions?: DecisionLogHead
  /** The bundle before this one, by the SHA-256 of its manifest. */
  readonly previous?: PreviousBundle
  /** Sorted by name; without the manifest itself, its signature and the list of checksums. */
  readonly files: readonly ManifestEntry[]
}

/** The results that in-toto has for a test. */
export type TestResult = 'FAILED' | 'PASSED' | 'WARNED'

/** The end of a decision log: its lines are a chain of hashes. */
export interface DecisionLogHead {
  readonly lines: number
  /** Of the last line, without its end. */
  readonly sha256: string
}

export interface PreviousBundle {
  readonly generatedAt: string
  readonly sha256: string
}

/** The files of a bundle that its manifest doesn't list. */
export const manifestName = 'manifest.json'
export const signatureName = 'manifest.dsse.json'
export const checksumsName = 'SHA256SUMS'
/** Present where the bundle is signed. */
export const publicKeyName = 'public-key.pem'
/** The size limit for keys and signatures that are read, in bytes. */
export const maxKeyBytes = 65_536

/** A difference between what a bundle is and what it should be. */
export interface BundleDifference {
  /** The file in the bundle, or the bundle itself. */
  readonly file: string
  /** What is wrong with it: continues a sentence that begins with the file, without a full stop. */
  readonly problem: string
}
