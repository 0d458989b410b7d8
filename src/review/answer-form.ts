import type {Edit} from './decision.js'
import type {Field, Form} from './form.js'
import type {Question} from './question.js'
import type {ReviewModel} from './review-model.js'

import {distinct} from '../foundation/collections.js'
import {addDays} from '../foundation/date.js'
import {defaultAnswerDays} from '../model/framework.js'
import {pluralize} from '../foundation/text.js'
import {sanitizeForTerminal} from '../report/text/sanitize.js'
import {answersOf, replyText} from './decision.js'
import {reviewerField} from './forms.js'
import {questionName} from './question.js'
import {controlDefinition} from './review-model.js'
import {scopeOfPlaces} from './supersede.js'

type Choices = NonNullable<Field['choices']>

/** Who answers, and what they decided before: whoever answered for everything is offered that again. */
export interface AnswerContext {
  readonly by?: string
  readonly decisions: readonly Edit[]
}

/** Asks for the scope, the reason, the document and the expiry of an answer to a control. */
export function answerForm(
  model: ReviewModel,
  question: Question,
  answer: 'no' | 'not-applicable' | 'yes',
  {by, decisions}: AnswerContext,
): Form {
  const {fields, presets} = reviewerField(by)
  const {control, framework, places} = question
  const choices = scopeChoices(model, places)
  const defaultScope = answeredForEverything(decisions) ? '*' : choices[0]?.value
  return {
    action: 'answer',
    fields: [...fields, scopeField(choices, defaultScope), ...reasonFields(model, answerDays(model, question))],
    presets: {...presets, answer, control: control.id, framework},
    replies: [],
    title: `Answer ${questionName(model, question)}: ${replyText[answer]}`,
    ...(control.question === undefined ? {} : {about: control.question}),
  }
}

/** Whoever answered for everything is offered that again. */
export function answeredForEverything(decisions: readonly Edit[]): boolean {
  const last = decisions.map(answersOf).findLast(answers => answers.length > 0)
  return last?.every(({apps}) => apps?.includes('*')) === true
}

/** Asks what an answer applies to. */
export const scopeField = (choices: Choices, defaultValue: string | undefined): Field => ({
  choices,
  kind: 'list',
  name: 'scope',
  prompt: 'What does it apply to? (numbers, names or globs, separated by commas)',
  ...(defaultValue === undefined ? {} : {defaultValue}),
})

/** Asks for the reason, the document and the expiry of an answer. */
export function reasonFields(model: ReviewModel, days: number): Field[] {
  const documentIds = (model.policy.documents ?? []).map(({id}) => id)
  return [
    {name: 'reason', prompt: 'Reason'},
    {
      choices: documentIds.map(id => ({label: sanitizeForTerminal(id), value: id})),
      kind: 'word',
      name: 'evidence',
      optional: true,
      prompt:
        documentIds.length > 0
          ? 'Supporting document (number or ID, or leave empty)'
          : 'Supporting document (none on file; leave empty)',
    },
    {
      defaultValue: addDays(model.today, days),
      kind: 'date',
      name: 'expires',
      prompt: `Valid until (at most ${days} days)`,
    },
  ]
}

/** How many days an answer to a question counts. */
export const answerDays = (model: ReviewModel, {control, framework}: Question): number =>
  controlDefinition(model, framework, control.id)?.answerDays ?? defaultAnswerDays

/** Offers what the question was asked for, whole teams and spaces, each app by itself, and everything. */
function scopeChoices(model: ReviewModel, questionPlaces: Question['places']): Choices {
  const {apps = [], spaces = [], teams = []} = scopeOfPlaces(questionPlaces)
  const singles: Choices = [
    ...apps.map(name => ({label: `only ${sanitizeForTerminal(name)}`, value: name})),
    ...spaces.map(name => ({label: `only space ${sanitizeForTerminal(name)}`, value: `space:${name}`})),
    ...teams.map(name => ({label: `only team ${sanitizeForTerminal(name)}`, value: `team:${name}`})),
  ]
  const wholes = apps.length === 0 ? [] : wholeScopes(model, questionPlaces)
  const otherSingles = singles.filter(({value}) => !wholes.some(whole => whole.value === value))
  return [
    ...allShown(singles, questionPlaces),
    ...(singles.length === 1 ? [...otherSingles, ...wholes, everything] : [...wholes, everything, ...otherSingles]),
  ]
}

/** The choice of all that there is and will be. */
export const everything = {
  label: 'everything, now and in the future, inside and outside this review',
  value: '*',
  word: 'everything',
}

/** Everything that the question was asked for, where that is more than a single choice. */
function allShown(singles: Choices, questionPlaces: Question['places']): Choices {
  const unnamedCount = questionPlaces.length - singles.length
  if (singles.length === 0 || (singles.length === 1 && unnamedCount === 0)) return []
  const {apps = [], spaces = [], teams = []} = scopeOfPlaces(questionPlaces)
  const counts = [pluralize(apps.length, 'app'), pluralize(spaces.length, 'space'), pluralize(teams.length, 'team')]
    .filter(text => !text.startsWith('0 '))
    .join(', ')
  const note = unnamedCount > 0 ? ` (without ${unnamedCount} whose name isn't visible)` : ''
  return [{label: `all ${counts} shown${note}`, value: singles.map(({value}) => value).join(', '), word: 'all'}]
}

/** The teams and spaces of the places, each as a whole. */
export const wholeScopes = ({places}: ReviewModel, questionPlaces: Question['places']): Choices =>
  (['team', 'space'] as const).flatMap(kind =>
    distinct(questionPlaces.flatMap(place => place[kind] ?? [])).map(name => {
      const appCount = places.filter(place => place.app !== undefined && place[kind] === name).length
      return {
        label: `${kind} ${sanitizeForTerminal(name)}: ${pluralize(appCount, 'app')} now, and future ones`,
        value: `${kind}:${name}`,
        word: `${kind} ${name}`,
      }
    }),
  )
