import {closeSync, fsyncSync, openSync, renameSync, writeSync} from 'node:fs'

import type {Header} from './zip-format.js'
import type {Writer} from './bundle-writer.js'

import {UserError} from '../../foundation/user-error.js'
import {crc32} from './crc32.js'
import {deflated} from './deflate.js'
import {measured} from './hashing-stream.js'
import {centralHeader, endRecord, localHeader} from './zip-format.js'

/** A larger archive would need another form. */
const largest = 0xffff_ffff

/** Writes a bundle into an archive, which is the same wherever and whenever the same is written. */
export function zipWriter(file: string): Writer {
  const opened = openSync(file, 'wx', 0o600)
  const headers: Header[] = []
  let isOpen = true
  let end = 0

  function write(bytes: Uint8Array, at?: number): void {
    let left = bytes
    let from = at ?? end
    while (left.length > 0) {
      const written = writeSync(opened, left, 0, left.length, from)
      from += written
      left = left.subarray(written)
    }

    if (at === undefined) end = from
    if (end > largest) throw new UserError('The archive would be larger than 4 GiB.', 'Write the bundle to a folder.')
  }

  function close(): void {
    if (isOpen) closeSync(opened)
    isOpen = false
  }

  return {
    abandon: close,
    add(name, pieces) {
      const offset = end
      const {entry, pieces: seen} = measured(name, pieces)
      let crc = 0
      function* summed() {
        for (const piece of seen) {
          crc = crc32(crc, piece)
          yield piece
        }
      }

      // Written once more when it is known what it says.
      write(localHeader({bytes: 0, crc: 0, name, packed: 0}))
      const begin = end
      for (const piece of deflated(summed())) write(piece)
      const made = entry()
      if (made.bytes > largest)
        throw new UserError(`${name} is larger than 4 GiB, which no archive holds.`, 'Write the bundle to a folder.')
      const header = {bytes: made.bytes, crc, name, offset, packed: end - begin}
      write(localHeader(header), offset)
      headers.push(header)
      return made
    },
    close() {
      const from = end
      for (const header of headers) write(centralHeader(header))
      write(endRecord(headers.length, end - from, from))
      fsyncSync(opened)
      close()
    },
    place: target => renameSync(file, target),
  }
}
