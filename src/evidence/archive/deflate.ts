import {Deflate, Inflate} from 'fflate/browser'

import {Damaged} from './corrupt-file-error.js'

const block = 65_536
const level = 6

/** Pieces of one size, but for the last: how they were cut must not decide how they are packed. Each is in the place of the one before. */
function* blocks(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  const open = new Uint8Array(block)
  let filled = 0
  for (const piece of pieces)
    for (let from = 0; from < piece.length;) {
      const part = piece.subarray(from, from + block - filled)
      open.set(part, filled)
      filled += part.length
      from += part.length
      if (filled < block) continue
      yield open
      filled = 0
    }

  yield open.subarray(0, filled)
}

/** Packed by DEFLATE: the same bytes on every machine and under every version of Node, which its own zlib does not promise. */
export function* deflated(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  const made: Uint8Array[] = []
  const packer = new Deflate({level}, piece => made.push(piece))
  for (const piece of blocks(pieces)) {
    packer.push(piece, piece.length < block)
    yield* made.splice(0)
  }
}

/**
 * Unpacked again, and no more than was said.
 *
 * @throws Damaged where it is more, or cannot be unpacked
 */
export function* inflated(pieces: Iterable<Uint8Array>, most: number): Generator<Uint8Array> {
  const made: Uint8Array[] = []
  const unpacker = new Inflate(piece => made.push(piece))
  let bytes = 0
  const pushed = (piece: Uint8Array, isLast: boolean) => {
    try {
      unpacker.push(piece, isLast)
    } catch {
      throw new Damaged('cannot be unpacked')
    }

    bytes += made.reduce((sum, {length}) => sum + length, 0)
    if (bytes > most) throw new Damaged(`is larger than the ${most} bytes that it should have`)
    return made.splice(0)
  }

  for (const piece of pieces) yield* pushed(piece, false)
  yield* pushed(new Uint8Array(0), true)
}
