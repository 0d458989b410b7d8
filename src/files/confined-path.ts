import {existsSync, realpathSync} from 'node:fs'
import path from 'node:path'

import {UserError} from '../foundation/user-error.js'
import {readErrorReason} from './file-errors.js'

/**
 * The path of a file with all symbolic links resolved.
 *
 * @throws UserError if the file doesn't exist
 */
export function realPath(file: string): string {
  try {
    return realpathSync(file)
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${readErrorReason(error)}.`)
  }
}

/** The folder in which a file may name others: the repository that contains it, or else its own folder. */
export function confinementRoot(file: string): string {
  const ownFolder = realPath(path.dirname(file))
  for (let folder = ownFolder; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, '.git'))) return folder
    if (folder === path.dirname(folder)) return ownFolder
  }
}

/** Whether a path without links is inside a folder. */
export function isInside(root: string, realFile: string): boolean {
  const relative = path.relative(root, realFile)
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative)
}
