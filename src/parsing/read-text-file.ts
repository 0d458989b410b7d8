import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs'

import {UserError} from '../foundation/user-error.js'
import {irregularFileError, readError} from '../files/file-errors.js'

const maxBytes = 1_048_576
/** Opens a pipe without waiting for a writer; Windows has no such flag. */
const nonBlocking = (constants as {O_NONBLOCK?: number}).O_NONBLOCK ?? 0

type DocumentType = 'framework' | 'policy'

/** What to do where there is no such file. */
export const missingFileHints: Readonly<Record<DocumentType, string>> = {
  framework: 'heroku compliance:controls lists the bundled frameworks, which need no file.',
  policy: 'heroku compliance:init drafts a policy file.',
}

/**
 * Reads a text file that a user wrote.
 *
 * @param displayName what the user calls it
 * @throws UserError if it can't be read, isn't a regular file, is larger than 1 MiB, or isn't UTF-8
 */
export function readUserFile(file: string, documentType: DocumentType = 'framework', displayName = file): string {
  const bytes = readBytes(file, displayName, missingFileHints[documentType])
  if (bytes.length > maxBytes)
    throw new UserError(
      `${displayName} is larger than 1 MiB, the limit for a ${documentType}.`,
      `Name a ${documentType} with --${documentType}, not a snapshot or report; or split it in several.`,
    )
  try {
    return new TextDecoder('utf8', {fatal: true, ignoreBOM: true}).decode(bytes)
  } catch {
    throw new UserError(
      `${displayName} is not UTF-8: line ${invalidLine(bytes)} has other bytes.`,
      'Save it as UTF-8 in your editor.',
    )
  }
}

/** The first line that isn't UTF-8. */
function invalidLine(bytes: Buffer): number {
  const decoded = bytes.toString('utf8').split('\n')
  const line = decoded.findIndex(text => text.includes('\uFFFD'))
  return Math.max(line, 0) + 1
}

function readBytes(file: string, displayName: string, missingHint: string): Buffer {
  try {
    const descriptor = openSync(file, constants.O_RDONLY | nonBlocking)
    try {
      const stats = fstatSync(descriptor)
      const irregular = irregularFileError(displayName, stats)
      if (irregular) throw irregular
      const buffer = Buffer.alloc(maxBytes + 1)
      let length = 0
      for (let bytesRead = -1; bytesRead !== 0 && length < buffer.length; length += bytesRead)
        bytesRead = readSync(descriptor, buffer, length, buffer.length - length, null)
      return buffer.subarray(0, length)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    throw error instanceof UserError ? error : readError(displayName, error, missingHint)
  }
}
