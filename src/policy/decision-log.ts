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
const genesisHash = '0'.repeat(64)

const tamperedHint = 'Move the log away to begin a new one; what it says of the past is then checked by nobody.'

/** What a log says at its end. */
export interface LogEnd {
  /** The hash that the next line has to name. */
  readonly lastHash: string
  readonly lineCount: number
  /** What the policy file hashed to once the last decision was in it, and the one before. */
  readonly policyHashes: readonly [last: string | undefined, before: string | undefined]
}

/**
 * The end of a log, once each line was found to name the hash of the one before.
 *
 * @throws UserError where a line was changed, taken out or torn
 */
export const verifyLog = (file: string): LogEnd => verifyLogText(existsSync(file) ? readText(file) : '', file)

/**
 * The same of a log that was read.
 *
 * @throws UserError where a line was changed, taken out or torn
 */
export function verifyLogText(text: string, file: string): LogEnd {
  const lines = text.split('\n')
  const remainder = lines.pop()
  if (remainder !== '')
    throw new UserError(`${file}:${lines.length + 1} is not a whole line: the log was cut there.`, tamperedHint)
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
 * Appends a line, whole or not at all.
 *
 * @returns what takes it back, unless others have written since
 * @throws UserError where that cannot be done
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
    throw new UserError(`${file} cannot be written: ${(error as Error).message}`)
  }

  return () => undoAppend(file, sizeBefore, line)
}

/** Cuts a log where a line begins that is one's own, whole or torn; what is not one's own stays. */
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
