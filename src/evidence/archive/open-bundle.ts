import {statSync} from 'node:fs'

import type {Difference, Entry} from '../../model/manifest.js'

import {UserError} from '../../foundation/user-error.js'
import {folderBundle} from './folder-reader.js'
import {isZip} from './entry-names.js'
import {zipBundle} from './zip-reader.js'

/** A bundle that is read. */
export interface BundleFiles {
  /** The files that can be read, each once, in the order of the bundle. */
  readonly names: readonly string[]
  /** What is wrong with the bundle as such, before any file of it is read. */
  readonly flaws: readonly Difference[]
  /**
   * The file in pieces.
   *
   * @throws Damaged where it cannot be read, or is larger than `most` bytes
   */
  readonly read: (name: string, most: number) => Iterable<Uint8Array>
  /** The same with all that can be known of how it is kept; it takes longer. */
  readonly measure: (name: string, most: number) => Entry
  readonly close: () => void
}

/**
 * Opens a bundle in a folder or an archive. Nothing of it is written anywhere, and no name in it is followed out of it.
 *
 * @throws UserError where there is none
 */
export function openBundle(file: string): BundleFiles {
  const known = statSync(file, {throwIfNoEntry: false})
  if (!known) throw new UserError(`There is no bundle ${file}.`)
  if (known.isDirectory()) return folderBundle(file)
  if (known.isFile()) return zipBundle(file)
  throw new UserError(
    `${file} is no bundle of evidence.`,
    'A bundle is a folder or an archive that heroku compliance:evidence wrote.',
  )
}

/** Whether something is to be read as a bundle, and not as a file of its own. */
export const isBundle = (file: string): boolean =>
  isZip(file) || statSync(file, {throwIfNoEntry: false})?.isDirectory() === true

/** The whole of a file, if it is no larger than so much. */
export function bytesOf(bundle: BundleFiles, name: string, most: number): Buffer {
  return Buffer.concat([...bundle.read(name, most)])
}
