import {Zip, ZipDeflate} from 'fflate/browser'
import {createHash} from 'node:crypto'
import {closeSync, fsyncSync, openSync, renameSync, writeSync} from 'node:fs'

import type {ArchiveWriter} from './archive-writer.js'

import {UserError} from '../../foundation/user-error.js'
import {sealBytes, sealText} from './archive-seal.js'
import {entryMeter} from './entry-meter.js'

/** What the zip format holds without its 64-bit extension. */
const maxBytes = 0xffff_ffff
const blockBytes = 65_536

/** Constant headers: the archive tells no time, and each file is a regular one of a UNIX system. */
const headerFields = {attrs: (0o100644 << 16) >>> 0, mtime: new Date(1980, 0, 1), os: 3}

/**
 * Writes a bundle into a new zip archive that only its owner can read. The same files give the same bytes, on every
 * machine and at any time: fflate compresses in JavaScript, while the output of Node's zlib depends on its version.
 */
export function zipWriter(file: string): ArchiveWriter {
  const descriptor = openSync(file, 'wx', 0o600)
  const seal = createHash('sha256')
  const output: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    output.push(chunk)
  })
  let isOpen = true
  let size = 0

  function flush(): void {
    for (const chunk of output.splice(0)) {
      seal.update(chunk)
      size += chunk.length
      writeFully(descriptor, chunk)
    }

    if (size > maxBytes)
      throw new UserError('The archive would be larger than 4 GiB.', 'Write the bundle to a folder instead.')
  }

  function close(): void {
    if (isOpen) closeSync(descriptor)
    isOpen = false
  }

  return {
    abort: close,
    add(name, chunks) {
      const {entry, update} = entryMeter(name)
      const stream = Object.assign(new ZipDeflate(name, {level: 6}), headerFields)
      zip.add(stream)
      for (const block of fixedBlocks(chunks)) {
        update(block)
        stream.push(block, block.length < blockBytes)
        flush()
      }

      const written = entry()
      if (written.bytes > maxBytes)
        throw new UserError(
          `${name} is larger than 4 GiB, which a zip archive can't hold.`,
          'Write the bundle to a folder instead.',
        )
      return written
    },
    close() {
      zip.end()
      const directory = Buffer.concat(output.splice(0))
      directory.writeUInt16LE(sealBytes, directory.length - 2)
      output.push(directory)
      flush()
      writeFully(descriptor, Buffer.from(sealText(seal.digest('hex'))))
      fsyncSync(descriptor)
      close()
    },
    moveTo: target => renameSync(file, target),
  }
}

function writeFully(descriptor: number, bytes: Uint8Array): void {
  for (let start = 0; start < bytes.length;) start += writeSync(descriptor, bytes, start)
}

/**
 * The same bytes in blocks of one size, the last one shorter: how chunks were cut must not influence how they are
 * compressed. Each block reuses the memory of the one before.
 */
function* fixedBlocks(chunks: Iterable<Uint8Array>): Generator<Uint8Array> {
  const buffer = new Uint8Array(blockBytes)
  let filled = 0
  for (const chunk of chunks)
    for (let start = 0; start < chunk.length;) {
      const portion = chunk.subarray(start, start + blockBytes - filled)
      buffer.set(portion, filled)
      filled += portion.length
      start += portion.length
      if (filled < blockBytes) continue
      yield buffer
      filled = 0
    }

  yield buffer.subarray(0, filled)
}
