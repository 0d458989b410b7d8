import type {ReviewSummary} from '../../access/access-answers.js'
import type {VerifiedRemoval} from '../../access/access-removals.js'
import type {AccessPlace} from '../../access/grant.js'
import type {KeptReview} from './access-review-file.js'

import {accessRemovals} from '../../access/access-removals.js'
import {grantText, keptByLeavers, selfDecided} from '../../access/access-review.js'

/**
 * What of a review decides which questions it answers.
 *
 * @param removals what a later reading says of its decisions; without it, none counts as carried out
 */
export function reviewSummary(
  {review, sha256}: KeptReview,
  file: string,
  removals: readonly VerifiedRemoval[] | undefined,
): ReviewSummary {
  const {completed, frozenAt, population, roster, scopes} = review
  const namesOf = (kind: AccessPlace['kind']) =>
    population.places.filter(place => place.kind === kind).map(({name}) => name)
  const corrections = accessRemovals(review)
  return {
    apps: namesOf('app'),
    by: completed?.by ?? '',
    corrected: corrections.length,
    file,
    grants: population.grants.length,
    hasRoster: roster !== undefined,
    isComplete: completed !== undefined,
    keptLeavers: keptByLeavers(review).length,
    on: (completed?.on ?? frozenAt).slice(0, 10),
    selfReviewers: selfDecided(review).map(grant => grantText(grant)),
    sha256,
    spaces: namesOf('space'),
    // A team stands for all its apps: the one that owns a space is listed with it, but its other apps aren't.
    teams: scopes.some(({kind}) => kind === 'all' || kind === 'team') ? namesOf('team') : [],
    uncorrected: removals ? removals.filter(({outcome}) => outcome !== 'done').length : corrections.length,
    unreadLists: population.notSeen.length,
  }
}
