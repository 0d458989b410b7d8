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
  const inputs = new Map(read.flatMap(file => known(file).map(key => [key, file] as const)))
  const outputs = new Map<string, string>()
  for (const file of written) {
    for (const key of known(file)) {
      const input = inputs.get(key)
      if (input !== undefined)
        throw new UserError(
          `${file} would be written over${input === file ? '' : ` ${input}`}, and is read by this run.`,
          'Name another file.',
        )
      const other = outputs.get(key)
      if (other !== undefined)
        throw new UserError(
          other === file ? `${file} is named twice.` : `${other} and ${file} are one file.`,
          'Name a file for each document.',
        )
      outputs.set(key, file)
    }
  }
}

/** What a file is known by, whatever name it is given: nothing for a terminal or a pipe, which is written to and not over. */
function known(file: string): string[] {
  const there = statOf(file)
  if (there && !there.isFile() && !there.isDirectory()) return []
  const place = placed(file)
  return there ? [`${there.dev} ${there.ino}`, place] : [place]
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

function placed(file: string): string {
  const whole = path.resolve(file)
  const real = path.join(realOr(path.dirname(whole)), path.basename(whole))
  return foldsCase ? real.toLowerCase() : real
}

function realOr(folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return folder
  }
}
