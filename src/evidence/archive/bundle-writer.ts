import type {ManifestEntry} from '../../model/manifest.js'

import {UserError} from '../../foundation/user-error.js'
import {fileExists} from '../../files/file-exists.js'
import {temporaryPathFor, assertWritable, removeIfExists, removeLeftovers} from '../../files/write-atomic.js'
import {folderWriter} from './folder-writer.js'
import {isZip} from './entry-names.js'
import {zipWriter} from './zip-writer.js'

/** Where the files of a bundle go, one after the other. */
export interface ArchiveWriter {
  readonly add: (name: string, chunks: Iterable<Uint8Array>) => ManifestEntry
  /** Once all are written. */
  readonly close: () => void
  /** In any case; what it was written to is taken away by others. */
  readonly abort: () => void
  /** Puts what was written in its place. */
  readonly moveTo: (target: string) => void
}

/** A bundle that comes to be under another name. */
export interface BundleWriter {
  readonly add: ArchiveWriter['add']
  /** Gives the bundle its name. Until then there is none. */
  readonly commit: () => void
  /** Takes away what was written. */
  readonly abort: () => void
}

/**
 * Says beforehand that a bundle cannot be written there, or would take the place of something.
 *
 * @throws UserError
 */
export function assertNotExists(target: string): void {
  if (fileExists(target))
    throw new UserError(
      `${target} is there already, and is not overwritten.`,
      'Name another with --output; evidence is kept.',
    )
  assertWritable(target)
}

/** A bundle in an archive where the name ends with .zip, else in a folder. */
export function bundleWriter(target: string): BundleWriter {
  const temporary = temporaryPathFor(target)
  const attempt = <T>(action: () => T): T => {
    try {
      return action()
    } catch (error) {
      writer?.abort()
      removeIfExists(temporary)
      if (error instanceof UserError) throw error
      throw new UserError(`${target} cannot be written: ${(error as Error).message}`)
    }
  }

  let writer: ArchiveWriter | undefined
  attempt(() => {
    removeIfExists(temporary)
    writer = isZip(target) ? zipWriter(temporary) : folderWriter(temporary)
  })
  return {
    abort() {
      writer?.abort()
      removeIfExists(temporary)
    },
    add: (name, chunks) =>
      attempt(() => {
        if (!writer) throw new Error('the bundle is closed')
        return writer.add(name, chunks)
      }),
    commit: () =>
      attempt(() => {
        writer?.close()
        assertNotExists(target)
        writer?.moveTo(target)
        writer = undefined
        removeLeftovers(target)
      }),
  }
}
