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
import {isRunning} from './process-running.js'

/**
 * Writes a file whole or not at all, in one string or in pieces: beside it first, then renamed into its place, with the
 * rights of the one that was there. What a process that was killed has left beside it goes.
 *
 * @param mode of a file that is not there yet
 * @throws UserError where that cannot be done
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
    throw new UserError(`${file} cannot be written: ${(error as Error).message}`)
  }
}

/**
 * Writes a file that is not there yet.
 *
 * @throws UserError where it is, or cannot be written
 */
export function writeNew(file: string, content: string): void {
  try {
    writeFileSync(file, content, {flag: 'wx', flush: true, mode: 0o600})
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException
    if (code === 'EEXIST')
      throw new UserError(
        `${file} is there already, and is not overwritten.`,
        'Name another file with --output, and take over what you want.',
      )
    removeIfExists(file)
    throw new UserError(`${file} cannot be written: ${message}`)
  }
}

/** The name by which something is written until it is whole; nobody can know it beforehand and put a link there. */
export const temporaryPathFor = (file: string): string =>
  path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.${randomBytes(8).toString('hex')}.part`)

/** The rights of a file; undefined where there is none. */
export function modeOf(file: string): number | undefined {
  const stats = lstatSync(file, {throwIfNoEntry: false})
  return stats?.isFile() ? stats.mode & 0o777 : undefined
}

/**
 * Says beforehand, and not after a long collection, that a file is a folder or has none that can be written to.
 *
 * @throws UserError
 */
export function assertWritable(file: string): void {
  try {
    accessSync(path.dirname(file), constants.W_OK)
    if (statSync(file, {throwIfNoEntry: false})?.isDirectory()) throw new Error('EISDIR: it is a folder')
  } catch (error) {
    throw new UserError(`${file} cannot be written: ${(error as Error).message}`)
  }
}

/** Writes a file that nobody has put there, not even as a link. */
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

/** A pipe or a terminal, such as /dev/stdout, which nothing may be renamed over. */
function isDevice(file: string): boolean {
  const stats = statSync(file, {throwIfNoEntry: false})
  return stats !== undefined && !stats.isFile() && !stats.isDirectory()
}

/** Takes away what processes that were killed have left beside a file; that of processes that still run is theirs. */
export function removeLeftovers(file: string): void {
  const [prefix, suffix] = [`.${path.basename(file)}.`, '.part']
  try {
    for (const name of readdirSync(path.dirname(file))) {
      if (!name.startsWith(prefix) || !name.endsWith(suffix)) continue
      const [, ownerPid] = /^([1-9]\d*)(?:\.[\da-f]+)?$/.exec(name.slice(prefix.length, -suffix.length)) ?? []
      if (ownerPid !== undefined && !isRunning(Number(ownerPid))) removeIfExists(path.join(path.dirname(file), name))
    }
  } catch {
    // A folder need not be readable to be written to.
  }
}

/** Takes a file away, or a folder with what is in it, if it is there and may be. */
export function removeIfExists(file: string): void {
  try {
    rmSync(file, {force: true, recursive: true})
  } catch {
    // What kept it from being written may keep it from being looked for.
  }
}
