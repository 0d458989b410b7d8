import {constants} from 'node:buffer'
import {readFileSync, statSync} from 'node:fs'

import {UserError} from '../model/errors.js'

const megabytes = (bytes: number) => `${Math.floor(bytes / 1e6)} MB`

/**
 * The text of a file.
 *
 * @throws UserError where it cannot be read, or is longer than a string may be
 */
export function readText(file: string): string {
  const size = unlessUnreadable(file, () => statSync(file).size)
  if (size > constants.MAX_STRING_LENGTH) throw new UserError(`${file} is too large to be read: it has ${megabytes(size)}, and at most ${megabytes(constants.MAX_STRING_LENGTH)} can be.`, 'Collect a large account in parts, with --shard. Instead of printing a large report anew, judge its snapshot with another --format.')
  return unlessUnreadable(file, () => readFileSync(file, 'utf8'))
}

function unlessUnreadable<T>(file: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`)
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
  throw new UserError(`${file} is ${is}:\n${errors.slice(0, mostTold).map(error => `  ${error}`).join('\n')}${more}`, hint)
}
