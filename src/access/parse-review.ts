import type {AccessReview} from './access-review.js'

import {accessReviewErrors} from '../catalog/validate-access-review.js'
import {UserError} from '../foundation/user-error.js'
import {populationDigest} from './population.js'

/**
 * A review of access from its JSON document.
 *
 * @param file that messages name
 * @throws UserError where it isn't one, or its population was changed after it was frozen
 */
export function parseAccessReview(json: unknown, file: string): AccessReview {
  const [error] = accessReviewErrors(json)
  if (error !== undefined)
    throw new UserError(`${file} isn't a review of access: ${error}.`, 'heroku compliance:access writes one.')
  const review = json as AccessReview
  if (populationDigest(review.population) !== review.population.digest)
    throw new UserError(
      `${file}: the grants were changed after they were read: their digest differs.`,
      'Read them again with --new.',
    )
  const ids = new Set(review.population.grants.map(({id}) => id))
  const stray = Object.keys(review.decisions).find(id => !ids.has(id))
  if (stray !== undefined)
    throw new UserError(`${file}: /decisions/${stray} is about no grant of this review.`, 'Take it out.')
  return review
}
