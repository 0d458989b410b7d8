import type {Observation} from '../model/observation.js'
import type {Field, Form} from './form.js'
import type {Question, World} from './world.js'

import {longestWaiver} from '../evaluate/waivers.js'
import {daysAfter} from '../model/day.js'
import {counts} from '../model/observation.js'
import {distinct} from '../model/order.js'
import {definitionOf} from './world.js'

/** Who decides, where that is known. */
const person = (by: string | undefined): {readonly fields: readonly Field[]; readonly fixed: Readonly<Record<string, string>>} =>
  by === undefined ? {fields: [{ask: 'Who are you? (email)', kind: 'email', name: 'by'}], fixed: {}} : {fields: [], fixed: {by}}

/** Asks for what an answer to an open control has to say. */
export function answerForm(world: World, {control, framework, open}: Question, answer: 'no' | 'not-applicable' | 'yes', by: string | undefined): Form {
  const {fields, fixed} = person(by)
  const days = definitionOf(world, framework, control.id)?.answerDays ?? 365
  const papers = (world.policy.evidence ?? []).map(({id}) => id)
  return {
    action: 'answer', fixed: {...fixed, answer, control: control.id, framework}, replies: [],
    fields: [
      ...fields,
      {ask: 'Of what is it true? (numbers, names or globs, separated by commas)', choices: scopesOf(world, open), kind: 'list', name: 'scope', usual: '*'},
      {ask: 'Reason', name: 'reason'},
      {ask: papers.length > 0 ? 'Document that shows it (id; empty for none)' : 'Document that shows it (none is on file; empty for none)', choices: papers.map(id => ({label: id, value: id})), kind: 'word', name: 'evidence', optional: true},
      {ask: `Until when does it hold? (usual: ${days} days)`, kind: 'date', name: 'expires', usual: daysAfter(world.today, days)},
    ],
    title: `${framework} ${control.id}: ${answer === 'not-applicable' ? 'not applicable' : answer}`,
  }
}

/** All, and then the teams, spaces and apps that are open. */
function scopesOf({places}: World, open: Question['open']): NonNullable<Field['choices']> {
  const of = (key: 'space' | 'team') => distinct(open.flatMap(place => place[key] ?? [])).map(name => ({label: `${key} ${name}`, value: `${key}:${name}`}))
  return [
    {label: `all (${places.length} in this review, and later ones)`, value: '*'}, ...of('team'), ...of('space'),
    ...distinct(open.flatMap(({app}) => app ?? [])).map(name => ({label: name, value: name})),
  ]
}

/** Asks for what a waiver has to say. */
export function waiverForm(world: World, {check, severity, subject}: Observation, by: string | undefined): Form {
  const {fields, fixed} = person(by)
  const same = distinct(world.report.observations.filter(one => one.check === check && (counts(one, 'fail') || counts(one, 'unknown'))).map(one => one.subject.name))
  const most = longestWaiver[severity]
  return {
    action: 'waive', fixed: {...fixed, check, severity}, replies: [],
    fields: [
      ...fields,
      {ask: 'For what? (numbers, names or globs, separated by commas)', choices: [subject.name, ...same.filter(name => name !== subject.name)].map(name => ({label: name, value: name})), kind: 'list', name: 'subjects', usual: subject.name},
      {ask: 'Why is it accepted?', name: 'reason'},
      {ask: 'Who approves it? (another person\'s email)', kind: 'email', name: 'approvedBy'},
      {ask: `Until when? (at most ${most} days for ${severity})`, kind: 'date', name: 'expires', usual: daysAfter(world.today, Math.min(most, 90))},
      {ask: 'Ticket (empty for none)', name: 'ticket', optional: true},
    ],
    title: `waive ${check} (${severity})`,
  }
}

/** Asks for what is written down of a document. */
export function documentForm({frameworks}: World, wanted: readonly string[] = []): Form {
  const known = distinct([...wanted, ...frameworks.flatMap(({documents}) => Object.keys(documents))])
  const sorted = [...wanted, ...known.filter(id => !wanted.includes(id))]
  const [first] = wanted
  return {
    action: 'document', fixed: {}, replies: [],
    fields: [
      {ask: 'Which document? (number or id)', choices: sorted.map(id => ({label: id, value: id})), kind: 'word', name: 'id', ...(first === undefined ? {} : {usual: first})},
      {ask: 'Who issued it?', name: 'issuer'},
      {ask: 'Of which version is it? (of PCI DSS, for its attestation; empty for none)', name: 'version', optional: true},
      {ask: 'Day of issue', kind: 'date', name: 'issued'},
      {ask: 'Last day on which it counts (empty for none)', kind: 'date', name: 'expires', optional: true},
      {ask: 'Services that it names, separated by commas (* for all)', kind: 'list', name: 'services'},
      {ask: 'Regions that it names, separated by commas (empty: it names none)', kind: 'list', name: 'regions', optional: true},
      {ask: 'Where it is kept (empty for no word)', name: 'place', optional: true},
    ],
    title: 'record a document',
  }
}

/** Asks for a note on something. */
export const noteForm = (about: string): Form => ({action: 'note', fields: [{ask: 'Note', name: 'text'}], fixed: {about}, replies: [], title: `note on ${about}`})
