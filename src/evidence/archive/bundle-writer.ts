import type {ArchiveWriter} from './archive-writer.js'

import {writeError} from '../../files/file-errors.js'
import {fileExists} from '../../files/file-exists.js'
import {assertWritable, removeIfExists, removeLeftovers, temporaryPathFor} from '../../files/write-atomic.js'
import {UserError} from '../../foundation/user-error.js'
import {isZip} from './entry-names.js'
import {folderWriter} from './folder-writer.js'
import {zipWriter} from './zip-writer.js'

/** Writes a bundle under a temporary name, so that the target either holds a complete bundle or doesn't exist. */
export interface BundleWriter {
  readonly add: ArchiveWriter['add']
  /** Completes the bundle and gives it its name. */
  readonly commit: () => void
  /** Removes what was written; does nothing after a commit. */
  readonly abort: () => void
}

/**
 * Checks up front that a bundle can be written to a path, and overwrites nothing.
 *
 * @throws UserError if the path exists or isn't writable
 */
export function assertNotExists(target: string): void {
  if (fileExists(target))
    throw new UserError(`${target} already exists.`, 'It is never overwritten: name another path with --output.')
  assertWritable(target)
}

/**
 * Writes a zip archive if the name ends with .zip, otherwise a folder.
 *
 * @throws UserError, from each of its methods, if the bundle can't be written; whatever was written is then removed
 */
export function bundleWriter(target: string): BundleWriter {
  const temporary = temporaryPathFor(target)
  const attempt = <T>(action: () => T): T => {
    try {
      return action()
    } catch (error) {
      writer?.abort()
      removeIfExists(temporary)
      if (error instanceof UserError) throw error
      throw writeError(target, error)
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
