import {existsSync, rmSync} from 'node:fs'

import type {Snapshot} from '../model/snapshot.js'

import {snapshotText} from './snapshot.js'
import {writeWhole} from './write-file.js'

const interval = 30_000

/** What a collection has read so far, kept beside the file that it will become. */
export interface PartialFile {
  readonly file: string
  /** Writes it, but no more often than twice a minute. */
  readonly keep: (partial: () => Snapshot) => void
  readonly write: (partial: Snapshot) => void
  readonly remove: () => void
}

export function partialFile(output: string, now: () => number): PartialFile {
  const file = `${output}.partial`
  let last = now()
  const write = (partial: Snapshot) => writeWhole(file, snapshotText(partial))
  return {
    file,
    keep(partial) {
      if (now() - last < interval) return
      last = now()
      write(partial())
    },
    remove() {
      if (existsSync(file)) rmSync(file)
    },
    write,
  }
}
