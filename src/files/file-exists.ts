import {lstatSync, statSync} from 'node:fs'

import {UserError} from '../foundation/user-error.js'
import {readError} from './file-errors.js'

/**
 * Whether a file or folder of that name exists.
 *
 * @throws UserError for a dangling symbolic link: whoever created it meant a file
 */
export function fileExists(file: string): boolean {
  if (exists(file, statSync)) return true
  if (exists(file, lstatSync))
    throw new UserError(`${file} is a symbolic link to a file that does not exist.`, 'Fix the link, or remove it.')
  return false
}

function exists(file: string, stat: typeof lstatSync): boolean {
  try {
    return stat(file, {throwIfNoEntry: false}) !== undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return false
    throw readError(file, error)
  }
}
