import {existsSync, readdirSync, realpathSync, renameSync, rmSync} from 'node:fs'
import {randomBytes} from 'node:crypto'
import path from 'node:path'

import {UserError} from '../foundation/user-error.js'
import {sha256} from '../foundation/canonical-json.js'
import {writeError} from '../files/file-errors.js'
import {fileExists} from '../files/file-exists.js'
import {readText} from '../files/read-json.js'
import {modeOf, writeExclusive, writeAtomic} from '../files/write-atomic.js'

/** The text of a file; undefined if there is none. */
export const readTextIfExists = (file: string): string | undefined => (fileExists(file) ? readText(file) : undefined)

/** The next text of a file, complete in a temporary file that can replace it at once. */
export interface PreparedWrite {
  readonly temporary: string
  /** @throws UserError if the file was changed in the meantime */
  readonly commit: () => void
  readonly discard: () => void
}

const hashPrefixLength = 12
const hashPrefix = (text: string | undefined): string => sha256(text ?? '').slice(0, hashPrefixLength)

/**
 * Writes the next text of a file to a temporary file next to it, so that it can be validated first, and a process
 * that is killed can be finished by the next.
 */
export function prepareWrite(file: string, previousText: string | undefined, text: string): PreparedWrite {
  // With the same extension, which determines its format.
  const temporary = path.join(
    path.dirname(file),
    `.${hashPrefix(previousText)}${randomBytes(8).toString('hex')}.${path.basename(file)}`,
  )
  const discard = () => rmSync(temporary, {force: true})
  try {
    writeExclusive(temporary, text, (previousText === undefined ? undefined : modeOf(realpathSync(file))) ?? 0o644)
  } catch (error) {
    discard()
    throw writeError(file, error)
  }

  return {
    temporary,
    commit() {
      if (readTextIfExists(file) !== previousText)
        throw new UserError(`${file} was changed while this was being saved; nothing was written.`, 'Save again.')
      replaceFile(file, temporary, text)
    },
    discard,
  }
}

/** Replaces the target of a symbolic link, not the link. */
function replaceFile(file: string, temporary: string, text: string): void {
  const target = existsSync(file) ? realpathSync(file) : path.resolve(file)
  try {
    if (path.dirname(target) === realpathSync(path.dirname(file))) renameSync(temporary, target)
    else writeAtomic(target, text)
  } catch (error) {
    throw error instanceof UserError ? error : writeError(file, error)
  }
}

/**
 * Finishes the write of a killed process: a prepared text with the wanted hash replaces the text that it was made from;
 * all other leftovers are removed. The caller must hold the lock.
 *
 * @returns whether a text was replaced
 */
export function recoverInterruptedWrite(file: string, wantedSha256: string | undefined): boolean {
  const suffix = `.${path.basename(file)}`
  const folder = path.dirname(file)
  const leftovers = namesInFolder(folder).filter(
    name => name.endsWith(suffix) && /^\.[\da-f]{28}$/.test(name.slice(0, -suffix.length)),
  )
  let hasRecovered = false
  for (const name of leftovers) {
    const temporary = path.join(folder, name)
    const text = modeOf(temporary) === undefined ? undefined : readText(temporary)
    if (
      text !== undefined &&
      sha256(text) === wantedSha256 &&
      name.slice(1, 1 + hashPrefixLength) === hashPrefix(readTextIfExists(file))
    ) {
      replaceFile(file, temporary, text)
      hasRecovered = true
    }

    rmSync(temporary, {force: true})
  }

  return hasRecovered
}

/** None if the folder is writable but not readable. */
function namesInFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
