import type {Place} from '../model/policy.js'
import type {Decision} from './decision.js'
import type {Interview} from './interview.js'
import type {Question} from './question.js'
import type {ReviewModel} from './review-model.js'

import {coversPlace} from '../assess/answers.js'
import {answersOf} from './decision.js'
import {answersTo, placesInNeed} from './other-control.js'
import {openQuestions, progressText, reviewProgress} from './open-questions.js'
import {questionKey} from './question.js'
import {isInScope} from './review-model.js'

/** For how many of the places that a question is about it is answered. */
export interface Coverage {
  readonly answered: number
  readonly total: number
  /** Whether all of these places are apps. */
  readonly areApps: boolean
}

/** How far an open question is answered. */
export function questionCoverage(model: ReviewModel, question: Question, scope: Interview['scope']): Coverage {
  const known = coverageCache.get(question) ?? findCoverage(model, question, scope)
  coverageCache.set(question, known)
  return known
}

/** A question is of one model and scope, and neither changes. */
const coverageCache = new WeakMap<Question, Coverage>()

function findCoverage(model: ReviewModel, question: Question, scope: Interview['scope']): Coverage {
  const {control, framework} = question
  const answers = control.answers ?? answersTo(model, {control: control.id, framework})
  const open = new Set(question.places.map(({name}) => name))
  const isNeeded = placesInNeed(model, {control: control.id, framework})
  const needed = model.places.filter(place => isInScope(scope, place) && isNeeded(place))
  const answered = needed.filter(place => !open.has(place.name) && answers.some(answer => coversPlace(answer, place)))
  return {
    answered: answered.length,
    areApps: [...answered, ...question.places].every(isApp),
    // A question may be shown for one place only.
    total: Math.max(answered.length + question.places.length, needed.length),
  }
}

/** A place that isn't visible is an app: spaces and teams have names. */
const isApp = ({app, space, team}: Place) => app !== undefined || (space === undefined && team === undefined)

/** How far a question is answered, such as `answered for 8 of 9 apps`; undefined where nothing is. */
export const coverageText = ({answered, areApps, total}: Coverage): string | undefined =>
  answered === 0 ? undefined : `answered for ${answered} of ${total} ${areApps ? 'apps' : 'places'}`

/**
 * The open questions in the order in which they are asked: those without any answer, then those that are answered for
 * some places, then those that a decision of this review answered for some, then the skipped ones.
 */
export function askedQuestions(model: ReviewModel, interview: Interview): Question[] {
  const answered = answeredKeys(interview)
  const rank = (question: Question) => {
    const key = questionKey(question)
    if (interview.skipped.includes(key)) return Number.MAX_SAFE_INTEGER
    const index = answered.lastIndexOf(key)
    const isStarted = questionCoverage(model, question, interview.scope).answered > 0
    return isStarted ? index + 2 : 0
  }
  return openQuestions(model, interview)
    .map(question => ({question, rank: rank(question)}))
    .sort((a, b) => a.rank - b.rank)
    .map(({question}) => question)
}

/** The keys of the questions that this review answered, in its order. */
const answeredKeys = ({decisions}: Interview): string[] =>
  decisions.flatMap(answersOf).map(({control, framework}) => `${framework} ${control}`)

/** The question to ask now; undefined once all are answered or skipped. */
export function currentQuestion(model: ReviewModel, interview: Interview): Question | undefined {
  const [first] = askedQuestions(model, interview)
  return first && !interview.skipped.includes(questionKey(first)) ? first : undefined
}

/** How many questions are answered, with those that are for some places only; in words, or in short. */
export function progressWithParts(model: ReviewModel, interview: Interview, isLong: boolean, separator = '/'): string {
  const progress = reviewProgress(model, interview)
  if (!isLong) return `${progress.answered}/${progress.total}`
  const started = openQuestions(model, {...interview, scope: {kind: 'all'}}).filter(
    question => questionCoverage(model, question, {kind: 'all'}).answered > 0,
  ).length
  return progressText(progress, separator) + (started > 0 ? `, ${started} in part` : '')
}

/** What a saved decision leaves open of what it answered, such as `answered for 8 of 9 apps`. */
export function partText(model: ReviewModel, interview: Interview, decision: Decision): string | undefined {
  const keys = new Set(answersOf(decision).map(({control, framework}) => `${framework} ${control}`))
  const open = openQuestions(model, interview).filter(question => keys.has(questionKey(question)))
  const [first] = open
  if (!first) return undefined
  return decision.action === 'answers'
    ? `${open.length} of them in part`
    : coverageText(questionCoverage(model, first, interview.scope))
}
