import type {Observation} from '../model/observation.js'
import type {Edit} from './decision.js'
import type {Field, Form} from './form.js'
import type {Question, ReviewModel} from './review-model.js'

import {maxWaiverDays} from '../assess/waivers.js'
import {addDays} from '../foundation/date.js'
import {countsAs} from '../model/observation.js'
import {distinct} from '../foundation/collections.js'
import {pluralize} from '../foundation/text.js'
import {sanitizeForTerminal} from '../report/text/sanitize.js'
import {scopeOfPlaces} from './supersede.js'
import {controlDefinition} from './review-model.js'

/** Who decides, where that is known. */
const reviewerFields = (
  by: string | undefined,
): {readonly fields: readonly Field[]; readonly fixed: Readonly<Record<string, string>>} =>
  by === undefined
    ? {fields: [{ask: 'Who are you? (email)', kind: 'email', name: 'by'}], fixed: {}}
    : {fields: [], fixed: {by}}

/** Who is asked, and what they decided before: whoever answered for everything is offered it again. */
interface AnswerContext {
  readonly by?: string
  readonly done: readonly Edit[]
}

/** Asks for what an answer to an open control has to say. */
export function answerForm(
  model: ReviewModel,
  {control, framework, places}: Question,
  answer: 'no' | 'not-applicable' | 'yes',
  {by, done}: AnswerContext,
): Form {
  const {fields, fixed} = reviewerFields(by)
  const days = controlDefinition(model, framework, control.id)?.answerDays ?? 365
  const documentIds = (model.policy.documents ?? []).map(({id}) => id)
  const choices = scopeChoices(model, places)
  const lastAnswer = done.findLast(decision => decision.action === 'answer')
  const defaultScope = lastAnswer?.what.apps?.includes('*') ? '*' : choices[0]?.value
  return {
    action: 'answer',
    fixed: {...fixed, answer, control: control.id, framework},
    replies: [],
    fields: [
      ...fields,
      {
        ask: 'For which? (numbers, names or globs, separated by commas)',
        choices,
        kind: 'list',
        name: 'scope',
        ...(defaultScope === undefined ? {} : {usual: defaultScope}),
      },
      {ask: 'Reason', name: 'reason'},
      {
        ask:
          documentIds.length > 0
            ? 'Document that shows it (id; empty for none)'
            : 'Document that shows it (none is on file; empty for none)',
        choices: documentIds.map(id => ({label: sanitizeForTerminal(id), value: id})),
        kind: 'word',
        name: 'evidence',
        optional: true,
      },
      {
        ask: `Until when does it hold? (at most ${days} days)`,
        kind: 'date',
        name: 'expires',
        usual: addDays(model.today, days),
      },
    ],
    title: `${framework} ${control.id}: ${answer === 'not-applicable' ? 'not applicable' : answer}`,
  }
}

/** What the question was shown for, then teams and spaces as wholes, each of it alone, and all that there ever is. */
function scopeChoices({places}: ReviewModel, questionPlaces: Question['places']): NonNullable<Field['choices']> {
  const {apps = [], spaces = [], teams = []} = scopeOfPlaces(questionPlaces)
  const singles = [
    ...apps.map(name => ({label: `only ${sanitizeForTerminal(name)}`, value: name})),
    ...spaces.map(name => ({label: `only space ${sanitizeForTerminal(name)}`, value: `space:${name}`})),
    ...teams.map(name => ({label: `only team ${sanitizeForTerminal(name)}`, value: `team:${name}`})),
  ]
  const shownCounts = [
    pluralize(apps.length, 'app'),
    pluralize(spaces.length, 'space'),
    pluralize(teams.length, 'team'),
  ]
    .filter(text => !text.startsWith('0 '))
    .join(', ')
  const unnamedCount = questionPlaces.length - singles.length
  const unnamedNote = unnamedCount > 0 ? `; ${unnamedCount} that cannot be seen not` : ''
  const wholeScopes =
    apps.length === 0
      ? []
      : (['team', 'space'] as const).flatMap(key =>
          distinct(questionPlaces.flatMap(place => place[key] ?? [])).map(name => {
            const appCount = places.filter(place => place.app !== undefined && place[key] === name).length
            return {
              label: `${key} ${sanitizeForTerminal(name)}: ${pluralize(appCount, 'app')}, and later ones`,
              value: `${key}:${name}`,
              word: `${key} ${name}`,
            }
          }),
        )
  const otherSingles = singles.filter(({value}) => !wholeScopes.some(whole => whole.value === value))
  return [
    ...(singles.length > 1 || unnamedNote !== ''
      ? [
          {
            label: `all ${shownCounts} shown${unnamedNote}`,
            value: singles.map(({value}) => value).join(', '),
            word: 'all',
          },
        ].filter(({value}) => value !== '')
      : []),
    ...(singles.length === 1 ? otherSingles : []),
    ...wholeScopes,
    {label: 'everything, also outside of this review, and later ones', value: '*', word: 'everything'},
    ...(singles.length > 1 ? otherSingles : []),
  ]
}

