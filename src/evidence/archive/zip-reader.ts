import {createHash} from 'node:crypto'
import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs'

import type {BundleReader} from './open-bundle.js'
import type {BytesAt} from './zip-directory.js'
import type {EntryHeader} from './zip-format.js'

import {UserError} from '../../foundation/user-error.js'
import {irregularFileReason, writeToFileHint, readErrorReason} from '../../files/file-errors.js'
import {crc32} from './crc32.js'
import {CorruptFileError} from './corrupt-file-error.js'
import {deflate, inflate} from './deflate.js'
import {hashChunks} from './hashing-stream.js'
import {readDirectory} from './zip-directory.js'
import {localHeaderLength} from './zip-format.js'

/** Small, for what it unpacks to may be a thousand times as much. */
const blockBytes = 8192

/** A bundle in an archive, which must be in every byte as it is written: there is no room in it for what nobody reads. */
export function zipReader(file: string): BundleReader {
  const {descriptor, size} = openArchive(file)
  const bytesAt: BytesAt = (from, length, buffer) => {
    const available = Math.max(0, Math.min(length, size - from))
    const bytes = buffer ? buffer.subarray(0, available) : Buffer.alloc(available)
    let read = 0
    while (read < bytes.length) {
      const count = readSync(descriptor, bytes, read, bytes.length - read, from + read)
      if (count === 0) break
      read += count
    }

    return bytes.subarray(0, read)
  }

  try {
    const {flaws, headers} = readDirectory(file, size, bytesAt)
    return archiveReader(headers, bytesAt, flaws, () => closeSync(descriptor))
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
}

function openArchive(file: string): {descriptor: number; size: number} {
  let descriptor: number | undefined
  try {
    // A pipe is opened at once, and then seen to be one.
    descriptor = openSync(file, constants.O_RDONLY | ((constants as {readonly O_NONBLOCK?: number}).O_NONBLOCK ?? 0))
    const stats = fstatSync(descriptor)
    const problem = irregularFileReason(stats)
    if (problem !== undefined) throw new UserError(`${file} cannot be read: ${problem}.`, writeToFileHint)
    return {descriptor, size: stats.size}
  } catch (error) {
    if (descriptor !== undefined) closeSync(descriptor)
    throw error instanceof UserError ? error : new UserError(`${file} cannot be read: ${readErrorReason(error)}.`)
  }
}

function archiveReader(
  headers: ReadonlyMap<string, EntryHeader>,
  bytesAt: BytesAt,
  flaws: BundleReader['flaws'],
  close: () => void,
): BundleReader {
  function headerOf(name: string): EntryHeader {
    const header = headers.get(name)
    if (!header) throw new CorruptFileError('is not in the archive')
    return header
  }

  /** Each piece in the place of the one before. */
  function* packedChunks({name, offset, packedBytes}: EntryHeader): Generator<Uint8Array> {
    const start = offset + localHeaderLength + Buffer.byteLength(name)
    const buffer = Buffer.alloc(Math.min(blockBytes, packedBytes))
    for (let at = 0; at < packedBytes; at += blockBytes)
      yield bytesAt(start + at, Math.min(blockBytes, packedBytes - at), buffer)
  }

  function* read(name: string, maxBytes: number): Generator<Uint8Array> {
    const header = headerOf(name)
    let crc = 0
    let bytes = 0
    for (const chunk of inflate(packedChunks(header), Math.min(maxBytes, header.bytes))) {
      crc = crc32(crc, chunk)
      bytes += chunk.length
      yield chunk
    }

    if (bytes !== header.bytes || crc !== header.crc)
      throw new CorruptFileError('does not unpack to what the archive says of it')
  }

  return {
    close,
    flaws,
    measure(name, maxBytes) {
      const {entry, chunks} = hashChunks(name, read(name, maxBytes))
      // Another packing may unpack to the same, and would still be a change.
      const repackedHash = createHash('sha256')
      for (const chunk of deflate(chunks)) repackedHash.update(chunk)
      const storedHash = createHash('sha256')
      for (const chunk of packedChunks(headerOf(name))) storedHash.update(chunk)
      if (repackedHash.digest('hex') !== storedHash.digest('hex'))
        throw new CorruptFileError('is not packed in the archive as it was written')
      return entry()
    },
    names: [...headers.keys()],
    read,
  }
}
