import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs'

import {UserError} from '../foundation/user-error.js'
import {irregularFileReason, writeToFileHint, readErrorReason} from '../files/file-errors.js'

const maxBytes = 1_048_576
/** Opens a pipe without waiting for a writer; Windows has no such flag. */
const nonBlocking = (constants as {O_NONBLOCK?: number}).O_NONBLOCK ?? 0

/**
 * Reads a text file that a user wrote.
 *
 * @param displayName what the user calls it
 * @throws UserError if it can't be read, isn't a regular file, is larger than 1 MiB, or isn't UTF-8
 */
export function readUserFile(file: string, documentType = 'framework', displayName = file): string {
  const bytes = readBytes(file, displayName)
  if (bytes.length > maxBytes)
    throw new UserError(`${displayName} is larger than 1 MiB, the limit for a ${documentType}.`)
  try {
    return new TextDecoder('utf8', {fatal: true, ignoreBOM: true}).decode(bytes)
  } catch {
    throw new UserError(`${displayName} is not UTF-8.`)
  }
}

function readBytes(file: string, displayName: string): Buffer {
  try {
    const descriptor = openSync(file, constants.O_RDONLY | nonBlocking)
    try {
      const stats = fstatSync(descriptor)
      const reason = irregularFileReason(stats)
      if (reason !== undefined)
        throw new UserError(
          `${displayName} cannot be read: ${reason}.`,
          stats.isDirectory() ? undefined : writeToFileHint,
        )
      const buffer = Buffer.alloc(maxBytes + 1)
      let length = 0
      for (let bytesRead = -1; bytesRead !== 0 && length < buffer.length; length += bytesRead)
        bytesRead = readSync(descriptor, buffer, length, buffer.length - length, null)
      return buffer.subarray(0, length)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    throw error instanceof UserError
      ? error
      : new UserError(`${displayName} cannot be read: ${readErrorReason(error)}.`)
  }
}
