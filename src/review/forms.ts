import type {Observation} from '../model/observation.js'
import type {Edit} from './decision.js'
import type {Field, Form} from './form.js'
import type {Question, World} from './review-model.js'

import {longestWaiver} from '../assess/waivers.js'
import {daysAfter} from '../foundation/date.js'
import {counts} from '../model/observation.js'
import {distinct} from '../foundation/collections.js'
import {times} from '../foundation/text.js'
import {harmless} from '../report/text/layout.js'
import {scopeNamed} from './supersede.js'
import {definitionOf} from './review-model.js'

/** Who decides, where that is known. */
const person = (
  by: string | undefined,
): {readonly fields: readonly Field[]; readonly fixed: Readonly<Record<string, string>>} =>
  by === undefined
    ? {fields: [{ask: 'Who are you? (email)', kind: 'email', name: 'by'}], fixed: {}}
    : {fields: [], fixed: {by}}

/** Who is asked, and what they decided before: whoever answered for everything is offered it again. */
interface Asking {
  readonly by?: string
  readonly done: readonly Edit[]
}

/** Asks for what an answer to an open control has to say. */
export function answerForm(
  world: World,
  {control, framework, open}: Question,
  answer: 'no' | 'not-applicable' | 'yes',
  {by, done}: Asking,
): Form {
  const {fields, fixed} = person(by)
  const days = definitionOf(world, framework, control.id)?.answerDays ?? 365
  const papers = (world.policy.documents ?? []).map(({id}) => id)
  const choices = scopesOf(world, open)
  const last = done.findLast(one => one.action === 'answer')
  const usual = last?.what.apps?.includes('*') ? '*' : choices[0]?.value
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
        ...(usual === undefined ? {} : {usual}),
      },
      {ask: 'Reason', name: 'reason'},
      {
        ask:
          papers.length > 0
            ? 'Document that shows it (id; empty for none)'
            : 'Document that shows it (none is on file; empty for none)',
        choices: papers.map(id => ({label: harmless(id), value: id})),
        kind: 'word',
        name: 'evidence',
        optional: true,
      },
      {
        ask: `Until when does it hold? (at most ${days} days)`,
        kind: 'date',
        name: 'expires',
        usual: daysAfter(world.today, days),
      },
    ],
    title: `${framework} ${control.id}: ${answer === 'not-applicable' ? 'not applicable' : answer}`,
  }
}

/** What the question was shown for, then teams and spaces as wholes, each of it alone, and all that there ever is. */
function scopesOf({places}: World, shown: Question['open']): NonNullable<Field['choices']> {
  const {apps = [], spaces = [], teams = []} = scopeNamed(shown)
  const each = [
    ...apps.map(name => ({label: `only ${harmless(name)}`, value: name})),
    ...spaces.map(name => ({label: `only space ${harmless(name)}`, value: `space:${name}`})),
    ...teams.map(name => ({label: `only team ${harmless(name)}`, value: `team:${name}`})),
  ]
  const what = [times(apps.length, 'app'), times(spaces.length, 'space'), times(teams.length, 'team')]
    .filter(text => !text.startsWith('0 '))
    .join(', ')
  const unnamed = shown.length - each.length
  const note = unnamed > 0 ? `; ${unnamed} that cannot be seen not` : ''
  const wholes =
    apps.length === 0
      ? []
      : (['team', 'space'] as const).flatMap(key =>
          distinct(shown.flatMap(place => place[key] ?? [])).map(name => {
            const all = places.filter(place => place.app !== undefined && place[key] === name).length
            return {
              label: `${key} ${harmless(name)}: ${times(all, 'app')}, and later ones`,
              value: `${key}:${name}`,
              word: `${key} ${name}`,
            }
          }),
        )
  const alone = each.filter(({value}) => !wholes.some(whole => whole.value === value))
  return [
    ...(each.length > 1 || note !== ''
      ? [{label: `all ${what} shown${note}`, value: each.map(({value}) => value).join(', '), word: 'all'}].filter(
          ({value}) => value !== '',
        )
      : []),
    ...(each.length === 1 ? alone : []),
    ...wholes,
    {label: 'everything, also outside of this review, and later ones', value: '*', word: 'everything'},
    ...(each.length > 1 ? alone : []),
  ]
}

/** Asks for what a waiver has to say. */
export function waiverForm(world: World, {check, severity, subject}: Observation, by: string | undefined): Form {
  const {fields, fixed} = person(by)
  const same = distinct(
    world.report.observations
      .filter(one => one.check === check && (counts(one, 'fail') || counts(one, 'unknown')))
      .map(one => one.subject.name),
  )
  const most = longestWaiver[severity]
  return {
    action: 'waive',
    fixed: {...fixed, check, severity},
    replies: [],
    fields: [
      ...fields,
      {
        ask: 'For what? (numbers, names or globs, separated by commas)',
        choices: [subject.name, ...same.filter(name => name !== subject.name)].map(name => ({
          label: harmless(name),
          value: name,
        })),
        kind: 'list',
        name: 'subjects',
        usual: subject.name,
      },
      {ask: 'Why is it accepted?', name: 'reason'},
      {ask: "Who approves it? (another person's email)", kind: 'email', name: 'approvedBy'},
      {
        ask: `Until when? (at most ${most} days for ${severity})`,
        kind: 'date',
        name: 'expires',
        usual: daysAfter(world.today, Math.min(most, 90)),
      },
      {ask: 'Ticket (empty for none)', name: 'ticket', optional: true},
    ],
    title: `waive ${check} (${severity})`,
  }
}

/** Asks for what is written down of a document. */
export function documentForm({frameworks}: World, wanted: readonly string[], by: string | undefined): Form {
  const {fields, fixed} = person(by)
  const known = distinct([...wanted, ...frameworks.flatMap(({documents}) => Object.keys(documents))])
  const sorted = [...wanted, ...known.filter(id => !wanted.includes(id))]
  const [first] = wanted
  return {
    action: 'document',
    fixed,
    replies: [],
    fields: [
      ...fields,
      {
        ask: 'Which document? (number or id)',
        choices: sorted.map(id => ({label: id, value: id})),
        kind: 'word',
        name: 'id',
        ...(first === undefined ? {} : {usual: first}),
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
  const {fields, fixed} = person(by)
  const written = text === undefined ? {} : {text}
  return {
    action: 'note',
    fields: [...fields, ...(text === undefined ? [{ask: 'Note', name: 'text'}] : [])],
    fixed: {...fixed, about, ...written},
    replies: [],
    title: `note on ${about}`,
  }
}
