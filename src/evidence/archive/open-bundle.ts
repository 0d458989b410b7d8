import {statSync} from 'node:fs'

import type {BundleDifference, ManifestEntry} from '../../model/manifest.js'

import {UserError} from '../../foundation/user-error.js'
import {folderReader} from './folder-reader.js'
import {isZip} from './entry-names.js'
import {zipReader} from './zip-reader.js'

/** A bundle that is read. */
export interface BundleReader {
  /** The files that can be read, each once, in the order of the bundle. */
  readonly names: readonly string[]
  /** What is wrong with the bundle as such, before any file of it is read. */
  readonly flaws: readonly BundleDifference[]
  /**
   * The file in pieces.
   *
   * @throws Damaged where it cannot be read, or is larger than `most` bytes
   */
  readonly read: (name: string, maxBytes: number) => Iterable<Uint8Array>
  /** The same with all that can be known of how it is kept; it takes longer. */
  readonly measure: (name: string, maxBytes: number) => ManifestEntry
  readonly close: () => void
}

/**
 * Opens a bundle in a folder or an archive. Nothing of it is written anywhere, and no name in it is followed out of it.
 *
 * @throws UserError where there is none
 */
export function openBundle(file: string): BundleReader {
  const stats = statSync(file, {throwIfNoEntry: false})
  if (!stats) throw new UserError(`There is no bundle ${file}.`)
  if (stats.isDirectory()) return folderReader(file)
  if (stats.isFile()) return zipReader(file)
  throw new UserError(
    `${file} is no bundle of evidence.`,
    'A bundle is a folder or an archive that heroku compliance:evidence wrote.',
  )
}

/** Whether something is to be read as a bundle, and not as a file of its own. */
export const isBundlePath = (file: string): boolean =>
  isZip(file) || statSync(file, {throwIfNoEntry: false})?.isDirectory() === true

/** The whole of a file, if it is no larger than so much. */
export function readBytes(bundle: BundleReader, name: string, maxBytes: number): Buffer {
  return Buffer.concat([...bundle.read(name, maxBytes)])
}
