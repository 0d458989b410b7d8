import {closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync} from 'node:fs'
import path from 'node:path'

import type {ArchiveWriter} from './archive-writer.js'

import {entryMeter} from './entry-meter.js'

/** Writes a bundle into a new folder that only its owner can read. */
export function folderWriter(folder: string): ArchiveWriter {
  mkdirSync(folder, {mode: 0o700})
  return {
    abort() {
      // Each file is closed once it is written.
    },
    add(name, chunks) {
      const file = path.join(folder, ...name.split('/'))
      mkdirSync(path.dirname(file), {mode: 0o700, recursive: true})
      const descriptor = openSync(file, 'wx', 0o600)
      try {
        const {entry, update} = entryMeter(name)
        for (const chunk of chunks) {
          update(chunk)
          writeFileSync(descriptor, chunk)
        }

        fsyncSync(descriptor)
        return entry()
      } finally {
        closeSync(descriptor)
      }
    },
    close() {
      // A folder has no directory of its own to write.
    },
    moveTo: target => renameSync(folder, target),
  }
}
