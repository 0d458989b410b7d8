import {existsSync, rmSync} from 'node:fs'

import type {Snapshot} from '../model/snapshot.js'

import {UserError} from '../foundation/user-error.js'
import {snapshotText} from './snapshot-file.js'
import {writeAtomic} from '../files/write-atomic.js'

const intervalMs = 30_000

/** A file with what a collection has read so far, beside the file that it will become. */
export interface Checkpoint {
  readonly file: string
  /** Writes the file, at most twice a minute. The collection continues if that fails. */
  readonly writeIfDue: (partial: () => Snapshot) => void
  readonly write: (partial: Snapshot) => void
  readonly remove: () => void
}

/** @param onFailure called once with the reason why the file can't be written */
export function createCheckpoint(output: string, now: () => number, onFailure: (reason: string) => void): Checkpoint {
  const file = `${output}.partial`
  let lastWrittenAt = now()
  let isReported = false
  const write = (partial: Snapshot) => writeAtomic(file, snapshotText(partial))
  return {
    file,
    writeIfDue(partial) {
      if (now() - lastWrittenAt < intervalMs) return
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
