import {createHash} from 'node:crypto'
import {closeSync, openSync, readSync} from 'node:fs'

import {UserError} from '../../foundation/user-error.js'

const blockBytes = 1_048_576

/**
 * SHA-256 of a file, as sha256sum gives it.
 *
 * @throws UserError where it cannot be read
 */
export function fileChecksum(file: string): string {
  const hash = createHash('sha256')
  const buffer = Buffer.alloc(blockBytes)
  try {
    const descriptor = openSync(file, 'r')
    try {
      for (;;) {
        const length = readSync(descriptor, buffer, 0, blockBytes, null)
        if (length === 0) return hash.digest('hex')
        hash.update(buffer.subarray(0, length))
      }
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`)
  }
}
