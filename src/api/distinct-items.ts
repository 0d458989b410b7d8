import type {FactKind} from '../model/facts.js'
import type {Row} from './json-object.js'

import {isRow} from './json-object.js'

type Names = (row: Row) => unknown

const within = (value: unknown, key: string): unknown => (isRow(value) ? value[key] : undefined)
const name: Names = row => row['name']
const email: Names = row => row['email'] ?? within(row['user'], 'email')
const appId: Names = row => within(row['app'], 'id')

/** A name that is one's own only within something else. */
const both = (outer: unknown, inner: unknown): unknown =>
  typeof outer === 'string' && typeof inner === 'string' ? `${outer}/${inner}` : undefined
const inApp: Names = row => both(appId(row) ?? within(row['app'], 'name'), row['name'])

/**
 * What a row of each list goes by, beside its id, where no other may go by the same. Pipelines are not among them: the
 * host's own commands ask which one is meant where several of one name are seen.
 */
const names: Readonly<Partial<Record<FactKind, Names>>> = {
  accountAddons: name,
  accountAttachments: inApp,
  addonAttachments: inApp,
  addons: name,
  appFeatures: name,
  apps: name,
  attachmentsOfAddon: inApp,
  collaborators: email,
  domains: row => row['hostname'],
  formation: row => row['type'],
  members: email,
  // An app is in one stage of one pipeline.
  pipelineCouplings: appId,
  regions: name,
  sniEndpoints: name,
  spaces: name,
  stacks: name,
  teamApps: name,
  teamPermissions: row => both(row['type'], row['name']),
  teamPipelineCouplings: appId,
  teamSpaces: name,
  teams: name,
}

/** What some routes have for an id. */
const ids: Readonly<Partial<Record<FactKind, string>>> = {peerings: 'pcx_id', postgresBackupSchedules: 'uuid'}

/**
 * The rows of a list, each once: pages may overlap. Rows that say different things under one id or one name make it no
 * list that anything could be looked up in.
 */
export function distinctRows<T>(kind: FactKind, body: T): {readonly body: T} | {readonly wrong: string} {
  if (!Array.isArray(body)) return {body}
  const idOf: Names = row => row[ids[kind] ?? 'id']
  const nameOf = names[kind] ?? (() => undefined)
  const all = (body as readonly unknown[]).filter(isRow)
  const byId = firstBy(all, idOf)
  const byName = firstBy(all, row => lower(nameOf(row)))
  const alike = (row: Row) => [byId.get(idOf(row)), byName.get(lower(nameOf(row)))]
  const before = (row: Row) => alike(row).filter(other => other && other !== row)
  const differs = (row: Row, other: Row | undefined) => other !== undefined && text(other) !== text(row)
  const isTwofold = all.some(row => before(row).some(other => differs(row, other)))
  if (isTwofold) return {wrong: 'two rows of one id or one name differ'}
  if (all.some(row => differs(row, byId.get(nameOf(row))))) return {wrong: 'the name of a row is the id of another'}
  return {body: all.filter(row => before(row).length === 0) as T}
}

const lower = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : undefined)

/** The first row of each key; what has none is in no one's way. */
function firstBy(rows: readonly Row[], keyOf: Names): ReadonlyMap<unknown, Row> {
  const first = new Map<unknown, Row>()
  for (const row of rows) {
    const key = keyOf(row)
    if (typeof key === 'string' && key !== '' && !first.has(key)) first.set(key, row)
  }

  return first
}

/** The same for rows that say the same, in whatever order. */
const text = (row: unknown): string =>
  JSON.stringify(row, (_, value: unknown) =>
    isRow(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value,
  )
