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
import {sha256} from '../foundation/canonical-json.js'
import {writeError} from '../files/file-errors.js'
import {readText} from '../files/read-json.js'

/** Who decided what, and the SHA-256 of the policy file after the decision. */
export interface LogEntry {
  readonly at: string
  readonly by: string
  readonly action: string
  readonly what: unknown
  readonly policySha256: string
}

/** The previous hash that the first line names. */
const genesisHash = '0'.repeat(64)

const tamperedHint = 'Move the log away to start a new one; its past entries are then no longer verified.'

/** The end of a verified log. */
export interface LogEnd {
  /** The hash that the next line must name. */
  readonly lastHash: string
  readonly lineCount: number
  /** The hash of the policy file after the last decision, and after the one before. */
  readonly policyHashes: readonly [last: string | undefined, before: string | undefined]
}

/**
 * Verifies that each line of a log names the hash of the line before it.
 *
 * @throws UserError if a line was changed, removed or truncated
 */
export const verifyLog = (file: string): LogEnd => verifyLogText(existsSync(file) ? readText(file) : '', file)

/**
 * Verifies the text of a log that was read already.
 *
 * @throws UserError if a line was changed, removed or truncated
 */
export function verifyLogText(text: string, file: string): LogEnd {
  const lines = text.split('\n')
  const remainder = lines.pop()
  if (remainder !== '')
    throw new UserError(`${file}:${lines.length + 1} is incomplete: the log was truncated there.`, tamperedHint)
  let lastHash = genesisHash
  for (const [index, line] of lines.entries()) {
    if (jsonField(line, 'previous') !== lastHash)
      throw new UserError(
        `${file}:${index + 1} does not follow from the line before it: the log was changed.`,
        tamperedHint,
      )
    lastHash = sha256(line)
  }

  const policyHash = (line: string | undefined) => {
    const sha256 = line === undefined ? undefined : jsonField(line, 'policySha256')
    return typeof sha256 === 'string' ? sha256 : undefined
  }

  return {lastHash, lineCount: lines.length, policyHashes: [policyHash(lines.at(-1)), policyHash(lines.at(-2))]}
}

/**
 * Appends a line, completely or not at all.
 *
 * @returns a function that removes the line again, unless others have written since
 * @throws UserError if it can't be written
 */
export function appendEntry(file: string, entry: LogEntry): () => void {
  const {lastHash} = verifyLog(file)
  const {action, at, by, policySha256, what} = entry
  const line = `${JSON.stringify({at, by, action, what, policySha256, previous: lastHash})}\n`
  const sizeBefore = existsSync(file) ? statSync(file).size : 0
  try {
    const descriptor = openSync(file, 'a', 0o644)
    try {
      writeFileSync(descriptor, line)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    undoAppend(file, sizeBefore, line)
    throw writeError(file, error)
  }

  return () => undoAppend(file, sizeBefore, line)
}

/** Truncates a log where this process's line begins, complete or not; lines of others stay. */
function undoAppend(file: string, sizeBefore: number, line: string): void {
  if (!existsSync(file)) return
  const descriptor = openSync(file, constants.O_RDWR)
  try {
    const lineBytes = Buffer.from(line)
    const {size} = fstatSync(descriptor)
    const tail = Buffer.alloc(Math.max(0, Math.min(size - sizeBefore, lineBytes.length + 1)))
    readSync(descriptor, tail, 0, tail.length, sizeBefore)
    if (tail.length === 0 || !lineBytes.subarray(0, tail.length).equals(tail)) return
    ftruncateSync(descriptor, sizeBefore)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function jsonField(line: string, name: string): unknown {
  try {
    return (JSON.parse(line) as null | Readonly<Record<string, unknown>>)?.[name]
  } catch {
    return undefined
  }
}
