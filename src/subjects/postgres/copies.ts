import type {FactSource} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {FieldValue} from '../../model/subject.js'
import type {AddonHandle} from '../addon/addon-handles.js'
import type {Database, DatabaseInfo} from './postgres.js'

import {anyTrue} from '../../model/three-valued.js'
import {fieldFrom, unknown, value} from '../field-value.js'
import {notStated} from '../read-result.js'
import {planClass, planClasses} from '../addon/plan.js'
import {databaseOf, databaseInfo, infoValues} from './postgres.js'

/** Names of the same other database: add-on names, IDs, digests of its address. Empty if it has no name. */
type DatabaseNames = readonly string[]

const presentNames = (names: ReadonlyArray<null | string | undefined>): DatabaseNames =>
  names.flatMap(name => (name ? [name] : []))

/**
 * The names of the leader; undefined if the database doesn't follow one. An Advanced database contains its own
 * followers.
 */
function leaderNames(details: DatabaseInfo): DatabaseNames | undefined {
  if (!('classic' in details)) return undefined
  const {
    classic: {following, leader},
    classic,
  } = details
  const names = presentNames([leader?.addon_id, leader?.name, following, ...(infoValues(classic, 'Following') ?? [])])
  return leader || names.length > 0 ? names : undefined
}

/** Whether the database follows another. A follower always names its leader. */
export const isFollower = (info: ReadResult<DatabaseInfo>): FieldValue =>
  fieldFrom(info, details => value(leaderNames(details) !== undefined))

const forkNotStated: ReadResult<never> = notStated('whether the database is a fork')

function forkSourceNames(details: DatabaseInfo): ReadResult<DatabaseNames | undefined> {
  if ('classic' in details) {
    const names = presentNames([details.classic.forked_from, ...(infoValues(details.classic, 'Forked From') ?? [])])
    return {body: names.length > 0 ? names : undefined}
  }

  const {forked_from: source} = details.advanced
  if (source === undefined) return forkNotStated
  if (typeof source === 'string') return {body: [source]}
  return {body: source ? presentNames([source.id, source.name]) : undefined}
}

/** Whether the database is a fork or a follower of another. */
export function isCopy(info: ReadResult<DatabaseInfo>): FieldValue {
  const follower = isFollower(info)
  const fork = fieldFrom(info, details => fieldFrom(forkSourceNames(details), names => value(names !== undefined)))
  return anyTrue([follower, fork])
}

/**
 * The databases that a database is a fork or follower of: a gap unless all are among those that were read.
 *
 * @param readAddons the add-ons in scope, called only if there is a source
 */
export function copySources(
  facts: FactSource,
  readAddons: () => readonly AddonHandle[],
  addon: AddonHandle,
): ReadResult<readonly Database[]> {
  const sources = traceSources(facts, readAddons, addon)
  if ('gap' in sources) return sources
  const unreadSource = sources.body.find(source => 'gap' in source)
  return unreadSource ?? {body: sources.body.flatMap(source => ('body' in source ? [source.body] : []))}
}

/** One result for each source. */
function traceSources(
  facts: FactSource,
  readAddons: () => readonly AddonHandle[],
  addon: AddonHandle,
): ReadResult<ReadonlyArray<ReadResult<Database>>> {
  const info = databaseInfo(facts, databaseOf(addon))
  if ('gap' in info) return info
  const forkNames = forkSourceNames(info.body)
  if ('gap' in forkNames) return forkNames
  const otherAddons = () => readAddons().filter(({id}) => id !== addon.id)
  return {
    body: [leaderNames(info.body), forkNames.body].flatMap(names =>
      names ? [matchDatabase(facts, otherAddons(), names)] : [],
    ),
  }
}

/** The only database with one of these names. */
function matchDatabase(
  facts: FactSource,
  otherAddons: readonly AddonHandle[],
  names: DatabaseNames,
): ReadResult<Database> {
  const matches = otherAddons.flatMap(addon => {
    const database = databaseOf(addon)
    if ('gap' in database) return []
    const isNamed =
      names.includes(addon.id) ||
      names.includes(addon.name) ||
      names.some(name => name === addressOf(databaseInfo(facts, database)))
    return isNamed ? [database] : []
  })
  const [only, ...duplicates] = matches
  if (duplicates.length > 0) return {gap: {detail: 'several databases could be its source', reason: 'disagree'}}
  const detail = "its source is gone or not visible: it isn't among the databases that were read"
  return only ?? {gap: {detail, reason: 'not-visible'}}
}

const addressOf = (info: ReadResult<DatabaseInfo>) =>
  'body' in info && 'classic' in info.body ? info.body.classic.address : undefined

/** Whether the plan of a copy has a lower class than the plan of one of its sources. A Shield plan never has. */
export function isBelowSource(
  facts: FactSource,
  addonsInScope: readonly AddonHandle[],
  addon: AddonHandle,
): FieldValue {
  return fieldFrom(databaseOf(addon), ({plan}) => {
    const copyField = isCopy(databaseInfo(facts, databaseOf(addon)))
    if ('gap' in copyField) return copyField
    if (copyField.value !== true) return unknown('no-statement', "the database isn't a copy of another")
    const classes = planClasses(plan)
    if (classes.length > 0 && classes.every(name => name === 'shield')) return value(false)
    return fieldFrom(
      traceSources(facts, () => addonsInScope, addon),
      sources => anyTrue(sources.map(source => fieldFrom(source, database => isBelowSourcePlan(plan, database.plan)))),
    )
  })
}

function isBelowSourcePlan(plan: string, source: string): FieldValue {
  const ranks = (planName: string) => planClasses(planName).map(name => classOrder.indexOf(name))
  const outcomes = ranks(plan).flatMap(rank => ranks(source).map(sourceRank => rank < sourceRank))
  const [first] = outcomes
  if (first !== undefined && outcomes.every(outcome => outcome === first)) return value(first)
  const unknownClass = [plan, source].map(planName => planClass(planName)).find(fieldValue => 'gap' in fieldValue)
  return unknownClass ? {gap: unknownClass.gap} : unknown('unknown-value', "the plans can't be compared")
}

const classOrder: readonly unknown[] = ['public', 'private', 'shield']
