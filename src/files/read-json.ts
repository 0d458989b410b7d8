import {constants as limits} from 'node:buffer'
import {closeSync, constants, fstatSync, openSync, readFileSync} from 'node:fs'

import {UserError} from '../foundation/user-error.js'
import {irregular, toFile, whyUnread} from './file-errors.js'

const longest = limits.MAX_STRING_LENGTH
const megabytes = (bytes: number) => `${Math.floor(bytes / 1e6)} MB`

/**
 * The text of a file.
 *
 * @throws UserError where it cannot be read, is no file, or is longer than a string may be
 */
export function readText(file: string): string {
  const opened = unlessUnreadable(file, () => openSync(file, constants.O_RDONLY | waitsForNobody))
  try {
    const kind = unlessUnreadable(file, () => fstatSync(opened))
    const why = irregular(kind)
    if (why !== undefined)
      throw new UserError(`${file} cannot be read: ${why}.`, kind.isDirectory() ? undefined : toFile)
    if (kind.size > longest)
      throw new UserError(
        `${file} is too large to be read: it has ${megabytes(kind.size)}, and at most ${megabytes(longest)} can be.`,
        'Collect a large account in parts, with --shard. Instead of printing a large report again, assess its snapshot with another --format.',
      )
    return unlessUnreadable(file, () => readFileSync(opened, 'utf8'))
  } finally {
    closeSync(opened)
  }
}

/** A pipe is opened at once, and then seen to be one. */
const waitsForNobody = (constants as {readonly O_NONBLOCK?: number}).O_NONBLOCK ?? 0

function unlessUnreadable<T>(file: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${whyUnread(error)}.`)
  }
}

/**
 * What a text of JSON says.
 *
 * @param hint what to do about one that is none, which the parser says something of
 * @throws UserError where it is none
 */
export function parseJson(text: string, file: string, hint: (message: string) => string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    const {message} = error as Error
    throw new UserError(`${file} is no JSON: ${message}`, hint(message))
  }
}

const mostTold = 5

/**
 * Refuses a document that is not of its form.
 *
 * @throws UserError with the first things that are wrong, where any are
 */
export function refuseFlawed(file: string, is: string, errors: readonly string[], hint: string): void {
  if (errors.length === 0) return
  const more = errors.length > mostTold ? `\n  and ${errors.length - mostTold} more` : ''
  throw new UserError(
    `${file} is ${is}:\n${errors
      .slice(0, mostTold)
      .map(error => `  ${error}`)
      .join('\n')}${more}`,
    hint,
  )
}
