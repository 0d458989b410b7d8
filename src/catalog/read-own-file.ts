import {closeSync, openSync, readSync} from 'node:fs'

import {UserError} from '../model/errors.js'

const mostBytes = 1_048_576

/**
 * The text of a file that a user wrote.
 *
 * @throws UserError where it cannot be read, is larger than a MiB, or is not UTF-8
 */
export function readOwnFile(file: string, what = 'framework'): string {
  const bytes = bytesOf(file)
  if (bytes.length > mostBytes) throw new UserError(`${file} is larger than a MiB, which no ${what} is.`)
  try {
    return new TextDecoder('utf8', {fatal: true, ignoreBOM: true}).decode(bytes)
  } catch {
    throw new UserError(`${file} is not UTF-8.`)
  }
}

function bytesOf(file: string): Buffer {
  try {
    const descriptor = openSync(file, 'r')
    try {
      const buffer = Buffer.alloc(mostBytes + 1)
      let length = 0
      for (let read = -1; read !== 0 && length < buffer.length; length += read) read = readSync(descriptor, buffer, length, buffer.length - length, null)
      return buffer.subarray(0, length)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`)
  }
}
