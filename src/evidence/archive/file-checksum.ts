import {createHash} from 'node:crypto'
import {closeSync, openSync, readSync} from 'node:fs'

import {UserError} from '../../foundation/user-error.js'

const block = 1_048_576

/**
 * SHA-256 of a file, as sha256sum gives it.
 *
 * @throws UserError where it cannot be read
 */
export function fileSum(file: string): string {
  const hash = createHash('sha256')
  const place = Buffer.alloc(block)
  try {
    const opened = openSync(file, 'r')
    try {
      for (;;) {
        const length = readSync(opened, place, 0, block, null)
        if (length === 0) return hash.digest('hex')
        hash.update(place.subarray(0, length))
      }
    } finally {
      closeSync(opened)
    }
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`)
  }
}