/** Asks for what a waiver has to say. */
export function waiverForm(model: ReviewModel, {check, severity, subject}: Observation, by: string | undefined): Form {
  const {fields, fixed} = reviewerFields(by)
  const findingSubjects = distinct(
    model.report.observations
      .filter(
        observation =>
          observation.check === check && (countsAs(observation, 'fail') || countsAs(observation, 'unknown')),
      )
      .map(observation => observation.subject.name),
  )
  const longestDays = maxWaiverDays[severity]
  return {
    action: 'waive',
    fixed: {...fixed, check, severity},
    replies: [],
    fields: [
      ...fields,
      {
        ask: 'For what? (numbers, names or globs, separated by commas)',
        choices: [subject.name, ...findingSubjects.filter(name => name !== subject.name)].map(name => ({
          label: sanitizeForTerminal(name),
          value: name,
        })),
        kind: 'list',
        name: 'subjects',
        usual: subject.name,
      },
      {ask: 'Why is it accepted?', name: 'reason'},
      {ask: "Who approves it? (another person's email)", kind: 'email', name: 'approvedBy'},
      {
        ask: `Until when? (at most ${longestDays} days for ${severity})`,
        kind: 'date',
        name: 'expires',
        usual: addDays(model.today, Math.min(longestDays, 90)),
      },
      {ask: 'Ticket (empty for none)', name: 'ticket', optional: true},
    ],
    title: `waive ${check} (${severity})`,
  }
}

/** Asks for what is written down of a document. */
export function documentForm({frameworks}: ReviewModel, wanted: readonly string[], by: string | undefined): Form {
  const {fields, fixed} = reviewerFields(by)
  const documentIds = distinct([...wanted, ...frameworks.flatMap(({documents}) => Object.keys(documents))])
  const orderedIds = [...wanted, ...documentIds.filter(id => !wanted.includes(id))]
  const [firstWanted] = wanted
  return {
    action: 'document',
    fixed,
    replies: [],
    fields: [
      ...fields,
      {
        ask: 'Which document? (number or id)',
        choices: orderedIds.map(id => ({label: id, value: id})),
        kind: 'word',
        name: 'id',
        ...(firstWanted === undefined ? {} : {usual: firstWanted}),
      },
      {ask: 'Who issued it?', name: 'issuer'},
      {
        ask: 'Of which version is it? (of PCI DSS, for its attestation; empty for none)',
        name: 'version',
        optional: true,
      },
      {ask: 'Day of issue', kind: 'date', name: 'issued'},
      {ask: 'Last day on which it counts (empty for none)', kind: 'date', name: 'expires', optional: true},
      {ask: 'Services that it names, separated by commas (* for all)', kind: 'list', name: 'services'},
      {
        ask: 'Regions that it names, separated by commas (empty: it names none)',
        kind: 'list',
        name: 'regions',
        optional: true,
      },
      {ask: 'Where it is kept (empty for no word)', name: 'place', optional: true},
    ],
    title: 'record a document',
  }
}

/** Asks for a note on something, or only for who writes it. */
export function noteForm(about: string, by: string | undefined, text?: string): Form {
  const {fields, fixed} = reviewerFields(by)
  const presetText = text === undefined ? {} : {text}
  return {
    action: 'note',
    fields: [...fields, ...(text === undefined ? [{ask: 'Note', name: 'text'}] : [])],
    fixed: {...fixed, about, ...presetText},
    replies: [],
    title: `note on ${about}`,
  }
}
