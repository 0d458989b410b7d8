import {accessSync, closeSync, constants, openSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs'
import path from 'node:path'

import {UserError} from '../model/errors.js'

/**
 * Writes a file whole or not at all, in one string or in pieces: beside it first, then renamed into its place.
 *
 * @throws UserError where that cannot be done
 */
export function writeWhole(file: string, text: Iterable<Uint8Array> | string): void {
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.part`)
  try {
    if (isDevice(file)) write(file, text)
    else {
      write(beside, text)
      renameSync(beside, file)
    }
  } catch (error) {
    remove(beside)
    throw new UserError(`${file} cannot be written: ${(error as Error).message}`)
  }
}

/**
 * Says beforehand, and not after a long collection, that a file has no folder that can be written to.
 *
 * @throws UserError
 */
export function refuseUnwritable(file: string): void {
  try {
    accessSync(path.dirname(file), constants.W_OK)
  } catch (error) {
    throw new UserError(`${file} cannot be written: ${(error as Error).message}`)
  }
}

function write(file: string, text: Iterable<Uint8Array> | string): void {
  const opened = openSync(file, 'w', 0o600)
  try {
    for (const piece of typeof text === 'string' ? [text] : text) writeFileSync(opened, piece)
  } finally {
    closeSync(opened)
  }
}

/** A pipe or a terminal, such as /dev/stdout, which nothing may be renamed over. */
function isDevice(file: string): boolean {
  const known = statSync(file, {throwIfNoEntry: false})
  return known !== undefined && !known.isFile() && !known.isDirectory()
}

function remove(file: string): void {
  try {
    rmSync(file, {force: true})
  } catch {
    // What kept it from being written may keep it from being looked for.
  }
}
