import {createHash} from 'node:crypto'
import {closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, statSync, writeFileSync} from 'node:fs'

import {UserError} from '../model/errors.js'

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

export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex')

const hint = 'Move the log away to begin a new one; what it says of the past is then checked by nobody.'

/**
 * The hash that the next line of a log has to name, once each line was found to name that of the one before.
 *
 * @throws UserError where a line was changed, taken out or torn
 */
export function checkedLog(file: string): {readonly last: string; readonly length: number} {
  const lines = textOf(file).split('\n')
  const rest = lines.pop()
  if (rest !== '') throw new UserError(`${file}:${lines.length + 1} is not a whole line: the log was cut there.`, hint)
  let last = beginning
  for (const [index, line] of lines.entries()) {
    if (previousOf(line) !== last) throw new UserError(`${file}:${index + 1} does not follow from the line before it: the log was changed.`, hint)
    last = sha256Of(line)
  }

  return {last, length: lines.length}
}

/**
 * Appends a line, whole or not at all.
 *
 * @returns what takes it back
 * @throws UserError where that cannot be done
 */
export function appended(file: string, entry: LogEntry): () => void {
  const {last} = checkedLog(file)
  const {action, at, by, policySha256, what} = entry
  const line = `${JSON.stringify({at, by, action, what, policySha256, previous: last})}\n`
  const before = existsSync(file) ? statSync(file).size : 0
  try {
    written(file, opened => writeFileSync(opened, line))
  } catch (error) {
    shortened(file, before)
    throw new UserError(`${file} cannot be written: ${(error as Error).message}`)
  }

  return () => shortened(file, before)
}

function shortened(file: string, length: number): void {
  if (existsSync(file)) written(file, opened => ftruncateSync(opened, length))
}

function written(file: string, write: (opened: number) => void): void {
  const opened = openSync(file, 'a', 0o644)
  try {
    write(opened)
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}

function textOf(file: string): string {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8') : ''
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`)
  }
}

function previousOf(line: string): unknown {
  try {
    return (JSON.parse(line) as {previous?: unknown} | null)?.previous
  } catch {
    return undefined
  }
}
