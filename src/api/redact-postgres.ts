import {createHash} from 'node:crypto'

import type {JsonObject} from '../foundation/is-object.js'
import type {PostgresSettingName} from '../model/data-facts.js'

import {isObject} from '../foundation/is-object.js'

/** The lines of `info` that name another database by its full address, including the password. */
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
 * A digest of host, port and name of a database: equal for all addresses of the database, and reveals none of them.
 * User and password don't matter. Undefined if it isn't the address of a database.
 */
function addressDigest(address: string): string | undefined {
  try {
    const {hostname, pathname, port, protocol} = new URL(address)
    // An unencoded password would be in the path.
    if (!/^postgres(?:ql)?:$/.test(protocol) || hostname === '' || !/^\/[\w.-]+$/.test(pathname)) return undefined
    return `sha256:${createHash('sha256')
      .update(`${hostname.toLowerCase()}:${port || '5432'}${pathname}`)
      .digest('hex')}`
  } catch {
    return undefined
  }
}

/** The name or ID of a database, or a digest of its address. */
function redactReference(name: unknown): unknown {
  if (typeof name !== 'string' || /^[\w-]*$/.test(name)) return name
  return addressDigest(name) ?? unreadableAddress
}

const withoutAddress = (value: unknown): unknown =>
  typeof value === 'string' && value.includes('://') ? unreadableAddress : value

/** Items with these names. Items of another form become null, which the schema of the fact refuses. */
function filterByName(
  items: unknown,
  isKept: (name: string) => boolean,
  transform: (item: JsonObject) => unknown,
): unknown {
  if (!Array.isArray(items)) return items
  return items.flatMap((item: unknown) => {
    if (!isObject(item) || typeof item['name'] !== 'string') return [null]
    return isKept(item['name']) ? [transform(item)] : []
  })
}

function redactInfoLine(item: JsonObject): JsonObject {
  const {name, values} = item
  const redactValue = addressLines.includes(name) ? redactReference : withoutAddress
  return {...item, values: Array.isArray(values) ? values.map(value => redactValue(value)) : values}
}

/** The fields of an object that are kept, each transformed. */
const pick = (item: JsonObject, transforms: Readonly<Record<string, (value: unknown) => unknown>>): JsonObject =>
  Object.fromEntries(
    Object.entries(transforms).flatMap(([name, transform]) =>
      item[name] === undefined ? [] : [[name, transform(item[name])]],
    ),
  )

const redactRelated = (value: unknown): unknown =>
  isObject(value)
    ? pick(value, {addon_id: redactReference, id: redactReference, name: redactReference})
    : redactReference(value)

/** The leader is an object, or a string with its name. */
function redactLeader(value: unknown): unknown {
  if (value === '') return null
  return typeof value === 'string' ? {name: redactReference(value)} : redactRelated(value)
}

/** Keeps the lines of a classic database that checks read, with digests in place of addresses. */
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

/** Keeps which database an Advanced database was forked from, without its address. */
export const redactAdvancedDatabase = (row: JsonObject): JsonObject =>
  pick(row, {
    features: features => features,
    forked_from: redactRelated,
    region: withoutAddress,
    version: withoutAddress,
  })

/** Keeps the settings of an Advanced database that checks read. */
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

/** The name of an attachment; null for other names, which may contain a host. */
const plainName = (name: unknown): unknown => (typeof name === 'string' && !/^[\w-]*$/.test(name) ? null : name)

/** The API returns a schedule as an object or as its ID only. */
const normalizeSchedule = (schedule: unknown): unknown => (typeof schedule === 'string' ? {uuid: schedule} : schedule)

/** Keeps what a transfer copied and how it ended. Addresses contain passwords, and logs contain anything. */
export const redactTransfer = (row: JsonObject): JsonObject =>
  pick(row, {
    canceled_at: unchanged,
    created_at: unchanged,
    deleted_at: unchanged,
    finished_at: unchanged,
    from_name: plainName,
    from_type: unchanged,
    from_uuid: plainName,
    num: unchanged,
    purged_at: unchanged,
    schedule: normalizeSchedule,
    succeeded: unchanged,
    to_type: unchanged,
  })

const endedStatus = /^(?:deleted|expired|failed|rejected)$/i

/** The AWS account of an ARN. Any other text is kept, because no policy allows it. */
const awsAccount = (text: string): string => /^arn:aws[a-z-]*:iam::(\d{12}):/.exec(text)?.[1] ?? text

/** Undefined if an entry doesn't say which account it's for. */
function privateLinkAccounts(entries: unknown, key: 'arn' | 'owner_arn'): string[] | undefined {
  if (!Array.isArray(entries)) return undefined
  const hasEnded = (entry: unknown) =>
    isObject(entry) && typeof entry['status'] === 'string' && endedStatus.test(entry['status'])
  const arns = entries.filter(entry => !hasEnded(entry)).map((row: unknown) => (isObject(row) ? row[key] : row))
  const isComplete = arns.every(text => typeof text === 'string' && text !== '')
  return isComplete ? arns.map(text => awsAccount(String(text))) : undefined
}

/** Keeps the state of PrivateLink and the accounts that may use it or do: a removed account keeps its connections. */
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
