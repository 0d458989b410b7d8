import {constants as limits} from 'node:buffer'
import {closeSync, constants, fstatSync, openSync, readFileSync} from 'node:fs'

import {UserError} from '../foundation/user-error.js'
import {jsonErrorText} from '../foundation/json-error.js'
import {irregularFileError, readError} from './file-errors.js'

const maxLength = limits.MAX_STRING_LENGTH
const megabytes = (bytes: number) => `${Math.floor(bytes / 1e6)} MB`

/**
 * The text of a file.
 *
 * @param missingHint what to do where there is no such file
 * @throws UserError if it can't be read, isn't a regular file, or is longer than a string can be
 */
export function readText(file: string, missingHint?: string): string {
  const descriptor = wrapReadErrors(file, () => openSync(file, constants.O_RDONLY | nonBlocking), missingHint)
  try {
    const stats = wrapReadErrors(file, () => fstatSync(descriptor))
    const irregular = irregularFileError(file, stats)
    if (irregular) throw irregular
    if (stats.size > maxLength)
      throw new UserError(
        `${file} is too large to read: it has ${megabytes(stats.size)}, and the limit is ${megabytes(maxLength)}.`,
        'Collect a large account in parts with --shard. ' +
          'To print a large report in another format, assess its snapshot with another --format.',
      )
    return wrapReadErrors(file, () => readFileSync(descriptor, 'utf8'))
  } finally {
    closeSync(descriptor)
  }
}

/** Opening a pipe must not wait for a writer; it is refused once it is open. */
const nonBlocking = (constants as {readonly O_NONBLOCK?: number}).O_NONBLOCK ?? 0

function wrapReadErrors<T>(file: string, read: () => T, missingHint?: string): T {
  try {
    return read()
  } catch (error) {
    throw readError(file, error, missingHint)
  }
}

/**
 * Parses JSON.
 *
 * @param hint what to do if the text isn't valid JSON
 * @throws UserError if it isn't valid JSON, with the line and what would be right there
 */
export function parseJson(text: string, file: string, hint: string): unknown {
  const content = text.replace(/^\uFEFF/, '')
  try {
    return JSON.parse(content) as unknown
  } catch {
    throw new UserError(`${file} is not valid JSON: ${jsonErrorText(content)}.`, hint)
  }
}

const maxShown = 5

/**
 * Refuses a document that has errors.
 *
 * @throws UserError with the first errors, if there are any
 */
export function refuseInvalid(file: string, description: string, errors: readonly string[], hint: string): void {
  if (errors.length === 0) return
  const remainder = errors.length > maxShown ? `\n  and ${errors.length - maxShown} more` : ''
  throw new UserError(
    `${file} is ${description}:\n${errors
      .slice(0, maxShown)
      .map(error => `  ${error}`)
      .join('\n')}${remainder}`,
    hint,
  )
}
