import {existsSync, readdirSync, realpathSync, renameSync, rmSync} from 'node:fs'
import {randomBytes} from 'node:crypto'
import path from 'node:path'

import {UserError} from '../foundation/user-error.js'
import {sha256Of} from '../foundation/canonical-json.js'
import {isThere} from '../files/file-exists.js'
import {readText} from '../files/read-json.js'
import {modeOf, writeBeside, writeWhole} from '../files/write-atomic.js'

/** The text of a file; undefined where there is none. */
export const textIfThere = (file: string): string | undefined => (isThere(file) ? readText(file) : undefined)

/** The next text of a file, whole and beside it, which takes its place at once. */
export interface Prepared {
  readonly beside: string
  /** @throws UserError where the text of the file is not what it was */
  readonly place: () => void
  readonly remove: () => void
}

const marked = 12
const mark = (text: string | undefined): string => sha256Of(text ?? '').slice(0, marked)

/** Writes what will take the place of a file beside it: so that it can be tried, and is there when it has to be repeated. */
export function prepared(file: string, was: string | undefined, text: string): Prepared {
  // Of the same ending, by which its form is told.
  const beside = path.join(path.dirname(file), `.${mark(was)}${randomBytes(8).toString('hex')}.${path.basename(file)}`)
  const remove = () => rmSync(beside, {force: true})
  try {
    writeBeside(beside, text, (was === undefined ? undefined : modeOf(realpathSync(file))) ?? 0o644)
  } catch (error) {
    remove()
    throw new UserError(`${file} cannot be written: ${(error as Error).message}`)
  }

  return {
    beside,
    place() {
      if (textIfThere(file) !== was)
        throw new UserError(`${file} was changed while this was saved; nothing was written.`, 'Save again.')
      putInPlace(file, beside, text)
    },
    remove,
  }
}

/** A file that is a link stays one. */
function putInPlace(file: string, beside: string, text: string): void {
  const target = existsSync(file) ? realpathSync(file) : path.resolve(file)
  try {
    if (path.dirname(target) === realpathSync(path.dirname(file))) renameSync(beside, target)
    else writeWhole(target, text)
  } catch (error) {
    throw error instanceof UserError ? error : new UserError(`${file} cannot be written: ${(error as Error).message}`)
  }
}

/**
 * What a process that was killed had prepared: the text that is wanted takes the place of the one that it was made of,
 * and all else goes. Only where nobody else may be about it.
 *
 * @returns whether it did
 */
export function repeated(file: string, wanted: string | undefined): boolean {
  const ending = `.${path.basename(file)}`
  const folder = path.dirname(file)
  const left = namesIn(folder).filter(
    name => name.endsWith(ending) && /^\.[\da-f]{28}$/.test(name.slice(0, -ending.length)),
  )
  let isRepeated = false
  for (const name of left) {
    const beside = path.join(folder, name)
    const text = modeOf(beside) === undefined ? undefined : readText(beside)
    if (text !== undefined && sha256Of(text) === wanted && name.slice(1, 1 + marked) === mark(textIfThere(file))) {
      putInPlace(file, beside, text)
      isRepeated = true
    }

    rmSync(beside, {force: true})
  }

  return isRepeated
}

/** A folder need not be readable to be written to. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
