import {existsSync, realpathSync} from 'node:fs'
import path from 'node:path'

import {readError} from './file-errors.js'

/**
 * The path of a file with all symbolic links resolved.
 *
 * @param missingHint what to do where there is no such file
 * @throws UserError if the file doesn't exist
 */
export function realPath(file: string, missingHint?: string): string {
  try {
    return realpathSync(file)
  } catch (error) {
    throw readError(file, error, missingHint)
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
