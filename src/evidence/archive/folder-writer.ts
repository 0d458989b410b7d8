import {closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync} from 'node:fs'
import path from 'node:path'

import type {ArchiveWriter} from './bundle-writer.js'

import {hashChunks} from './hashing-stream.js'

/** Writes a bundle into a folder. */
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
        const {entry, chunks: hashedChunks} = hashChunks(name, chunks)
        for (const chunk of hashedChunks) writeFileSync(descriptor, chunk)
        fsyncSync(descriptor)
        return entry()
      } finally {
        closeSync(descriptor)
      }
    },
    close() {
      // Nothing stands behind the last file.
    },
    moveTo: target => renameSync(folder, target),
  }
}
