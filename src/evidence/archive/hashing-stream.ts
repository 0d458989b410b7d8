import {createHash} from 'node:crypto'

import type {ManifestEntry} from '../../model/manifest.js'

/** Passes pieces on, and measures them. */
export function hashChunks(
  name: string,
  chunks: Iterable<Uint8Array>,
): {readonly chunks: Iterable<Uint8Array>; readonly entry: () => ManifestEntry} {
  const hash = createHash('sha256')
  let bytes = 0
  function* hashed(): Generator<Uint8Array> {
    for (const chunk of chunks) {
      hash.update(chunk)
      bytes += chunk.length
      yield chunk
    }
  }

  return {entry: () => ({name, bytes, sha256: hash.digest('hex')}), chunks: hashed()}
}

export const sha256Of = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/** Reads pieces for what is seen of them on the way. */
export function drain(chunks: Iterable<Uint8Array>): void {
  const iterator = chunks[Symbol.iterator]()
  while (iterator.next().done !== true) continue
}
