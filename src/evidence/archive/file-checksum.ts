import {createHash} from 'node:crypto'
import {closeSync, openSync, readSync} from 'node:fs'

import {readError} from '../../files/file-errors.js'

const blockBytes = 1_048_576

/**
 * SHA-256 of a file in lowercase hexadecimal, as sha256sum prints it.
 *
 * @throws UserError if the file can't be read
 */
export function fileChecksum(file: string): string {
  try {
    const descriptor = openSync(file, 'r')
    try {
      return checksumUpTo(descriptor, Number.POSITIVE_INFINITY)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    throw readError(file, error)
  }
}

/** SHA-256 of the first `end` bytes of an open file, or of all of it if it's shorter. */
export function checksumUpTo(descriptor: number, end: number): string {
  const hash = createHash('sha256')
  const buffer = Buffer.alloc(blockBytes)
  let position = 0
  while (position < end) {
    const length = readSync(descriptor, buffer, 0, Math.min(blockBytes, end - position), position)
    if (length === 0) break
    hash.update(buffer.subarray(0, length))
    position += length
  }

  return hash.digest('hex')
}
