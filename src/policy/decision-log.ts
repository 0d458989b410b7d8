import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  statSync,
  writeFileSync,
} from 'node:fs'

import {UserError} from '../foundation/user-error.js'
import {sha256Of} from '../foundation/canonical-json.js'
import {readText} from '../files/read-json.js'

/** Who decided what, and the SHA-256 of the policy file once it was decided. */
export interface LogEntry {
  readonly at: string
  readonly by: string
  readonly action: string
  readonly what: unknown
  readonly policySha256: string
}

/** What the line before the first is said to have hashed to. */
const beginning = '0'.repeat(64)

const hint = 'Move the log away to begin a new one; what it says of the past is then checked by nobody.'

/** What a log says at its end. */
export interface Checked {
  /** The hash that the next line has to name. */
  readonly last: string
  readonly length: number
  /** What the policy file hashed to once the last decision was in it, and the one before. */
  readonly policies: readonly [last: string | undefined, before: string | undefined]
}

/**
 * The end of a log, once each line was found to name the hash of the one before.
 *
 * @throws UserError where a line was changed, taken out or torn
 */
export const checkedLog = (file: string): Checked => checkedLines(existsSync(file) ? readText(file) : '', file)

/**
 * The same of a log that was read.
 *
 * @throws UserError where a line was changed, taken out or torn
 */
export function checkedLines(text: string, file: string): Checked {
  const lines = text.split('\n')
  const rest = lines.pop()
  if (rest !== '') throw new UserError(`${file}:${lines.length + 1} is not a whole line: the log was cut there.`, hint)
  let last = beginning
  for (const [index, line] of lines.entries()) {
    if (fieldOf(line, 'previous') !== last)
      throw new UserError(`${file}:${index + 1} does not follow from the line before it: the log was changed.`, hint)
    last = sha256Of(line)
  }

  const policyOf = (line: string | undefined) => {
    const sha256 = line === undefined ? undefined : fieldOf(line, 'policySha256')
    return typeof sha256 === 'string' ? sha256 : undefined
  }

  return {last, length: lines.length, policies: [policyOf(lines.at(-1)), policyOf(lines.at(-2))]}
}

/**
 * Appends a line, whole or not at all.
 *
 * @returns what takes it back, unless others have written since
 * @throws UserError where that cannot be done
 */
export function appended(file: string, entry: LogEntry): () => void {
  const {last} = checkedLog(file)
  const {action, at, by, policySha256, what} = entry
  const line = `${JSON.stringify({at, by, action, what, policySha256, previous: last})}\n`
  const before = existsSync(file) ? statSync(file).size : 0
  try {
    const opened = openSync(file, 'a', 0o644)
    try {
      writeFileSync(opened, line)
      fsyncSync(opened)
    } finally {
      closeSync(opened)
    }
  } catch (error) {
    takeBack(file, before, line)
    throw new UserError(`${file} cannot be written: ${(error as Error).message}`)
  }

  return () => takeBack(file, before, line)
}

/** Cuts a log where a line begins that is one's own, whole or torn; what is not one's own stays. */
function takeBack(file: string, before: number, line: string): void {
  if (!existsSync(file)) return
  const opened = openSync(file, constants.O_RDWR)
  try {
    const own = Buffer.from(line)
    const {size} = fstatSync(opened)
    const there = Buffer.alloc(Math.max(0, Math.min(size - before, own.length + 1)))
    readSync(opened, there, 0, there.length, before)
    if (there.length === 0 || !own.subarray(0, there.length).equals(there)) return
    ftruncateSync(opened, before)
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}

function fieldOf(line: string, name: string): unknown {
  try {
    return (JSON.parse(line) as null | Readonly<Record<string, unknown>>)?.[name]
  } catch {
    return undefined
  }
}
