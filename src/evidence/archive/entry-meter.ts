import {createHash} from 'node:crypto'

import type {ManifestEntry} from '../../model/manifest.js'

/** Measures a file chunk by chunk, so that it never has to be in memory as a whole. */
export interface EntryMeter {
  readonly update: (chunk: Uint8Array) => void
  /** The file's entry in a manifest; call it once, after the last chunk. */
  readonly entry: () => ManifestEntry
}

export function entryMeter(name: string): EntryMeter {
  const hash = createHash('sha256')
  let bytes = 0
  return {
    entry: () => ({name, bytes, sha256: hash.digest('hex')}),
    update(chunk) {
      hash.update(chunk)
      bytes += chunk.length
    },
  }
}
