import type {EndOfLife} from '../../model/end-of-life.js'
import type {ClassicPostgres} from '../../model/data-facts.js'
import type {FactTypes} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {LazyField, FieldValue} from '../../model/subject.js'
import type {SubjectContext} from '../context.js'
import type {Database, DatabaseInfo} from './postgres.js'

import {daysUntil} from '../../foundation/date.js'
import {endOfLifeDate} from '../../model/end-of-life.js'
import {fieldFromRegion} from '../region.js'
import {fieldFrom, required, unknown, value} from '../field-value.js'
import {notStated} from '../read-result.js'
import {planTier} from '../../model/plan-tier.js'
import {isEssential, infoLine, fieldFromInfo, infoValues} from './postgres.js'

type Region = FactTypes['regions'][number]

/** What the info of a database states. Its wording is meant for people, so an unknown wording is a gap. */
export function infoFields(
  context: SubjectContext,
  database: ReadResult<Database>,
  info: () => ReadResult<DatabaseInfo>,
): Record<string, LazyField> {
  const omitsRegion = (classic: ClassicPostgres) =>
    infoValues(classic, 'Region') === undefined && 'body' in database && isEssential(database.body)
  const fromRegionName = (use: (name: string) => FieldValue): FieldValue =>
    fieldFromInfo(
      info(),
      classic => (omitsRegion(classic) ? regionNotStated : infoLine(classic, 'Region', use)),
      advanced => (advanced.region ? use(advanced.region) : notStated('which region the database is in')),
    )
  const fromRegion = (use: (region: Region) => FieldValue): FieldValue =>
    fromRegionName(name => fieldFromRegion(context, name, use))
  return {
    canBeRolledBack: () =>
      fieldFromInfo(
        info(),
        classic => infoLine(classic, 'Rollback', rollbackState),
        ({features}) => required(features?.rollback?.enabled, 'whether the database can be rolled back'),
      ),
    daysUntilEndOfLife: () =>
      databaseVersion(info(), text =>
        fieldFrom(context.now, now => daysUntilEndOfLife(text, context.endOfLife.postgres, now)),
      ),
    hasCustomerKey: () =>
      fieldFromInfo(
        info(),
        // Only a database with such a key has the line.
        classic =>
          classic.info.some(({name}) => name === 'Customer Encryption Key')
            ? infoLine(classic, 'Customer Encryption Key', customerKeyState)
            : value(false),
        () => unknown('unsupported', "the info of Advanced plans doesn't say whose key encrypts the database"),
      ),
    isEncryptedAtRest: () =>
      fieldFromInfo(
        info(),
        classic =>
          infoLine(classic, 'Data Encryption', text =>
            text === 'In Use' ? value(true) : unknownWording('Data Encryption', text),
          ),
        ({features}) => required(features?.data_encryption?.enabled, 'whether the database is encrypted at rest'),
      ),
    provider: () => fromRegion(({provider}) => required(provider?.region, 'where the region is')),
    region: () => fromRegionName(value),
    regionCountry: () => fromRegion(({country}) => required(country, 'which country the region is in')),
  }
}

const regionNotStated = unknown(
  'no-statement',
  'Essential plans state no region: move the database to a Standard plan or higher, which does, ' +
    'or keep a document that says where it is stored',
)

/** Whether a standby takes over if the server fails. Plans below Premium have none. */
export function isHighlyAvailable(database: ReadResult<Database>, info: () => ReadResult<DatabaseInfo>): FieldValue {
  return fieldFrom(database, ({plan}) =>
    hasNoStandby(plan)
      ? value(false)
      : fieldFromInfo(
          info(),
          classic => infoLine(classic, 'HA Status', standbyState),
          ({features}) => required(features?.highly_available?.enabled, 'whether the database is highly available'),
        ),
  )
}

/** Whether a plan is below Premium, by its name. */
export const hasNoStandby = (plan: string): boolean =>
  /^(?:(?:essential|hobby|standard)-|(?:basic|dev|mini)$)/.test(planTier(plan))

/** The wording of the Dev Center's article on high availability. */
function standbyState(text: string): FieldValue {
  if (text === 'Available') return value(true)
  return text === 'Temporarily Unavailable' ? value(false) : unknownWording('HA Status', text)
}

/** Passes on the version as the API prints it. */
export function databaseVersion(info: ReadResult<DatabaseInfo>, use: (text: string) => FieldValue): FieldValue {
  return fieldFromInfo(
    info,
    classic => infoLine(classic, 'PG Version', use),
    ({version: reported}) => (reported ? use(reported) : notStated('which version the database runs')),
  )
}

const unknownWording = (name: string, text: string): FieldValue =>
  unknown('unknown-value', `"${text}" isn't a known value of the line "${name}"`)

function rollbackState(text: string): FieldValue {
  if (text.startsWith('earliest from')) return value(true)
  return text === 'Unsupported' ? value(false) : unknownWording('Rollback', text)
}

const customerKeyState = (text: string): FieldValue =>
  /^arn:aws[a-z-]*:kms:[a-z\d-]+:\d+:(?:alias|key)\/\S+$/.test(text)
    ? value(true)
    : unknownWording('Customer Encryption Key', text)

function daysUntilEndOfLife(text: string, table: readonly EndOfLife[], now: number): FieldValue {
  const major = /^(\d{1,3})(?:\.\d+)*$/.exec(text)?.[1]
  if (major === undefined) return unknown('unknown-value', `"${text}" isn't a PostgreSQL version`)
  // Versions older than the table have ended before its oldest.
  const oldest = Math.min(...table.map(entry => Number(entry.version)))
  const end = endOfLifeDate(table, String(Math.max(Number(major), oldest)))
  return end === undefined
    ? unknown('unknown-value', `how long version ${text} is supported is unknown`)
    : value(daysUntil(end, now))
}
