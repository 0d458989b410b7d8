import type {Stats} from 'node:fs'

import {randomBytes} from 'node:crypto'
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'

import {UserError} from '../foundation/user-error.js'
import {writeError} from './file-errors.js'
import {isRunning} from './process-running.js'

/**
 * Writes a file completely or not at all, from a string or from chunks: to a temporary file next to it first, which is
 * then renamed into place with the permissions of the file it replaces. Leftovers of killed processes are removed.
 *
 * @param mode the permissions of a new file
 * @throws UserError if the file can't be written
 */
export function writeAtomic(file: string, content: Iterable<Uint8Array> | string, mode = 0o600): void {
  const temporary = temporaryPathFor(file)
  try {
    if (isDevice(file)) writeDevice(file, content)
    else {
      writeExclusive(temporary, content, modeOf(file) ?? mode)
      renameSync(temporary, file)
      removeLeftovers(file)
    }
  } catch (error) {
    removeIfExists(temporary)
    throw writeError(file, error)
  }
}

/**
 * Writes a new file.
 *
 * @throws UserError if it already exists or can't be written
 */
export function writeNew(file: string, content: string): void {
  try {
    writeFileSync(file, content, {flag: 'wx', flush: true, mode: 0o600})
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException
    if (code === 'EEXIST')
      throw new UserError(
        `${file} already exists.`,
        'Write to another file with --output, and copy over what you want to keep.',
      )
    removeIfExists(file)
    throw writeError(file, error)
  }
}

/** The temporary path of a file until it is complete; it can't be guessed, so nobody can plant a link there. */
export const temporaryPathFor = (file: string): string =>
  path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.${randomBytes(8).toString('hex')}.part`)

/** The permissions of a file; undefined if there is none. */
export function modeOf(file: string): number | undefined {
  const stats = lstatSync(file, {throwIfNoEntry: false})
  return stats?.isFile() ? stats.mode & 0o777 : undefined
}

/**
 * Fails before a long collection, not after it, if a file can't be written.
 *
 * @throws UserError if it is a folder, or its folder isn't writable
 */
export function assertWritable(file: string): void {
  let stats: Stats | undefined
  try {
    const folder = path.dirname(file)
    if (!statSync(folder).isDirectory())
      throw new UserError(`${file} cannot be written: ${folder} is not a folder.`, 'Name a file in a folder.')
    accessSync(folder, constants.W_OK)
    stats = statSync(file, {throwIfNoEntry: false})
  } catch (error) {
    throw error instanceof UserError ? error : writeError(file, error)
  }

  if (stats?.isDirectory())
    throw new UserError(`${file} cannot be written: it is a folder.`, 'Name a file in it instead.')
}

/** Writes a file that must not exist yet, not even as a link. */
export function writeExclusive(file: string, content: Iterable<Uint8Array> | string, mode: number): void {
  const descriptor = openSync(file, 'wx', 0o600)
  try {
    writeChunks(descriptor, content)
    fchmodSync(descriptor, mode)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function writeDevice(device: string, content: Iterable<Uint8Array> | string): void {
  const descriptor = openSync(device, 'w')
  try {
    writeChunks(descriptor, content)
  } finally {
    closeSync(descriptor)
  }
}

function writeChunks(descriptor: number, content: Iterable<Uint8Array> | string): void {
  for (const chunk of typeof content === 'string' ? [content] : content) writeFileSync(descriptor, chunk)
}

/** A pipe or terminal such as /dev/stdout, which must not be replaced by a file. */
function isDevice(file: string): boolean {
  const stats = statSync(file, {throwIfNoEntry: false})
  return stats !== undefined && !stats.isFile() && !stats.isDirectory()
}

/** Removes what killed processes left next to a file; files of running processes stay. */
export function removeLeftovers(file: string): void {
  const [prefix, suffix] = [`.${path.basename(file)}.`, '.part']
  try {
    for (const name of readdirSync(path.dirname(file))) {
      if (!name.startsWith(prefix) || !name.endsWith(suffix)) continue
      const [, ownerPid] = /^([1-9]\d*)(?:\.[\da-f]+)?$/.exec(name.slice(prefix.length, -suffix.length)) ?? []
      if (ownerPid !== undefined && !isRunning(Number(ownerPid))) removeIfExists(path.join(path.dirname(file), name))
    }
  } catch {
    // A folder can be writable without being readable.
  }
}

/** Removes a file, or a folder with its contents, if it exists and can be removed. */
export function removeIfExists(file: string): void {
  try {
    rmSync(file, {force: true, recursive: true})
  } catch {
    // Whatever prevented writing it may prevent removing it.
  }
}
