import {closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync} from 'node:fs'
import path from 'node:path'

import type {Writer} from './bundle-writer.js'

import {measured} from './hashing-stream.js'

/** Writes a bundle into a folder. */
export function folderWriter(folder: string): Writer {
  mkdirSync(folder, {mode: 0o700})
  return {
    abandon() {
      // Each file is closed once it is written.
    },
    add(name, pieces) {
      const file = path.join(folder, ...name.split('/'))
      mkdirSync(path.dirname(file), {mode: 0o700, recursive: true})
      const opened = openSync(file, 'wx', 0o600)
      try {
        const {entry, pieces: seen} = measured(name, pieces)
        for (const piece of seen) writeFileSync(opened, piece)
        fsyncSync(opened)
        return entry()
      } finally {
        closeSync(opened)
      }
    },
    close() {
      // Nothing stands behind the last file.
    },
    place: target => renameSync(folder, target),
  }
}
