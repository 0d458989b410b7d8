import type {Difference, LogHead} from '../model/manifest.js'

import {UserError} from '../foundation/user-error.js'
import {times} from '../foundation/text.js'
import {sha256Of} from './archive/hashing-stream.js'
import {checkedLines} from '../policy/decision-log.js'

/**
 * The end of a decision log, once each line was found to follow from the one before.
 *
 * @returns undefined where there is no line
 * @throws UserError where a line was changed, taken out or torn
 */
export function headOf(log: string | undefined, file: string): LogHead | undefined {
  if (log === undefined || log === '') return undefined
  const {last, length} = checkedLines(log, file)
  return {lines: length, sha256: last}
}

/** A log that has to hold all that another one held, and what to call it. */
export interface LaterLog {
  readonly file: string
  readonly text: string | undefined
}

/** What is wrong with a log that should go on from where one ended; nothing if it does. */
export function interruptions({lines, sha256}: LogHead, {file, text}: LaterLog): Difference[] {
  try {
    const length = headOf(text, file)?.lines ?? 0
    const lost = lines - length === 1 ? 'was' : `${lines - length} were`
    if (length < lines)
      return [{file, what: `has ${times(length, 'line')}, and had ${lines}: the last ${lost} removed`}]
    const line = text?.split('\n')[lines - 1] ?? ''
    return sha256Of(line) === sha256 ? [] : [{file, what: `has another line ${lines} than when the bundle was written`}]
  } catch (error) {
    if (error instanceof UserError) return [{file, what: `is not whole: ${error.message}`}]
    throw error
  }
}
