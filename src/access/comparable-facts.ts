import type {Snapshot} from '../model/snapshot.js'
import type {AccessReview} from './access-review.js'

import {fingerprint} from '../foundation/canonical-json.js'
import {UserError} from '../foundation/user-error.js'
import {newestAt, scopesText} from '../model/snapshot.js'

/**
 * Facts can only show what came of a review if they are of the same scope, so that what isn't among them has ended, and
 * were read after it. The facts that it was made of are fine: they show that nothing has happened yet.
 *
 * @throws UserError where they are of something else, or some are older
 */
export function assertComparable(
  {frozenAt, scopes}: Pick<AccessReview, 'frozenAt' | 'scopes'>,
  snapshot: Pick<Snapshot, 'facts' | 'scopes'>,
): void {
  const read = new Set(snapshot.scopes.map(scope => fingerprint(scope)))
  if (!scopes.every(scope => read.has(fingerprint(scope))))
    throw new UserError(
      `The review of access is of ${scopesText(scopes)}, and the facts are of ${scopesText(snapshot.scopes)}.`,
      'Give facts of what the review is of.',
    )
  const older = snapshot.facts.find(({at}) => at < frozenAt)
  if (older && newestAt(snapshot.facts) !== frozenAt)
    throw new UserError(
      `Facts were read at ${older.at}, before the review of access of ${frozenAt}: they don't show what came of it.`,
      'Read who has access again.',
    )
}
