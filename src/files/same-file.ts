import type {BigIntStats} from 'node:fs'

import {realpathSync, statSync} from 'node:fs'
import path from 'node:path'

import {UserError} from '../foundation/user-error.js'

/**
 * Refuses to overwrite a file that is read, or to write two documents to one file, whatever names it is given: before
 * anything is requested.
 *
 * @throws UserError if two of the files are the same
 */
export function refuseOverwriting(written: readonly string[], read: readonly string[]): void {
  const inputs = new Map(read.flatMap(file => identityKeys(file).map(key => [key, file] as const)))
  const outputs = new Map<string, string>()
  for (const file of written) {
    for (const key of identityKeys(file)) {
      const input = inputs.get(key)
      if (input !== undefined)
        throw new UserError(
          input === file
            ? `${file} is read by this run and would be overwritten.`
            : `${file} is the same file as ${input}, which is read by this run.`,
          'Name another file.',
        )
      const otherFile = outputs.get(key)
      if (otherFile !== undefined)
        throw new UserError(
          otherFile === file ? `${file} is given twice.` : `${otherFile} and ${file} are the same file.`,
          'Give each document its own file.',
        )
      outputs.set(key, file)
    }
  }
}

/** What identifies a file, whatever its name; nothing for a terminal or pipe, which writing doesn't overwrite. */
function identityKeys(file: string): string[] {
  const stats = statOf(file)
  if (stats && !stats.isFile() && !stats.isDirectory()) return []
  const canonicalPath = canonicalPathOf(file)
  return stats ? [`${stats.dev} ${stats.ino}`, canonicalPath] : [canonicalPath]
}

/** Undefined if the file doesn't exist or isn't accessible: the writer reports that. */
function statOf(file: string): BigIntStats | undefined {
  try {
    return statSync(file, {bigint: true})
  } catch {
    return undefined
  }
}

/** On these systems, names that differ only in case are the same file. */
const foldsCase = process.platform === 'darwin' || process.platform === 'win32'

function canonicalPathOf(file: string): string {
  const absolutePath = path.resolve(file)
  const real = path.join(realPathIfExists(path.dirname(absolutePath)), path.basename(absolutePath))
  return foldsCase ? real.toLowerCase() : real
}

function realPathIfExists(folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return folder
  }
}
