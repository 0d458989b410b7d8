import {lstatSync, statSync} from 'node:fs'

import {UserError} from '../foundation/user-error.js'
import {whyUnread} from './file-errors.js'

/**
 * Whether there is anything by that name.
 *
 * @throws UserError for a link that leads nowhere: whoever put it there meant a file
 */
export function isThere(file: string): boolean {
  if (found(file, statSync)) return true
  if (found(file, lstatSync))
    throw new UserError(`${file} is a link, and what it leads to is not there.`, 'Fix the link, or remove it.')
  return false
}

function found(file: string, look: typeof lstatSync): boolean {
  try {
    return look(file, {throwIfNoEntry: false}) !== undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return false
    throw new UserError(`${file} cannot be read: ${whyUnread(error)}.`)
  }
}
