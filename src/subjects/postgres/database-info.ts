import type {EndOfLife} from '../../model/end-of-life.js'
import type {Postgres} from '../../model/data-facts.js'
import type {FactTypes} from '../../model/facts.js'
import type {Answer} from '../../model/gap.js'
import type {Field, Known} from '../../model/subject.js'
import type {Context} from '../context.js'
import type {Database, Info} from './postgres.js'

import {daysUntil} from '../../foundation/date.js'
import {endOfLifeOf} from '../../model/end-of-life.js'
import {regionOf} from '../app/app.js'
import {from, stated, unknown, value} from '../field-value.js'
import {planTier} from '../addon/plan.js'
import {isEssential, line, told, valuesOf} from './postgres.js'

type Region = FactTypes['regions'][number]

/** What the info of a database says. Its words are for people: a wording that is not known is a gap. */
export function infoFields(
  context: Context,
  database: Answer<Database>,
  info: () => Answer<Info>,
): Record<string, Field> {
  const isSilent = (classic: Postgres) =>
    valuesOf(classic, 'Region') === undefined && 'body' in database && isEssential(database.body)
  const region = (use: (name: string) => Known): Known =>
    told(
      info(),
      classic => (isSilent(classic) ? noRegion : line(classic, 'Region', use)),
      advanced =>
        advanced.region
          ? use(advanced.region)
          : unknown('no-statement', 'the API does not say which region the database is in'),
    )
  const row = (use: (row: Region) => Known): Known => region(name => regionOf(context, name, use))
  return {
    canBeRolledBack: () =>
      told(
        info(),
        classic => line(classic, 'Rollback', rollback),
        ({features}) => stated(features?.rollback?.enabled, 'whether the database can be rolled back'),
      ),
    daysUntilEndOfLife: () =>
      version(info(), text => from(context.now, now => daysUntilEndOfLife(text, context.endOfLife.postgres, now))),
    hasCustomerKey: () =>
      told(
        info(),
        // Only a database with such a key has the line.
        classic =>
          classic.info.some(({name}) => name === 'Customer Encryption Key')
            ? line(classic, 'Customer Encryption Key', customerKey)
            : value(false),
        () => unknown('unsupported', 'the info of Advanced plans does not say whose key encrypts the database'),
      ),
    isEncryptedAtRest: () =>
      told(
        info(),
        classic =>
          line(classic, 'Data Encryption', text =>
            text === 'In Use' ? value(true) : strange('Data Encryption', text),
          ),
        ({features}) => stated(features?.data_encryption?.enabled, 'whether the database is encrypted at rest'),
      ),
    provider: () => row(({provider}) => stated(provider?.region, 'where the region is')),
    region: () => region(value),
    regionCountry: () => row(({country}) => stated(country, 'which country the region is in')),
  }
}

const noRegion = unknown(
  'no-statement',
  'Essential plans state no region: move the database to a Standard plan or higher, which does, or keep written evidence ' +
    'of where it is stored',
)

/** Whether a standby takes over when the server fails: the plans below Premium have none. */
export function isHighlyAvailable(database: Answer<Database>, info: () => Answer<Info>): Known {
  return from(database, ({plan}) =>
    hasNoStandby(plan)
      ? value(false)
      : told(
          info(),
          classic => line(classic, 'HA Status', standby),
          ({features}) => stated(features?.highly_available?.enabled, 'whether the database is highly available'),
        ),
  )
}

export const hasNoStandby = (plan: string): boolean =>
  /^(?:(?:essential|hobby|standard)-|(?:basic|dev|mini)$)/.test(planTier(plan))

/** By the words of the Dev Center's article on high availability. */
function standby(text: string): Known {
  if (text === 'Available') return value(true)
  return text === 'Temporarily Unavailable' ? value(false) : strange('HA Status', text)
}

/** The version as the API prints it. */
export function version(info: Answer<Info>, use: (text: string) => Known): Known {
  return told(
    info,
    classic => line(classic, 'PG Version', use),
    ({version: seen}) =>
      seen ? use(seen) : unknown('no-statement', 'the API does not say which version the database runs'),
  )
}

const strange = (name: string, text: string): Known =>
  unknown('unknown-value', `"${text}" is no known wording of the line "${name}"`)

function rollback(text: string): Known {
  if (text.startsWith('earliest from')) return value(true)
  return text === 'Unsupported' ? value(false) : strange('Rollback', text)
}

const customerKey = (text: string): Known =>
  /^arn:aws[a-z-]*:kms:[a-z\d-]+:\d+:(?:alias|key)\/\S+$/.test(text)
    ? value(true)
    : strange('Customer Encryption Key', text)

function daysUntilEndOfLife(text: string, rows: readonly EndOfLife[], now: number): Known {
  const major = /^(\d{1,3})(?:\.\d+)*$/.exec(text)?.[1]
  if (major === undefined) return unknown('unknown-value', `"${text}" is no version of PostgreSQL`)
  // What is older than all of the table ended before.
  const oldest = Math.min(...rows.map(row => Number(row.version)))
  const end = endOfLifeOf(rows, String(Math.max(Number(major), oldest)))
  return end === undefined
    ? unknown('unknown-value', `how long version ${text} is supported is not known`)
    : value(daysUntil(end, now))
}
