import {chmodSync, existsSync, readFileSync, realpathSync, rmSync, statSync} from 'node:fs'
import path from 'node:path'

import {UserError} from '../model/errors.js'
import {writeWhole} from './write-file.js'

/** The text of a file; undefined where there is none. */
export function textIfThere(file: string): string | undefined {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`)
  }
}

/** Writes a text beside a file for as long as it is tried. */
export async function tried<T>(file: string, text: string, use: (beside: string) => Promise<T>): Promise<T> {
  const beside = path.join(path.dirname(file), `.${process.pid}.${path.basename(file)}`)
  try {
    writeWhole(beside, text)
  } catch (error) {
    rmSync(beside, {force: true})
    throw error instanceof UserError ? new UserError(error.message.replaceAll(beside, file)) : error
  }

  try {
    return await use(beside)
  } finally {
    rmSync(beside, {force: true})
  }
}

/**
 * Writes a file whole or not at all, with the rights that it has, and through a link.
 *
 * @throws UserError where its text is not what it was
 */
export function replaceWhole(file: string, was: string | undefined, text: string): void {
  if (textIfThere(file) !== was) throw new UserError(`${file} was changed while this was saved; nothing was written.`, 'Save again.')
  const target = was === undefined ? file : realpathSync(file)
  const mode = was === undefined ? 0o644 : statSync(target).mode & 0o777
  writeWhole(target, text)
  chmodSync(target, mode)
}
