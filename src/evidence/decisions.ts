import type {BundleDifference, DecisionLogHead} from '../model/manifest.js'

import {sha256} from '../foundation/canonical-json.js'
import {pluralize} from '../foundation/text.js'
import {UserError} from '../foundation/user-error.js'
import {verifyLogText} from '../policy/decision-log.js'

/**
 * The end of a decision log, after checking that each line follows from the one before.
 *
 * @returns undefined for an empty log
 * @throws UserError if a line was changed, removed or cut off
 */
export function logHead(log: string | undefined, file: string): DecisionLogHead | undefined {
  if (log === undefined || log === '') return undefined
  const {lastHash, lineCount} = verifyLogText(log, file)
  return {lines: lineCount, sha256: lastHash}
}

/** A later state of a decision log, which must still hold every line of the earlier one. */
export interface LaterLog {
  /** What messages call it. */
  readonly file: string
  readonly text: string | undefined
}

/** Why a log doesn't continue the one that ended at a given line. Empty if it does. */
export function continuityDifferences(head: DecisionLogHead, {file, text}: LaterLog): BundleDifference[] {
  try {
    const length = logHead(text, file)?.lines ?? 0
    if (length < head.lines) return [{file, problem: removedLines(length, head.lines)}]
    const lastKnownLine = text?.split('\n')[head.lines - 1] ?? ''
    return sha256(lastKnownLine) === head.sha256
      ? []
      : [{file, problem: `has another line ${head.lines} than when the bundle was written`}]
  } catch (error) {
    if (error instanceof UserError) return [{file, problem: `is damaged: ${error.message}`}]
    throw error
  }
}

function removedLines(length: number, expected: number): string {
  const removed = expected - length === 1 ? 'one was' : `${expected - length} were`
  return `has ${pluralize(length, 'line')} instead of ${expected}: the last ${removed} removed`
}
