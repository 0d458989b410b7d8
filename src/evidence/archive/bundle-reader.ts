import type {BundleDifference, ManifestEntry} from '../../model/manifest.js'

import {UserError} from '../../foundation/user-error.js'
import {entryMeter} from './entry-meter.js'

/** A bundle that is open for reading. Close it when done. */
export interface BundleReader {
  /** The readable files, each once, in the order of the bundle. */
  readonly names: readonly string[]
  /** What is wrong with the bundle itself, found before any of its files is read. */
  readonly problems: readonly BundleDifference[]
  /**
   * Streams a file.
   *
   * @throws CorruptFileError, while iterating, if the file can't be read or is larger than `maxBytes`
   */
  readonly read: (name: string, maxBytes: number) => AsyncIterable<Uint8Array>
  readonly close: () => void
}

/**
 * A file of a bundle as a whole.
 *
 * @throws CorruptFileError if it can't be read or is larger than `maxBytes`
 */
export async function readBytes(bundle: BundleReader, name: string, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bundle.read(name, maxBytes)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/**
 * Size and SHA-256 of a file of a bundle.
 *
 * @throws CorruptFileError if it can't be read or is larger than `maxBytes`
 */
export async function measureFile(bundle: BundleReader, name: string, maxBytes: number): Promise<ManifestEntry> {
  const {entry, update} = entryMeter(name)
  for await (const chunk of bundle.read(name, maxBytes)) update(chunk)
  return entry()
}

/** What a bundle is, for whoever gave a path that holds none. */
export const bundleHint =
  'A bundle is a folder or a zip archive that heroku compliance:evidence --output FILE.zip has written.'

/** The error for a path that holds something else than a bundle. */
export const notABundle = (file: string, reason?: string): UserError =>
  new UserError(`${file} is not an evidence bundle${reason === undefined ? '' : `: ${reason}`}.`, bundleHint)
