import {Deflate, Inflate} from 'fflate/browser'

import {CorruptFileError} from './corrupt-file-error.js'

const blockBytes = 65_536
const level = 6

/** Pieces of one size, but for the last: how they were cut must not decide how they are packed. Each is in the place of the one before. */
function* fixedBlocks(chunks: Iterable<Uint8Array>): Generator<Uint8Array> {
  const buffer = new Uint8Array(blockBytes)
  let filled = 0
  for (const chunk of chunks)
    for (let from = 0; from < chunk.length;) {
      const portion = chunk.subarray(from, from + blockBytes - filled)
      buffer.set(portion, filled)
      filled += portion.length
      from += portion.length
      if (filled < blockBytes) continue
      yield buffer
      filled = 0
    }

  yield buffer.subarray(0, filled)
}

/** Packed by DEFLATE: the same bytes on every machine and under every version of Node, which its own zlib does not promise. */
export function* deflate(chunks: Iterable<Uint8Array>): Generator<Uint8Array> {
  const output: Uint8Array[] = []
  const deflater = new Deflate({level}, chunk => output.push(chunk))
  for (const block of fixedBlocks(chunks)) {
    deflater.push(block, block.length < blockBytes)
    yield* output.splice(0)
  }
}

/**
 * Unpacked again, and no more than was said.
 *
 * @throws Damaged where it is more, or cannot be unpacked
 */
export function* inflate(chunks: Iterable<Uint8Array>, maxBytes: number): Generator<Uint8Array> {
  const output: Uint8Array[] = []
  const inflater = new Inflate(chunk => output.push(chunk))
  let bytes = 0
  const push = (chunk: Uint8Array, isLast: boolean) => {
    try {
      inflater.push(chunk, isLast)
    } catch {
      throw new CorruptFileError('cannot be unpacked')
    }

    bytes += output.reduce((sum, {length}) => sum + length, 0)
    if (bytes > maxBytes) throw new CorruptFileError(`is larger than the ${maxBytes} bytes that it should have`)
    return output.splice(0)
  }

  for (const chunk of chunks) yield* push(chunk, false)
  yield* push(new Uint8Array(0), true)
}
