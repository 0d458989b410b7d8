import {closeSync, fsyncSync, openSync, renameSync, writeSync} from 'node:fs'

import type {EntryHeader} from './zip-format.js'
import type {ArchiveWriter} from './bundle-writer.js'

import {UserError} from '../../foundation/user-error.js'
import {crc32} from './crc32.js'
import {deflate} from './deflate.js'
import {hashChunks} from './hashing-stream.js'
import {centralHeader, endRecord, localHeader} from './zip-format.js'

/** A larger archive would need another form. */
const maxBytes = 0xffff_ffff

/** Writes a bundle into an archive, which is the same wherever and whenever the same is written. */
export function zipWriter(file: string): ArchiveWriter {
  const descriptor = openSync(file, 'wx', 0o600)
  const headers: EntryHeader[] = []
  let isOpen = true
  let position = 0

  function write(bytes: Uint8Array, fixedPosition?: number): void {
    let remaining = bytes
    let from = fixedPosition ?? position
    while (remaining.length > 0) {
      const written = writeSync(descriptor, remaining, 0, remaining.length, from)
      from += written
      remaining = remaining.subarray(written)
    }

    if (fixedPosition === undefined) position = from
    if (position > maxBytes)
      throw new UserError('The archive would be larger than 4 GiB.', 'Write the bundle to a folder.')
  }

  function close(): void {
    if (isOpen) closeSync(descriptor)
    isOpen = false
  }

  return {
    abort: close,
    add(name, chunks) {
      const offset = position
      const {entry, chunks: hashedChunks} = hashChunks(name, chunks)
      let crc = 0
      function* withCrc() {
        for (const chunk of hashedChunks) {
          crc = crc32(crc, chunk)
          yield chunk
        }
      }

      // Written once more when it is known what it says.
      write(localHeader({bytes: 0, crc: 0, name, packedBytes: 0}))
      const start = position
      for (const chunk of deflate(withCrc())) write(chunk)
      const made = entry()
      if (made.bytes > maxBytes)
        throw new UserError(`${name} is larger than 4 GiB, which no archive holds.`, 'Write the bundle to a folder.')
      const header = {bytes: made.bytes, crc, name, offset, packedBytes: position - start}
      write(localHeader(header), offset)
      headers.push(header)
      return made
    },
    close() {
      const directoryStart = position
      for (const header of headers) write(centralHeader(header))
      write(endRecord(headers.length, position - directoryStart, directoryStart))
      fsyncSync(descriptor)
      close()
    },
    moveTo: target => renameSync(file, target),
  }
}
