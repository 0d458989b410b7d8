import {createHash} from 'node:crypto'

import type {SettingName} from '../model/data-facts.js'
import type {Row} from './json-object.js'

import {isRow} from './json-object.js'

/** The lines of `info` that name another database: by its whole address, password and all. */
const ofOthers: readonly unknown[] = ['Following', 'Forked From']

/** The lines of `info` that are kept. */
const lines: readonly unknown[] = [
  ...ofOthers,
  'Customer Encryption Key',
  'Data Encryption',
  'HA Status',
  'PG Version',
  'Region',
  'Rollback',
]

const settings: Readonly<Record<SettingName, true>> = {
  log_connections: true,
  log_min_duration_statement: true,
  log_statement: true,
}

const unreadable = 'an address that cannot be read'

/**
 * What two addresses of one database have in common, without telling it: a digest of host, port and name. User
 * and password are no part of it. Undefined for what is no address of a database.
 */
function digest(address: string): string | undefined {
  try {
    const {hostname, pathname, port, protocol} = new URL(address)
    // A password that is not encoded would stand in the path.
    if (!/^postgres(?:ql)?:$/.test(protocol) || hostname === '' || !/^\/[\w.-]+$/.test(pathname)) return undefined
    return `sha256:${createHash('sha256')
      .update(`${hostname.toLowerCase()}:${port || '5432'}${pathname}`)
      .digest('hex')}`
  } catch {
    return undefined
  }
}

/** A database by its name or id as it stands, or by a digest of its address. */
function comparable(name: unknown): unknown {
  if (typeof name !== 'string' || /^[\w-]*$/.test(name)) return name
  return digest(name) ?? unreadable
}

const without = (value: unknown): unknown => (typeof value === 'string' && value.includes('://') ? unreadable : value)

/** Rows of these names, and in place of rows of another form null, which the form of the fact refuses. */
function named(rows: unknown, isKept: (name: string) => boolean, use: (row: Row) => unknown): unknown {
  if (!Array.isArray(rows)) return rows
  return rows.flatMap((row: unknown) => {
    if (!isRow(row) || typeof row['name'] !== 'string') return [null]
    return isKept(row['name']) ? [use(row)] : []
  })
}

function line(row: Row): Row {
  const {name, values} = row
  const use = ofOthers.includes(name) ? comparable : without
  return {...row, values: Array.isArray(values) ? values.map(one => use(one)) : values}
}

/** The fields that the row has, each by what is kept of it. */
const kept = (row: Row, uses: Readonly<Record<string, (value: unknown) => unknown>>): Row =>
  Object.fromEntries(
    Object.entries(uses).flatMap(([name, use]) => (row[name] === undefined ? [] : [[name, use(row[name])]])),
  )

const other = (value: unknown): unknown =>
  isRow(value) ? kept(value, {addon_id: comparable, id: comparable, name: comparable}) : comparable(value)

/** It may be a record, or a string, which is then all that names it. */
function leader(value: unknown): unknown {
  if (value === '') return null
  return typeof value === 'string' ? {name: comparable(value)} : other(value)
}

/** Of a classic database the lines that checks read, and of addresses digests alone. */
export function database(row: Row): Row {
  const own = row['resource_url']
  return {
    address: typeof own === 'string' ? (digest(own) ?? null) : null,
    ...kept(row, {
      following: comparable,
      forked_from: comparable,
      info: rows => named(rows, name => lines.includes(name), line),
      leader,
    }),
  }
}

/** Of an Advanced database the one it was forked from, without its address. */
export const advancedDatabase = (row: Row): Row =>
  kept(row, {features: features => features, forked_from: other, region: without, version: without})

/** Of the settings of an Advanced database those that checks read. */
export function advancedSettings(row: Row): Row {
  return {
    ...row,
    items: named(
      row['items'],
      name => Object.hasOwn(settings, name),
      item => item,
    ),
  }
}

const asItIs = (value: unknown): unknown => value

/** A name that an attachment may have, and in place of others, which may tell a host, null. */
const plain = (name: unknown): unknown => (typeof name === 'string' && !/^[\w-]*$/.test(name) ? null : name)

/** The CLI has known the schedule as its id alone, and as an object. */
const scheduleOf = (schedule: unknown): unknown => (typeof schedule === 'string' ? {uuid: schedule} : schedule)

/** Of a transfer what it was made of and how it ended: addresses carry passwords, and logs whatever was printed. */
export const transfer = (row: Row): Row =>
  kept(row, {
    canceled_at: asItIs,
    created_at: asItIs,
    deleted_at: asItIs,
    finished_at: asItIs,
    from_name: plain,
    from_type: asItIs,
    from_uuid: plain,
    purged_at: asItIs,
    schedule: scheduleOf,
    succeeded: asItIs,
    to_type: asItIs,
  })

const ended = /^(?:deleted|expired|failed|rejected)$/i

/** The AWS account of an ARN; any other text as it stands, which no policy allows. */
const accountOf = (text: string): string => /^arn:aws[a-z-]*:iam::(\d{12}):/.exec(text)?.[1] ?? text

/** Undefined where a row does not say whose it is. */
function accounts(rows: unknown, key: 'arn' | 'owner_arn'): string[] | undefined {
  if (!Array.isArray(rows)) return undefined
  const hasEnded = (row: unknown) => isRow(row) && typeof row['status'] === 'string' && ended.test(row['status'])
  const named = rows.filter(row => !hasEnded(row)).map((row: unknown) => (isRow(row) ? row[key] : row))
  const isTold = named.every(text => typeof text === 'string' && text !== '')
  return isTold ? named.map(text => accountOf(String(text))) : undefined
}

/** Of PrivateLink its state, and who may use it or does: an account that left the list keeps its connections. */
export function privateLink(row: Row): Row {
  const all = [accounts(row['allowed_accounts'], 'arn'), accounts(row['connections'], 'owner_arn')]
  const known = all.flatMap(one => one ?? [])
  return {status: row['status'], ...(all.every(one => one !== undefined) ? {accounts: [...new Set(known)].sort()} : {})}
}
