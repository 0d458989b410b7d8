import {readdirSync} from 'node:fs'
import path from 'node:path'

import {shellQuote} from '../foundation/shell.js'
import {nearest} from '../foundation/suggestion.js'
import {UserError} from '../foundation/user-error.js'

/** What an error code of the system means, and what would help. */
interface Meaning {
  readonly reason: string
  readonly hint: string
}

const denied: Meaning = {
  hint: 'Check its permissions with ls -l, or use a copy that you own.',
  reason: 'permission denied',
}
const tooManyFiles: Meaning = {
  hint: 'Close other programs, or raise the limit with ulimit -n 4096, and run the command again.',
  reason: 'too many files are open on this machine',
}
const full: Meaning = {
  hint: 'Free some space, or write to another disk, and run the command again.',
  reason: 'the disk is full',
}
const folder: Meaning = {hint: 'Name a file in it.', reason: 'it is a folder'}
const missing: Meaning = {
  hint: 'Check the name and the folder that you are in.',
  reason: 'there is no such file',
}

const meanings: Readonly<Record<string, Meaning>> = {
  EACCES: denied,
  EBUSY: {hint: 'Close the program that uses it, and run the command again.', reason: 'another program uses it'},
  EDQUOT: {...full, reason: 'your disk quota is used up'},
  EEXIST: {hint: 'Name another file.', reason: 'it already exists'},
  EFBIG: {...full, reason: 'it would be larger than a file may be here'},
  EIO: {hint: 'Check the disk, or write to another one.', reason: 'the disk reports an error'},
  EISDIR: folder,
  ELOOP: {hint: 'Name the file itself instead of the link.', reason: 'it is a symbolic link to itself'},
  EMFILE: tooManyFiles,
  ENAMETOOLONG: {hint: 'Choose a shorter name.', reason: 'its name is too long'},
  ENFILE: tooManyFiles,
  ENOENT: missing,
  ENOSPC: full,
  ENOTDIR: missing,
  EPERM: denied,
  EROFS: {hint: 'Write to another folder.', reason: 'the file system is read-only'},
}

/** The words of the system for an error, without its code, its call and the path: the message names that already. */
function systemWords({code = '', message, syscall}: NodeJS.ErrnoException): string {
  const words = message.replace(/^[A-Z][A-Z\d_]+: /, '').replace(/, \w+(?: '[^]*')?$/, '')
  return syscall === undefined ? words : `${words} (${code})`
}

const meaningOf = (error: unknown): Meaning => {
  const systemError = error as NodeJS.ErrnoException
  return meanings[systemError.code ?? ''] ?? {hint: 'Name another file.', reason: systemWords(systemError)}
}

/** Why a file can't be read or written, in words for the person who named it. */
export const fileErrorReason = (error: unknown): string => meaningOf(error).reason

/** Whether the system refused to use a file: no bug, whichever call it was. */
export const isFileError = (error: unknown): error is Error & NodeJS.ErrnoException => {
  const {code = '', syscall} = error as NodeJS.ErrnoException
  return syscall !== undefined && Object.hasOwn(meanings, code)
}

/**
 * The error for a file that can't be read.
 *
 * @param hint what to do where there is no such file, such as how to make one
 */
export function readError(file: string, error: unknown, hint?: string): UserError {
  const {code = ''} = error as NodeJS.ErrnoException
  const meaning = meaningOf(error)
  const isMissing = meaning === missing
  const similar = isMissing ? similarFile(file) : undefined
  const advice = isMissing ? (hint ?? meaning.hint) : meaning.hint
  const reason = code === 'ENOTDIR' ? `${path.dirname(file)} is not a folder` : meaning.reason
  return new UserError(
    `${file} cannot be read: ${reason}.`,
    similar === undefined ? advice : `Did you mean ${similar}? ${advice}`,
  )
}

/** The error for a file that can't be written. */
export function writeError(file: string, error: unknown): UserError {
  const {code = ''} = error as NodeJS.ErrnoException
  const folderName = path.dirname(file)
  if (code === 'ENOENT')
    return new UserError(
      `${file} cannot be written: there is no folder ${folderName}.`,
      `Create it first: mkdir -p ${shellQuote(folderName)}`,
    )
  if (code === 'ENOTDIR')
    return new UserError(`${file} cannot be written: ${folderName} is not a folder.`, 'Name a file in a folder.')
  const {hint, reason} = meaningOf(error)
  return new UserError(`${file} cannot be written: ${reason}.`, hint)
}

/** A file in the same folder whose name is nearly the same. */
function similarFile(file: string): string | undefined {
  try {
    const name = nearest(path.basename(file), readdirSync(path.dirname(file)))
    return name === undefined ? undefined : path.join(path.dirname(file), name)
  } catch {
    return undefined
  }
}

interface FileStats {
  readonly isDirectory: () => boolean
  readonly isFIFO: () => boolean
  readonly isFile: () => boolean
}

/** The error for a path that isn't a regular file that can be read to its end; undefined if it is one. */
export function irregularFileError(file: string, stats: FileStats): UserError | undefined {
  if (stats.isFile()) return undefined
  if (stats.isDirectory()) return new UserError(`${file} cannot be read: ${folder.reason}.`, folder.hint)
  const reason = stats.isFIFO() ? 'it is a pipe, which may never end' : 'it is not a regular file, and may never end'
  return new UserError(
    `${file} cannot be read: ${reason}.`,
    'Save its output to a file first, and pass that file instead.',
  )
}
