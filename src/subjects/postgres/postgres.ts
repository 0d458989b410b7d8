import type {AdvancedPostgres, ClassicPostgres} from '../../model/data-facts.js'
import type {FactSource} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {FieldValue} from '../../model/subject.js'
import type {AddonHandle} from '../addon/addon-handles.js'

import {mapResult} from '../../model/gap.js'
import {isAdvancedTier} from '../../model/services.js'
import {fieldFrom, unknown} from '../field-value.js'
import {notStated} from '../read-result.js'
import {planTier} from '../../model/plan-tier.js'

/** What identifies a Heroku Postgres database in paths, and its plan, which decides which API serves it. */
export interface Database {
  readonly id: string
  readonly name: string
  /** The plan, prefixed with its service. */
  readonly plan: string
  readonly isAdvanced: boolean
}

/** A gap for an add-on of another service, or one that can't be read. */
export function databaseOf({record}: Pick<AddonHandle, 'record'>): ReadResult<Database> {
  if ('gap' in record) return record
  const {addon_service: service, id, name, plan} = record.body
  if (!service) return notStated('which service the add-on belongs to')
  if (service.name !== 'heroku-postgresql')
    return {gap: {detail: "the add-on isn't a Heroku Postgres database", reason: 'unsupported'}}
  if (!plan) return notStated('which plan the add-on has')
  return {body: {id, isAdvanced: isAdvancedTier(planTier(plan.name)), name, plan: plan.name}}
}

/** Whether the database shares a server with others. Such plans have no settings of their own, and state no region. */
export const isEssential = ({plan}: Database): boolean => planTier(plan).startsWith('essential-')

/** What the Data API returns for a database of either generation of plans. */
export type DatabaseInfo = {readonly advanced: AdvancedPostgres} | {readonly classic: ClassicPostgres}

/** The info of a database, in the form of its plan's generation. */
export function databaseInfo(facts: FactSource, database: ReadResult<Database>): ReadResult<DatabaseInfo> {
  if ('gap' in database) return database
  const {id, isAdvanced} = database.body
  return isAdvanced
    ? mapResult(facts.read('postgresAdvanced', id), advanced => ({advanced}))
    : mapResult(facts.read('postgres', id), classic => ({classic}))
}

/** The field derived from the info of either generation. */
export function fieldFromInfo(
  info: ReadResult<DatabaseInfo>,
  fromClassic: (database: ClassicPostgres) => FieldValue,
  fromAdvanced: (database: AdvancedPostgres) => FieldValue,
): FieldValue {
  return fieldFrom(info, details =>
    'classic' in details ? fromClassic(details.classic) : fromAdvanced(details.advanced),
  )
}

/** The values of a line of `info`; undefined if there is no such line. */
export function infoValues({info}: ClassicPostgres, name: string): string[] | undefined {
  const lines = info.filter(entry => entry.name === name)
  return lines.length > 0 ? lines.flatMap(({values}) => values.map(String)) : undefined
}

/** The single value of a line of `info`; a gap if there is no such line, or it doesn't have exactly one value. */
export function infoLine(database: ClassicPostgres, name: string, use: (text: string) => FieldValue): FieldValue {
  const values = infoValues(database, name)
  if (!values) return unknown('no-statement', `the database's info has no line "${name}"`)
  const [only] = values
  return only === undefined || values.length > 1
    ? unknown('unknown-value', `the line "${name}" has ${values.length} values`)
    : use(only)
}
