import {createHash} from 'node:crypto'

import type {Entry} from '../../model/manifest.js'

/** Passes pieces on, and measures them. */
export function measured(
  name: string,
  pieces: Iterable<Uint8Array>,
): {readonly pieces: Iterable<Uint8Array>; readonly entry: () => Entry} {
  const hash = createHash('sha256')
  let bytes = 0
  function* passed(): Generator<Uint8Array> {
    for (const piece of pieces) {
      hash.update(piece)
      bytes += piece.length
      yield piece
    }
  }

  return {entry: () => ({name, bytes, sha256: hash.digest('hex')}), pieces: passed()}
}

export const sha256Of = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/** Reads pieces for what is seen of them on the way. */
export function drain(pieces: Iterable<Uint8Array>): void {
  const all = pieces[Symbol.iterator]()
  while (all.next().done !== true) continue
}
