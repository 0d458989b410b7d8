import type {Answer, Place} from '../model/policy.js'
import type {AnswerContext} from './answer-form.js'
import type {Form} from './form.js'
import type {Question} from './question.js'
import type {ReviewModel} from './review-model.js'

import {pluralize} from '../foundation/text.js'
import {answerDays, answeredForEverything, everything, reasonFields, scopeField, wholeScopes} from './answer-form.js'
import {replyText} from './decision.js'
import {reviewerField} from './forms.js'
import {questionName} from './question.js'
import {scopeOfPlaces} from './supersede.js'

/** The scope that means for each question what it's open for. */
export const eachOpen = 'each'

/** A question among several, with the names of what it's open for. */
type Target = Pick<Answer, 'apps' | 'control' | 'framework' | 'spaces' | 'teams'>

/** Asks once for what answers to several questions have in common; without a reply, for that too. */
export function severalForm(
  model: ReviewModel,
  questions: readonly Question[],
  answer: 'no' | 'not-applicable' | 'yes' | undefined,
  {by, decisions}: AnswerContext,
): Form {
  const {fields, presets} = reviewerField(by)
  const targets = questions.map(({control, framework, places}): Target => ({
    framework,
    control: control.id,
    ...scopeOfPlaces(places),
  }))
  const canNameEach = targets.every(hasName)
  const places = [...new Map(questions.flatMap(question => question.places.map(place => [place.name, place]))).values()]
  const each = {label: eachLabel(places), value: eachOpen, word: 'all'}
  const isForEverything = answeredForEverything(decisions) || !canNameEach
  return {
    about: questions.map(question => questionName(model, question)).join(', '),
    action: 'answers',
    fields: [
      ...fields,
      ...(answer === undefined ? [answerField] : []),
      scopeField(
        [...(canNameEach ? [each] : []), ...wholeScopes(model, places), everything],
        isForEverything ? '*' : eachOpen,
      ),
      ...reasonFields(model, Math.min(...questions.map(question => answerDays(model, question)))),
    ],
    presets: {...presets, targets: JSON.stringify(targets), ...(answer === undefined ? {} : {answer})},
    replies: [],
    title: `Answer ${pluralize(questions.length, 'question')}${answer === undefined ? '' : `: ${replyText[answer]}`}`,
  }
}

const answerField = {
  choices: [
    {label: 'yes', value: 'yes', word: 'y'},
    {label: 'no', value: 'no', word: 'n'},
    {label: 'not applicable', value: 'not-applicable', word: 'na'},
  ],
  kind: 'choice',
  name: 'answer',
  prompt: 'Answer (yes, no or na)',
} as const

const hasName = ({apps, spaces, teams}: Target) => [apps, spaces, teams].some(names => names !== undefined)

function eachLabel(places: readonly Place[]): string {
  const unseen = places.filter(({app, space, team}) => (app ?? space ?? team) === undefined).length
  return (
    'each question for all that it is open for' + (unseen > 0 ? ` (without ${unseen} whose name isn't visible)` : '')
  )
}

/** The answers to several questions that one entry of a form makes. */
export function severalAnswers(targets: string, entry: Answer): Answer[] {
  const isEach = entry.apps?.length === 1 && entry.apps[0] === eachOpen
  return (JSON.parse(targets) as Target[]).map(({control, framework, ...open}): Answer => {
    const {apps, spaces, teams, ...rest} = entry
    const names = {framework, control}
    const chosen = {...(apps ? {apps} : {}), ...(spaces ? {spaces} : {}), ...(teams ? {teams} : {})}
    return {...names, ...(isEach ? open : chosen), ...rest, ...names}
  })
}
