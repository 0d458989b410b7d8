import type {Facts} from '../../model/facts.js'
import type {Answer} from '../../model/gap.js'
import type {Known} from '../../model/subject.js'
import type {AddonHandle} from '../addon/addons-of.js'
import type {Database, Info} from './postgres.js'

import {from, unknown, value} from '../field-value.js'
import {planClass, planClasses} from '../addon/plan.js'
import {databaseOf, infoOf, valuesOf} from './postgres.js'

/** What names one and the same other database: add-on names, ids, digests of its address. Empty where nothing does. */
type Names = readonly string[]

const namesIn = (all: ReadonlyArray<null | string | undefined>): Names => all.flatMap(one => (one ? [one] : []))

/** What the database follows: undefined where nothing. An Advanced one has its followers within itself. */
function leaderOf(seen: Info): Names | undefined {
  if (!('classic' in seen)) return undefined
  const {
    classic: {following, leader},
    classic,
  } = seen
  const names = namesIn([leader?.addon_id, leader?.name, following, ...(valuesOf(classic, 'Following') ?? [])])
  return leader || names.length > 0 ? names : undefined
}

/** Whether the database follows another: what does not names none. */
export const follows = (info: Answer<Info>): Known => from(info, seen => value(leaderOf(seen) !== undefined))

const noFork: Answer<never> = {
  gap: {detail: 'the API does not say whether the database is a fork', reason: 'no-statement'},
}

function forkedFrom(seen: Info): Answer<Names | undefined> {
  if ('classic' in seen) {
    const names = namesIn([seen.classic.forked_from, ...(valuesOf(seen.classic, 'Forked From') ?? [])])
    return {body: names.length > 0 ? names : undefined}
  }

  const {forked_from: source} = seen.advanced
  if (source === undefined) return noFork
  if (typeof source === 'string') return {body: [source]}
  return {body: source ? namesIn([source.id, source.name]) : undefined}
}

/** Whether the database is a fork or a follower of another. */
export function isCopy(info: Answer<Info>): Known {
  const following = follows(info)
  const fork = from(info, seen => from(forkedFrom(seen), names => value(names !== undefined)))
  const sure = [following, fork].find(known => 'value' in known && known.value === true)
  return sure ?? [following, fork].find(known => 'gap' in known) ?? value(false)
}

/**
 * The databases that a database is a fork or a follower of: a gap unless each is among those that were read.
 *
 * @param all the add-ons in scope, which are asked for where there is a source
 */
export function sourcesOf(
  facts: Facts,
  all: () => readonly AddonHandle[],
  own: AddonHandle,
): Answer<readonly Database[]> {
  const traced = trace(facts, all, own)
  if ('gap' in traced) return traced
  const missing = traced.body.find(source => 'gap' in source)
  return missing ?? {body: traced.body.flatMap(source => ('body' in source ? [source.body] : []))}
}

/** Each of them apart. */
function trace(
  facts: Facts,
  all: () => readonly AddonHandle[],
  own: AddonHandle,
): Answer<ReadonlyArray<Answer<Database>>> {
  const info = infoOf(facts, databaseOf(own))
  if ('gap' in info) return info
  const fork = forkedFrom(info.body)
  if ('gap' in fork) return fork
  const others = () => all().filter(({id}) => id !== own.id)
  return {body: [leaderOf(info.body), fork.body].flatMap(names => (names ? [match(facts, others(), names)] : []))}
}

/** The one database that goes by one of these names. */
function match(facts: Facts, others: readonly AddonHandle[], names: Names): Answer<Database> {
  const found = others.flatMap(other => {
    const database = databaseOf(other)
    if ('gap' in database) return []
    const isNamed =
      names.includes(other.id) ||
      names.includes(other.name) ||
      names.some(name => name === addressOf(infoOf(facts, database)))
    return isNamed ? [database] : []
  })
  const [only, ...more] = found
  if (more.length > 0)
    return {gap: {detail: 'several databases could be the one that the database came from', reason: 'disagree'}}
  const detail = 'the database that it came from is gone or not visible: it is not among those that were read'
  return only ?? {gap: {detail, reason: 'not-visible'}}
}

const addressOf = (info: Answer<Info>) =>
  'body' in info && 'classic' in info.body ? info.body.classic.address : undefined

/** Whether the plan of a copy is of a lower class than that of a database it came from. A Shield plan never is. */
export function isBelowSource(facts: Facts, all: readonly AddonHandle[], own: AddonHandle): Known {
  return from(databaseOf(own), ({plan}) => {
    const copy = isCopy(infoOf(facts, databaseOf(own)))
    if ('gap' in copy) return copy
    if (copy.value !== true) return unknown('no-statement', 'the database is no copy of another')
    const classes = planClasses(plan)
    if (classes.length > 0 && classes.every(name => name === 'shield')) return value(false)
    return from(
      trace(facts, () => all, own),
      sources => {
        const compared = sources.map(source => from(source, database => isBelow(plan, database.plan)))
        const sure = compared.find(known => 'value' in known && known.value === true)
        return sure ?? compared.find(known => 'gap' in known) ?? value(false)
      },
    )
  })
}

function isBelow(plan: string, source: string): Known {
  const ranks = (one: string) => planClasses(one).map(name => order.indexOf(name))
  const all = ranks(plan).flatMap(own => ranks(source).map(from => own < from))
  const [first] = all
  if (first !== undefined && all.every(one => one === first)) return value(first)
  const unclear = [plan, source].map(one => planClass(one)).find(known => 'gap' in known)
  return unclear ? {gap: unclear.gap} : unknown('unknown-value', 'the plans cannot be compared')
}

const order: readonly unknown[] = ['public', 'private', 'shield']
