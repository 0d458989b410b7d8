import {readFileSync} from 'node:fs'

import {UserError} from '../model/errors.js'

/**
 * The text of a file.
 *
 * @throws UserError where it cannot be read
 */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
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
