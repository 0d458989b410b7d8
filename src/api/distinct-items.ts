import type {FactKind} from '../model/facts.js'
import type {JsonObject} from './json-object.js'

import {isJsonObject} from './json-object.js'

type KeyOf = (row: JsonObject) => unknown

const property = (value: unknown, key: string): unknown => (isJsonObject(value) ? value[key] : undefined)
const nameOf: KeyOf = item => item['name']
const emailOf: KeyOf = item => item['email'] ?? property(item['user'], 'email')
const appIdOf: KeyOf = item => property(item['app'], 'id')

/** A name that is one's own only within something else. */
const qualified = (outer: unknown, inner: unknown): unknown =>
  typeof outer === 'string' && typeof inner === 'string' ? `${outer}/${inner}` : undefined
const nameInApp: KeyOf = item => qualified(appIdOf(item) ?? property(item['app'], 'name'), item['name'])

/**
 * What a row of each list goes by, beside its id, where no other may go by the same. Pipelines are not among them: the
 * host's own commands ask which one is meant where several of one name are seen.
 */
const uniqueNames: Readonly<Partial<Record<FactKind, KeyOf>>> = {
  accountAddons: nameOf,
  accountAttachments: nameInApp,
  addonAttachments: nameInApp,
  addons: nameOf,
  appFeatures: nameOf,
  apps: nameOf,
  attachmentsOfAddon: nameInApp,
  collaborators: emailOf,
  domains: item => item['hostname'],
  formation: item => item['type'],
  members: emailOf,
  // An app is in one stage of one pipeline.
  pipelineCouplings: appIdOf,
  regions: nameOf,
  sniEndpoints: nameOf,
  spaces: nameOf,
  stacks: nameOf,
  teamApps: nameOf,
  teamPermissions: item => qualified(item['type'], item['name']),
  teamPipelineCouplings: appIdOf,
  teamSpaces: nameOf,
  teams: nameOf,
}

/** What some routes have for an id. */
const idProperties: Readonly<Partial<Record<FactKind, string>>> = {peerings: 'pcx_id', postgresBackupSchedules: 'uuid'}

/**
 * The rows of a list, each once: pages may overlap. Rows that say different things under one id or one name make it no
 * list that anything could be looked up in.
 */
export function distinctItems<T>(kind: FactKind, body: T): {readonly body: T} | {readonly wrong: string} {
  if (!Array.isArray(body)) return {body}
  const idOf: KeyOf = item => item[idProperties[kind] ?? 'id']
  const uniqueNameOf = uniqueNames[kind] ?? (() => undefined)
  const items = (body as readonly unknown[]).filter(isJsonObject)
  const byId = firstBy(items, idOf)
  const byName = firstBy(items, item => lower(uniqueNameOf(item)))
  const sameKey = (item: JsonObject) => [byId.get(idOf(item)), byName.get(lower(uniqueNameOf(item)))]
  const earlierItems = (item: JsonObject) => sameKey(item).filter(earlier => earlier && earlier !== item)
  const isDifferent = (item: JsonObject, reference: JsonObject | undefined) =>
    reference !== undefined && canonicalText(reference) !== canonicalText(item)
  const hasConflict = items.some(item => earlierItems(item).some(earlier => isDifferent(item, earlier)))
  if (hasConflict) return {wrong: 'two rows of one id or one name differ'}
  if (items.some(item => isDifferent(item, byId.get(uniqueNameOf(item)))))
    return {wrong: 'the name of a row is the id of another'}
  return {body: items.filter(item => earlierItems(item).length === 0) as T}
}

const lower = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : undefined)

/** The first row of each key; what has none is in no one's way. */
function firstBy(items: readonly JsonObject[], keyOf: KeyOf): ReadonlyMap<unknown, JsonObject> {
  const first = new Map<unknown, JsonObject>()
  for (const item of items) {
    const key = keyOf(item)
    if (typeof key === 'string' && key !== '' && !first.has(key)) first.set(key, item)
  }

  return first
}

/** The same for rows that say the same, in whatever order. */
const canonicalText = (item: unknown): string =>
  JSON.stringify(item, (_, value: unknown) =>
    isJsonObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value,
  )
