import type {AccessReview} from '../../access/access-review.js'

import {parseAccessReview} from '../../access/parse-review.js'
import {fileExists} from '../../files/file-exists.js'
import {lockPathOf, withLock} from '../../files/lock.js'
import {parseJson, readText} from '../../files/read-json.js'
import {writeAtomic} from '../../files/write-atomic.js'
import {sha256} from '../../foundation/canonical-json.js'
import {UserError} from '../../foundation/user-error.js'
import {decisionLogFile} from './decision-writer.js'

/** A review of access as it is kept. */
export interface KeptReview {
  readonly review: AccessReview
  /** SHA-256 of the file. */
  readonly sha256: string
}

/** The text of a review's file. */
export const reviewText = (review: AccessReview): string => `${JSON.stringify(review, undefined, 1)}\n`

/** @throws UserError where the file isn't a review of access, or was changed */
export function readReview(file: string): KeptReview | undefined {
  if (!fileExists(file)) return undefined
  const text = readText(file)
  return {
    review: parseAccessReview(parseJson(text, file, 'Restore it, or name another file with --review.'), file),
    sha256: sha256(text),
  }
}

/** What is logged of a decision: which grants by their ids, and no address. */
export interface LoggedDecision {
  readonly by: string
  readonly action: string
  readonly grants: readonly string[]
}

/**
 * Keeps a review, readable by its owner alone, if its file is still what it was. The log of decisions beside the policy
 * gets a line, where there is a policy.
 *
 * @param before SHA-256 of the file that the review was made of; undefined where there was none
 * @throws UserError where somebody else has changed the file meanwhile
 */
export async function keepReview(
  file: string,
  review: AccessReview,
  before: string | undefined,
  log: {readonly policy: string | undefined; readonly entries: readonly LoggedDecision[]; readonly at: string},
): Promise<KeptReview> {
  return withLock(lockPathOf(file), async () => {
    const current = fileExists(file) ? sha256(readText(file)) : undefined
    if (before !== current)
      throw new UserError(`${file} was changed by somebody else meanwhile; nothing was saved.`, 'Run it again.')
    const text = reviewText(review)
    writeAtomic(file, text, 0o600)
    if (log.policy !== undefined) await logDecisions(log.policy, file, log)
    return {review, sha256: sha256(text)}
  })
}

async function logDecisions(
  policy: string,
  file: string,
  {at, entries}: {readonly entries: readonly LoggedDecision[]; readonly at: string},
): Promise<void> {
  const [{appendEntry}, {readTextIfExists}] = await Promise.all([
    import('../../policy/decision-log.js'),
    import('../../policy/policy-file.js'),
  ])
  const log = decisionLogFile(policy)
  await withLock(lockPathOf(log), async () => {
    const policySha256 = sha256(readTextIfExists(policy) ?? '')
    for (const {action, by, grants} of entries)
      appendEntry(log, {action: 'access', at, by, policySha256, what: {action, grants, review: file}})
  })
}
