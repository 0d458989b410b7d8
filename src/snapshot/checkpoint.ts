import {existsSync, rmSync} from 'node:fs'

import type {Snapshot} from '../model/snapshot.js'

import {UserError} from '../foundation/user-error.js'
import {snapshotText} from './snapshot-file.js'
import {writeAtomic} from '../files/write-atomic.js'

const interval = 30_000

/** What a collection has read so far, kept beside the file that it will become. */
export interface Checkpoint {
  readonly file: string
  /** Writes it, but no more often than twice a minute; where it cannot, the collection goes on. */
  readonly keep: (partial: () => Snapshot) => void
  readonly write: (partial: Snapshot) => void
  readonly remove: () => void
}

/** @param onFailure told once why it cannot be kept */
export function partialFile(output: string, now: () => number, onFailure: (why: string) => void): Checkpoint {
  const file = `${output}.partial`
  let lastWrittenAt = now()
  let isReported = false
  const write = (partial: Snapshot) => writeAtomic(file, snapshotText(partial))
  return {
    file,
    keep(partial) {
      if (now() - lastWrittenAt < interval) return
      lastWrittenAt = now()
      try {
        write(partial())
      } catch (error) {
        if (!(error instanceof UserError)) throw error
        if (!isReported) onFailure(error.message)
        isReported = true
      }
    },
    remove() {
      if (existsSync(file)) rmSync(file)
    },
    write,
  }
}
