import type {BundleDifference, DecisionLogHead} from '../model/manifest.js'

import {UserError} from '../foundation/user-error.js'
import {pluralize} from '../foundation/text.js'
import {sha256Of} from './archive/hashing-stream.js'
import {verifyLogText} from '../policy/decision-log.js'

/**
 * The end of a decision log, once each line was found to follow from the one before.
 *
 * @returns undefined where there is no line
 * @throws UserError where a line was changed, taken out or torn
 */
export function logHead(log: string | undefined, file: string): DecisionLogHead | undefined {
  if (log === undefined || log === '') return undefined
  const {lastHash, lineCount} = verifyLogText(log, file)
  return {lines: lineCount, sha256: lastHash}
}

/** A log that has to hold all that another one held, and what to call it. */
export interface LaterLog {
  readonly file: string
  readonly text: string | undefined
}

/** What is wrong with a log that should go on from where one ended; nothing if it does. */
export function continuityDifferences({lines, sha256}: DecisionLogHead, {file, text}: LaterLog): BundleDifference[] {
  try {
    const length = logHead(text, file)?.lines ?? 0
    const removed = lines - length === 1 ? 'was' : `${lines - length} were`
    if (length < lines)
      return [{file, what: `has ${pluralize(length, 'line')}, and had ${lines}: the last ${removed} removed`}]
    const lastKnownLine = text?.split('\n')[lines - 1] ?? ''
    return sha256Of(lastKnownLine) === sha256
      ? []
      : [{file, what: `has another line ${lines} than when the bundle was written`}]
  } catch (error) {
    if (error instanceof UserError) return [{file, what: `is not whole: ${error.message}`}]
    throw error
  }
}
