import type {Exit} from '../model/report.js'
import type {AccessReview} from './access-review.js'
import type {VerifiedRemoval} from './access-removals.js'

import {pluralize} from '../foundation/text.js'
import {accessRemovals} from './access-removals.js'
import {keptByLeavers, openGrants} from './access-review.js'

/** How a run on a review ends: worst first, access that should be gone, then what is open or couldn't be seen. */
export function accessExit(review: AccessReview, verified?: readonly VerifiedRemoval[]): Exit {
  const remaining = (verified ?? []).filter(({outcome}) => outcome === 'open').length
  if (remaining > 0)
    return {code: 1, reason: `${pluralize(remaining, 'decision')} to end or change access ${isOrAre(remaining)} open`}
  const leavers = keptByLeavers(review).length
  if (leavers > 0)
    return {code: 1, reason: `${pluralize(leavers, 'grant')} of people who left ${isOrAre(leavers)} kept or open`}
  const [open, unread] = [openGrants(review).length, review.population.notSeen.length]
  if (unread > 0) return {code: 3, reason: `${pluralize(unread, 'list')} of who has access couldn't be read`}
  if (open > 0) return {code: 3, reason: `${pluralize(open, 'grant')} ${isOrAre(open)} not decided`}
  if (!review.completed) return {code: 3, reason: 'the review is not completed'}
  const unknown = verified
    ? verified.filter(({outcome}) => outcome === 'unknown').length
    : accessRemovals(review).length
  return unknown > 0
    ? {code: 3, reason: `whether ${pluralize(unknown, 'decision')} to end or change access happened isn't known`}
    : {code: 0, reason: 'every grant is decided, and nothing remains to be done'}
}

const isOrAre = (count: number): string => (count === 1 ? 'is' : 'are')
