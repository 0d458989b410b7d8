import type {Entry} from '../../model/manifest.js'

import {UserError} from '../../foundation/user-error.js'
import {isThere} from '../../files/file-exists.js'
import {besideOf, refuseUnwritable, remove, removeLeftovers} from '../../files/write-atomic.js'
import {folderWriter} from './folder-writer.js'
import {isZip} from './entry-names.js'
import {zipWriter} from './zip-writer.js'

/** Where the files of a bundle go, one after the other. */
export interface Writer {
  readonly add: (name: string, pieces: Iterable<Uint8Array>) => Entry
  /** Once all are written. */
  readonly close: () => void
  /** In any case; what it was written to is taken away by others. */
  readonly abandon: () => void
  /** Puts what was written in its place. */
  readonly place: (target: string) => void
}

/** A bundle that comes to be under another name. */
export interface Sink {
  readonly add: Writer['add']
  /** Gives the bundle its name. Until then there is none. */
  readonly commit: () => void
  /** Takes away what was written. */
  readonly abandon: () => void
}

/**
 * Says beforehand that a bundle cannot be written there, or would take the place of something.
 *
 * @throws UserError
 */
export function refuseTaken(target: string): void {
  if (isThere(target))
    throw new UserError(
      `${target} is there already, and is not overwritten.`,
      'Name another with --output; evidence is kept.',
    )
  refuseUnwritable(target)
}

/** A bundle in an archive where the name ends with .zip, else in a folder. */
export function sinkTo(target: string): Sink {
  const beside = besideOf(target)
  const attempt = <T>(act: () => T): T => {
    try {
      return act()
    } catch (error) {
      writer?.abandon()
      remove(beside)
      if (error instanceof UserError) throw error
      throw new UserError(`${target} cannot be written: ${(error as Error).message}`)
    }
  }

  let writer: Writer | undefined
  attempt(() => {
    remove(beside)
    writer = isZip(target) ? zipWriter(beside) : folderWriter(beside)
  })
  return {
    abandon() {
      writer?.abandon()
      remove(beside)
    },
    add: (name, pieces) =>
      attempt(() => {
        if (!writer) throw new Error('the bundle is closed')
        return writer.add(name, pieces)
      }),
    commit: () =>
      attempt(() => {
        writer?.close()
        refuseTaken(target)
        writer?.place(target)
        writer = undefined
        removeLeftovers(target)
      }),
  }
}
