import {existsSync, rmSync} from 'node:fs'

import type {Snapshot} from '../model/snapshot.js'

import {UserError} from '../foundation/user-error.js'
import {snapshotText} from './snapshot-file.js'
import {writeWhole} from '../files/write-atomic.js'

const interval = 30_000

/** What a collection has read so far, kept beside the file that it will become. */
export interface PartialFile {
  readonly file: string
  /** Writes it, but no more often than twice a minute; where it cannot, the collection goes on. */
  readonly keep: (partial: () => Snapshot) => void
  readonly write: (partial: Snapshot) => void
  readonly remove: () => void
}

/** @param onTrouble told once why it cannot be kept */
export function partialFile(output: string, now: () => number, onTrouble: (why: string) => void): PartialFile {
  const file = `${output}.partial`
  let last = now()
  let isTold = false
  const write = (partial: Snapshot) => writeWhole(file, snapshotText(partial))
  return {
    file,
    keep(partial) {
      if (now() - last < interval) return
      last = now()
      try {
        write(partial())
      } catch (error) {
        if (!(error instanceof UserError)) throw error
        if (!isTold) onTrouble(error.message)
        isTold = true
      }
    },
    remove() {
      if (existsSync(file)) rmSync(file)
    },
    write,
  }
}
