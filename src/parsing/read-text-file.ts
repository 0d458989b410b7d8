import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs'

import {UserError} from '../foundation/user-error.js'
import {irregular, toFile, whyUnread} from '../files/file-errors.js'

const mostBytes = 1_048_576
/** Opens a pipe that nobody writes to without waiting for one who does; Windows has no such flag. */
const nonBlocking = (constants as {O_NONBLOCK?: number}).O_NONBLOCK ?? 0

/**
 * The text of a file that a user wrote.
 *
 * @param name what the user calls it
 * @throws UserError where it cannot be read, is no regular file, is larger than a MiB, or is not UTF-8
 */
export function readOwnFile(file: string, what = 'framework', name = file): string {
  const bytes = bytesOf(file, name)
  if (bytes.length > mostBytes) throw new UserError(`${name} is larger than a MiB, which no ${what} is.`)
  try {
    return new TextDecoder('utf8', {fatal: true, ignoreBOM: true}).decode(bytes)
  } catch {
    throw new UserError(`${name} is not UTF-8.`)
  }
}

function bytesOf(file: string, name: string): Buffer {
  try {
    const descriptor = openSync(file, constants.O_RDONLY | nonBlocking)
    try {
      const kind = fstatSync(descriptor)
      const why = irregular(kind)
      if (why !== undefined)
        throw new UserError(`${name} cannot be read: ${why}.`, kind.isDirectory() ? undefined : toFile)
      const buffer = Buffer.alloc(mostBytes + 1)
      let length = 0
      for (let read = -1; read !== 0 && length < buffer.length; length += read)
        read = readSync(descriptor, buffer, length, buffer.length - length, null)
      return buffer.subarray(0, length)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    throw error instanceof UserError ? error : new UserError(`${name} cannot be read: ${whyUnread(error)}.`)
  }
}
