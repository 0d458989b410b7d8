import type {Control} from '../model/framework.js'
import type {Place, PolicyDocument} from '../model/policy.js'
import type {ControlScope} from './applicability.js'
import type {AssessmentContext} from './assessment-context.js'

import {byCodeUnit} from '../foundation/collections.js'
import {addDays, isInForce} from '../foundation/date.js'
import {firstFew} from '../foundation/text.js'
import {defaultAnswerDays} from '../model/framework.js'
import {accessReviewPrefix} from '../model/policy.js'
import {documentFlaw} from '../policy/document-validity.js'
import {coversPlace, mustBeAnsweredFor} from './answers.js'

/**
 * What an open question says of the access review on file: that it covers access on Heroku, and what else is asked.
 * It never answers the question, and says so.
 */
export function accessReviewNote(
  {catalog, now, policy: {documents = []}}: Pick<AssessmentContext, 'catalog' | 'now' | 'policy'>,
  control: Control,
  {places}: Pick<ControlScope, 'places'>,
): string[] {
  const {accessReview: {rest} = {}, answerDays = defaultAnswerDays} = control
  if (rest === undefined) return []
  const reviews = documents
    .filter(({id, issued}) => id.startsWith(accessReviewPrefix) && isInForce(addDays(issued, answerDays), now))
    .filter(document => documentFlaw(document, now) === undefined)
  const asked = places.filter(mustBeAnsweredFor(control, catalog))
  const open = asked.filter(place => !reviews.some(review => coversPlace(review, place)))
  const counted = reviews.filter(review => asked.some(place => coversPlace(review, place)))
  return counted.length === 0 ? [] : [noteText(counted, open, rest)]
}

function noteText(reviews: readonly PolicyDocument[], open: readonly Place[], rest: string): string {
  const dates = [...new Set(reviews.map(({issued}) => issued))].sort(byCodeUnit).join(' and ')
  const except = open.length === 0 ? '' : ` except for ${firstFew(open.map(({name}) => name))}`
  const [review, covers] = reviews.length === 1 ? ['review', 'covers'] : ['reviews', 'cover']
  return `the access ${review} of ${dates} ${covers} access on Heroku${except}, but not ${rest}`
}
