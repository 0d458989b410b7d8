import type {AdvancedPostgres, Postgres} from '../../model/data-facts.js'
import type {Facts} from '../../model/facts.js'
import type {Answer} from '../../model/gap.js'
import type {Known} from '../../model/subject.js'
import type {AddonHandle} from '../addon/addons-of.js'

import {mapAnswer} from '../../model/gap.js'
import {from, unknown} from '../field-value.js'
import {planTier} from '../addon/plan.js'

/** What the paths of a Heroku Postgres database name it by, and its plan, which decides who answers for it. */
export interface Database {
  readonly id: string
  readonly name: string
  /** The plan, with its service in front. */
  readonly plan: string
  readonly isAdvanced: boolean
}

/** A gap for an add-on of another service, or of one that cannot be seen. */
export function databaseOf({record}: Pick<AddonHandle, 'record'>): Answer<Database> {
  if ('gap' in record) return record
  const {addon_service: service, id, name, plan} = record.body
  if (!service) return unknownAnswer('which service the add-on is of')
  if (service.name !== 'heroku-postgresql')
    return {gap: {detail: 'the add-on is no Heroku Postgres database', reason: 'unsupported'}}
  if (!plan) return unknownAnswer('which plan the add-on has')
  return {body: {id, isAdvanced: /^(?:advanced|performance)/.test(planTier(plan.name)), name, plan: plan.name}}
}

const unknownAnswer = (what: string): Answer<never> => ({
  gap: {detail: `the API does not say ${what}`, reason: 'no-statement'},
})

/** Whether the database shares a server with others: such plans have no settings of their own, and state no region. */
export const isEssential = ({plan}: Database): boolean => planTier(plan).startsWith('essential-')

export type Info = {readonly advanced: AdvancedPostgres} | {readonly classic: Postgres}

/** What the data services say of a database, each generation of plans in its own form. */
export function infoOf(facts: Facts, database: Answer<Database>): Answer<Info> {
  if ('gap' in database) return database
  const {id, isAdvanced} = database.body
  return isAdvanced
    ? mapAnswer(facts.read('postgresAdvanced', id), advanced => ({advanced}))
    : mapAnswer(facts.read('postgres', id), classic => ({classic}))
}

/** A field by what either generation says. */
export function told(
  info: Answer<Info>,
  ofClassic: (database: Postgres) => Known,
  ofAdvanced: (database: AdvancedPostgres) => Known,
): Known {
  return from(info, seen => ('classic' in seen ? ofClassic(seen.classic) : ofAdvanced(seen.advanced)))
}

/** The values of a line of `info`; undefined where there is no such line. */
export function valuesOf({info}: Postgres, name: string): string[] | undefined {
  const lines = info.filter(one => one.name === name)
  return lines.length > 0 ? lines.flatMap(({values}) => values.map(String)) : undefined
}

/** The one value of a line of `info`: a gap where there is no such line, or it has not exactly one. */
export function line(database: Postgres, name: string, use: (text: string) => Known): Known {
  const values = valuesOf(database, name)
  if (!values) return unknown('no-statement', `the database's info has no line "${name}"`)
  const [only] = values
  return only === undefined || values.length > 1
    ? unknown('unknown-value', `the line "${name}" has ${values.length} values`)
    : use(only)
}
