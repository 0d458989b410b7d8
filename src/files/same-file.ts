import type {BigIntStats} from 'node:fs'

import {realpathSync, statSync} from 'node:fs'
import path from 'node:path'

import {UserError} from '../foundation/user-error.js'

/**
 * Refuses to write over what is read, or two documents into one file, by whatever names: before anything is asked.
 *
 * @throws UserError
 */
export function refuseOverwriting(written: readonly string[], read: readonly string[]): void {
  const inputs = new Map(read.flatMap(file => identityKeys(file).map(key => [key, file] as const)))
  const outputs = new Map<string, string>()
  for (const file of written) {
    for (const key of identityKeys(file)) {
      const input = inputs.get(key)
      if (input !== undefined)
        throw new UserError(
          `${file} would be written over${input === file ? '' : ` ${input}`}, and is read by this run.`,
          'Name another file.',
        )
      const otherFile = outputs.get(key)
      if (otherFile !== undefined)
        throw new UserError(
          otherFile === file ? `${file} is named twice.` : `${otherFile} and ${file} are one file.`,
          'Name a file for each document.',
        )
      outputs.set(key, file)
    }
  }
}

/** What a file is known by, whatever name it is given: nothing for a terminal or a pipe, which is written to and not over. */
function identityKeys(file: string): string[] {
  const stats = statOf(file)
  if (stats && !stats.isFile() && !stats.isDirectory()) return []
  const canonicalPath = canonicalPathOf(file)
  return stats ? [`${stats.dev} ${stats.ino}`, canonicalPath] : [canonicalPath]
}

/** Undefined for what is not there, or may not be looked at: that it cannot be written is told by who writes it. */
function statOf(file: string): BigIntStats | undefined {
  try {
    return statSync(file, {bigint: true})
  } catch {
    return undefined
  }
}

/** On these systems names that differ in case alone mean one file. */
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
