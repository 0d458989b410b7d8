import {createHash} from 'node:crypto'
import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs'

import type {BundleFiles} from './open-bundle.js'
import type {BytesAt} from './zip-directory.js'
import type {Header} from './zip-format.js'

import {UserError} from '../../foundation/user-error.js'
import {irregular, toFile, whyUnread} from '../../files/file-errors.js'
import {crc32} from './crc32.js'
import {Damaged} from './corrupt-file-error.js'
import {deflated, inflated} from './deflate.js'
import {measured} from './hashing-stream.js'
import {directoryOf} from './zip-directory.js'
import {localLength} from './zip-format.js'

/** Small, for what it unpacks to may be a thousand times as much. */
const block = 8192

/** A bundle in an archive, which must be in every byte as it is written: there is no room in it for what nobody reads. */
export function zipBundle(file: string): BundleFiles {
  const {descriptor, size} = opened(file)
  const bytesAt: BytesAt = (from, length, place) => {
    const there = Math.max(0, Math.min(length, size - from))
    const bytes = place ? place.subarray(0, there) : Buffer.alloc(there)
    let read = 0
    while (read < bytes.length) {
      const more = readSync(descriptor, bytes, read, bytes.length - read, from + read)
      if (more === 0) break
      read += more
    }

    return bytes.subarray(0, read)
  }

  try {
    const {flaws, headers} = directoryOf(file, size, bytesAt)
    return filesOf(headers, bytesAt, flaws, () => closeSync(descriptor))
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
}

function opened(file: string): {descriptor: number; size: number} {
  let descriptor: number | undefined
  try {
    // A pipe is opened at once, and then seen to be one.
    descriptor = openSync(file, constants.O_RDONLY | ((constants as {readonly O_NONBLOCK?: number}).O_NONBLOCK ?? 0))
    const kind = fstatSync(descriptor)
    const why = irregular(kind)
    if (why !== undefined) throw new UserError(`${file} cannot be read: ${why}.`, toFile)
    return {descriptor, size: kind.size}
  } catch (error) {
    if (descriptor !== undefined) closeSync(descriptor)
    throw error instanceof UserError ? error : new UserError(`${file} cannot be read: ${whyUnread(error)}.`)
  }
}

function filesOf(
  headers: ReadonlyMap<string, Header>,
  bytesAt: BytesAt,
  flaws: BundleFiles['flaws'],
  close: () => void,
): BundleFiles {
  function headerOf(name: string): Header {
    const header = headers.get(name)
    if (!header) throw new Damaged('is not in the archive')
    return header
  }

  /** Each piece in the place of the one before. */
  function* packed({name, offset, packed: length}: Header): Generator<Uint8Array> {
    const begin = offset + localLength + Buffer.byteLength(name)
    const place = Buffer.alloc(Math.min(block, length))
    for (let at = 0; at < length; at += block) yield bytesAt(begin + at, Math.min(block, length - at), place)
  }

  function* read(name: string, most: number): Generator<Uint8Array> {
    const header = headerOf(name)
    let crc = 0
    let bytes = 0
    for (const piece of inflated(packed(header), Math.min(most, header.bytes))) {
      crc = crc32(crc, piece)
      bytes += piece.length
      yield piece
    }

    if (bytes !== header.bytes || crc !== header.crc)
      throw new Damaged('does not unpack to what the archive says of it')
  }

  return {
    close,
    flaws,
    measure(name, most) {
      const {entry, pieces} = measured(name, read(name, most))
      // Another packing may unpack to the same, and would still be a change.
      const again = createHash('sha256')
      for (const piece of deflated(pieces)) again.update(piece)
      const as = createHash('sha256')
      for (const piece of packed(headerOf(name))) as.update(piece)
      if (again.digest('hex') !== as.digest('hex')) throw new Damaged('is not packed in the archive as it was written')
      return entry()
    },
    names: [...headers.keys()],
    read,
  }
}
