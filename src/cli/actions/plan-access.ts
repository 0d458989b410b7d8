import type {AccessReview} from '../../access/access-review.js'
import type {FixRequest} from '../../changes/remediation/fix-requests.js'
import type {AccessOutcome} from '../../changes/remediation/prove-steps.js'
import type {Snapshot} from '../../model/snapshot.js'

import {verifyRemovals} from '../../access/access-removals.js'
import {assertComparable} from '../../access/comparable-facts.js'
import {populationOf} from '../../access/population.js'
import {accessOutcome, accessRequests} from '../../changes/remediation/access-requests.js'

/** What a review of access adds to a plan. */
interface AccessPlan {
  readonly requests: readonly FixRequest[]
  readonly outcome: AccessOutcome | undefined
}

export const noAccessPlan: AccessPlan = {outcome: undefined, requests: []}

/**
 * The decisions of a completed review that facts don't show as carried out.
 *
 * @throws UserError where the facts are of something else or older: what isn't among them would look as if it had ended
 */
export function planAccess(review: AccessReview, snapshot: Snapshot): AccessPlan {
  assertComparable(review, snapshot)
  const now = populationOf(snapshot)
  const open = verifyRemovals(review, now).filter(({outcome}) => outcome !== 'done')
  return {outcome: accessOutcome(review, populationOf), requests: accessRequests(open, now)}
}
