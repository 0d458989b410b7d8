import type {Control, Framework} from '../model/framework.js'
import type {Answer, PolicyDocument} from '../model/policy.js'

import {addDays} from '../foundation/date.js'
import {firstFew, pluralize} from '../foundation/text.js'
import {defaultAnswerDays} from '../model/framework.js'
import {accessReviewPrefix} from '../model/policy.js'

/** What of an access review decides which questions it answers, and for what. */
export interface ReviewSummary {
  /** Who completed it, by email address. */
  readonly by: string
  /** The day on which it was completed. */
  readonly on: string
  /** The file that it is kept in, and its SHA-256. */
  readonly file: string
  readonly sha256: string
  /** What it reviewed, by name. */
  readonly apps: readonly string[]
  readonly spaces: readonly string[]
  readonly teams: readonly string[]
  /** How many grants were decided on, and how many of them ended or became less. */
  readonly grants: number
  readonly corrected: number
  /** Grants that were to end or to become less, and that the last reading still shows. */
  readonly uncorrected: number
  /** How many lists couldn't be read. */
  readonly unreadLists: number
  /** People who decided about access of their own. */
  readonly selfReviewers: readonly string[]
  readonly isComplete: boolean
  /** Whether the people were compared with a roster. */
  readonly hasRoster: boolean
  /** Grants of people who left by that roster that were kept all the same. */
  readonly keptLeavers: number
}

/** A control of which a review answers the question wholly, or only as far as Heroku goes. */
export interface AnsweredControl {
  readonly framework: Framework
  readonly control: Control
}

/** What a completed review adds to a policy. */
export interface AccessAnswers {
  readonly document: PolicyDocument
  readonly answers: readonly Answer[]
  /** The questions that it leaves open, because they ask for more. */
  readonly partly: readonly AnsweredControl[]
  /** The questions that only a review with a roster answers, where this one has none. */
  readonly withoutRoster: readonly AnsweredControl[]
}

/** Why a review answers no question yet, a sentence's end each; empty where it does. */
export function answerObstacles(review: ReviewSummary): string[] {
  const {isComplete, keptLeavers, selfReviewers, uncorrected, unreadLists} = review
  return [
    ...(isComplete ? [] : ['it is not completed']),
    ...(unreadLists > 0 ? [`${pluralize(unreadLists, 'list')} could not be read`] : []),
    ...(uncorrected > 0
      ? [`${pluralize(uncorrected, 'decision')} to remove or change access ${uncorrected === 1 ? 'is' : 'are'} open`]
      : []),
    ...(selfReviewers.length > 0
      ? [`nobody else decided about the access of ${firstFew(selfReviewers)}: a second person has to`]
      : []),
    ...(keptLeavers > 0 ? [`${pluralize(keptLeavers, 'grant')} of people who left was kept`] : []),
    ...placeObstacles(review),
  ]
}

function placeObstacles({apps, spaces, teams}: ReviewSummary): string[] {
  const names = [...apps, ...spaces, ...teams]
  if (names.length === 0) return ['it covers no app, space or team']
  // In a policy it would stand for other places as well.
  return names.some(name => name.includes('*')) ? ['a name in it has a *, which a policy takes for any name'] : []
}

/** Days for which the document of a review is kept on file: as long as any answer may count. */
const documentDays = defaultAnswerDays

/**
 * The document and the answers of a review without obstacles. It answers only questions about the access that Heroku
 * lists, each for the days that its control allows; those that ask for more stay open.
 */
export function accessAnswers(review: ReviewSummary, frameworks: readonly Framework[]): AccessAnswers {
  const {by, hasRoster, on, sha256} = review
  const asked = frameworks
    .filter(({profileOf}) => profileOf === undefined)
    .flatMap(framework => framework.controls.flatMap(control => (control.accessReview ? [{control, framework}] : [])))
  const whole = asked.filter(({control}) => control.accessReview?.rest === undefined)
  const document: PolicyDocument = {
    id: `${accessReviewPrefix}${on}-${sha256.slice(0, 8)}`,
    issuer: by,
    issued: on,
    expires: addDays(on, documentDays),
    services: ['heroku'],
    place: review.file,
    sha256,
    ...placesOf(review),
  }
  const isAnswered = ({control}: AnsweredControl) => hasRoster || control.accessReview?.roster !== true
  return {
    answers: whole.filter(isAnswered).map(each => answerTo(each, review, document)),
    document,
    partly: asked.filter(({control}) => control.accessReview?.rest !== undefined),
    withoutRoster: whole.filter(each => !isAnswered(each)),
  }
}

function answerTo({control, framework}: AnsweredControl, review: ReviewSummary, {id}: PolicyDocument): Answer {
  const {by, corrected, grants, hasRoster, on} = review
  const compared = hasRoster ? ', compared with a roster' : ''
  return {
    framework: framework.id,
    control: control.id,
    ...placesOf(review),
    answer: 'yes',
    reason: `access review of ${on}: ${pluralize(grants, 'grant')} decided on${compared}, ${corrected} corrected`,
    by,
    on,
    expires: addDays(on, control.answerDays ?? defaultAnswerDays),
    evidence: id,
  }
}

const placesOf = ({apps, spaces, teams}: ReviewSummary): Pick<Answer, 'apps' | 'spaces' | 'teams'> => ({
  ...(apps.length > 0 ? {apps} : {}),
  ...(spaces.length > 0 ? {spaces} : {}),
  ...(teams.length > 0 ? {teams} : {}),
})
