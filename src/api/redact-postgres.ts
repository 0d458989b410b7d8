import {createHash} from 'node:crypto'

import type {PostgresSettingName} from '../model/data-facts.js'
import type {JsonObject} from './json-object.js'

import {isJsonObject} from './json-object.js'

/** The lines of `info` that name another database: by its whole address, password and all. */
const addressLines: readonly unknown[] = ['Following', 'Forked From']

/** The lines of `info` that are kept. */
const keptLines: readonly unknown[] = [
  ...addressLines,
  'Customer Encryption Key',
  'Data Encryption',
  'HA Status',
  'PG Version',
  'Region',
  'Rollback',
]

const keptSettings: Readonly<Record<PostgresSettingName, true>> = {
  log_connections: true,
  log_min_duration_statement: true,
  log_statement: true,
}

const unreadableAddress = 'an address that cannot be read'

/**
 * What two addresses of one database have in common, without telling it: a digest of host, port and name. User
 * and password are no part of it. Undefined for what is no address of a database.
 */
function addressDigest(address: string): string | undefined {
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
function redactReference(name: unknown): unknown {
  if (typeof name !== 'string' || /^[\w-]*$/.test(name)) return name
  return addressDigest(name) ?? unreadableAddress
}

const withoutAddress = (value: unknown): unknown =>
  typeof value === 'string' && value.includes('://') ? unreadableAddress : value

/** Rows of these names, and in place of rows of another form null, which the form of the fact refuses. */
function filterByName(
  items: unknown,
  isKept: (name: string) => boolean,
  transform: (item: JsonObject) => unknown,
): unknown {
  if (!Array.isArray(items)) return items
  return items.flatMap((item: unknown) => {
    if (!isJsonObject(item) || typeof item['name'] !== 'string') return [null]
    return isKept(item['name']) ? [transform(item)] : []
  })
}

function redactInfoLine(item: JsonObject): JsonObject {
  const {name, values} = item
  const redactValue = addressLines.includes(name) ? redactReference : withoutAddress
  return {...item, values: Array.isArray(values) ? values.map(value => redactValue(value)) : values}
}

/** The fields that the row has, each by what is kept of it. */
const pick = (item: JsonObject, transforms: Readonly<Record<string, (value: unknown) => unknown>>): JsonObject =>
  Object.fromEntries(
    Object.entries(transforms).flatMap(([name, transform]) =>
      item[name] === undefined ? [] : [[name, transform(item[name])]],
    ),
  )

const redactRelated = (value: unknown): unknown =>
  isJsonObject(value)
    ? pick(value, {addon_id: redactReference, id: redactReference, name: redactReference})
    : redactReference(value)

/** It may be a record, or a string, which is then all that names it. */
function redactLeader(value: unknown): unknown {
  if (value === '') return null
  return typeof value === 'string' ? {name: redactReference(value)} : redactRelated(value)
}

/** Of a classic database the lines that checks read, and of addresses digests alone. */
export function redactDatabase(row: JsonObject): JsonObject {
  const ownAddress = row['resource_url']
  return {
    address: typeof ownAddress === 'string' ? (addressDigest(ownAddress) ?? null) : null,
    ...pick(row, {
      following: redactReference,
      forked_from: redactReference,
      info: items => filterByName(items, name => keptLines.includes(name), redactInfoLine),
      leader: redactLeader,
    }),
  }
}

/** Of an Advanced database the one it was forked from, without its address. */
export const redactAdvancedDatabase = (row: JsonObject): JsonObject =>
  pick(row, {
    features: features => features,
    forked_from: redactRelated,
    region: withoutAddress,
    version: withoutAddress,
  })

/** Of the settings of an Advanced database those that checks read. */
export function redactAdvancedSettings(row: JsonObject): JsonObject {
  return {
    ...row,
    items: filterByName(
      row['items'],
      name => Object.hasOwn(keptSettings, name),
      item => item,
    ),
  }
}

const unchanged = (value: unknown): unknown => value

/** A name that an attachment may have, and in place of others, which may tell a host, null. */
const plainName = (name: unknown): unknown => (typeof name === 'string' && !/^[\w-]*$/.test(name) ? null : name)

/** The CLI has known the schedule as its id alone, and as an object. */
const normalizeSchedule = (schedule: unknown): unknown => (typeof schedule === 'string' ? {uuid: schedule} : schedule)

/** Of a transfer what it was made of and how it ended: addresses carry passwords, and logs whatever was printed. */
export const redactTransfer = (row: JsonObject): JsonObject =>
  pick(row, {
    canceled_at: unchanged,
    created_at: unchanged,
    deleted_at: unchanged,
    finished_at: unchanged,
    from_name: plainName,
    from_type: unchanged,
    from_uuid: plainName,
    purged_at: unchanged,
    schedule: normalizeSchedule,
    succeeded: unchanged,
    to_type: unchanged,
  })

const endedStatus = /^(?:deleted|expired|failed|rejected)$/i

/** The AWS account of an ARN; any other text as it stands, which no policy allows. */
const awsAccount = (text: string): string => /^arn:aws[a-z-]*:iam::(\d{12}):/.exec(text)?.[1] ?? text

/** Undefined where a row does not say whose it is. */
function privateLinkAccounts(entries: unknown, key: 'arn' | 'owner_arn'): string[] | undefined {
  if (!Array.isArray(entries)) return undefined
  const hasEnded = (entry: unknown) =>
    isJsonObject(entry) && typeof entry['status'] === 'string' && endedStatus.test(entry['status'])
  const arns = entries.filter(entry => !hasEnded(entry)).map((row: unknown) => (isJsonObject(row) ? row[key] : row))
  const isComplete = arns.every(text => typeof text === 'string' && text !== '')
  return isComplete ? arns.map(text => awsAccount(String(text))) : undefined
}

/** Of PrivateLink its state, and who may use it or does: an account that left the list keeps its connections. */
export function redactPrivateLink(row: JsonObject): JsonObject {
  const accountLists = [
    privateLinkAccounts(row['allowed_accounts'], 'arn'),
    privateLinkAccounts(row['connections'], 'owner_arn'),
  ]
  const accounts = accountLists.flatMap(list => list ?? [])
  return {
    status: row['status'],
    ...(accountLists.every(list => list !== undefined) ? {accounts: [...new Set(accounts)].sort()} : {}),
  }
}
