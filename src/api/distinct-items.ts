import type {JsonObject} from '../foundation/is-object.js'
import type {FactKind} from '../model/facts.js'

import {isObject} from '../foundation/is-object.js'

type KeyOf = (item: JsonObject) => unknown

const property = (value: unknown, key: string): unknown => (isObject(value) ? value[key] : undefined)
const nameOf: KeyOf = item => item['name']
const emailOf: KeyOf = item => item['email'] ?? property(item['user'], 'email')
const appIdOf: KeyOf = item => property(item['app'], 'id')

/** A name that is unique only within something else. */
const qualified = (outer: unknown, inner: unknown): unknown =>
  typeof outer === 'string' && typeof inner === 'string' ? `${outer}/${inner}` : undefined
const nameInApp: KeyOf = item => qualified(appIdOf(item) ?? property(item['app'], 'name'), item['name'])

/**
 * The names that are unique in each kind of list, apart from IDs. Names of pipelines are not: the commands of the
 * Heroku CLI ask which pipeline is meant if several have the same name.
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
  spaceMembers: emailOf,
  spaces: nameOf,
  stacks: nameOf,
  teamApps: nameOf,
  teamPermissions: item => qualified(item['type'], item['name']),
  teamPipelineCouplings: appIdOf,
  teamSpaces: nameOf,
  teams: nameOf,
}

/** The ID property of routes that don't call it `id`. */
const idProperties: Readonly<Partial<Record<FactKind, string>>> = {peerings: 'pcx_id', postgresBackupSchedules: 'uuid'}

/**
 * The items of a list, each once, because pages may overlap. A list in which different items share an ID or a name is a
 * problem: nothing can be looked up in it. Bodies that aren't lists pass through.
 */
export function distinctItems<T>(kind: FactKind, body: T): {readonly body: T} | {readonly problem: string} {
  if (!Array.isArray(body)) return {body}
  const idOf: KeyOf = item => item[idProperties[kind] ?? 'id']
  const uniqueNameOf = uniqueNames[kind] ?? (() => undefined)
  const items = (body as readonly unknown[]).filter(isObject)
  const byId = firstBy(items, idOf)
  const byName = firstBy(items, item => lower(uniqueNameOf(item)))
  const sameKey = (item: JsonObject) => [byId.get(idOf(item)), byName.get(lower(uniqueNameOf(item)))]
  const earlierItems = (item: JsonObject) => sameKey(item).filter(earlier => earlier && earlier !== item)
  const isDifferent = (item: JsonObject, reference: JsonObject | undefined) =>
    reference !== undefined && canonicalText(reference) !== canonicalText(item)
  const hasConflict = items.some(item => earlierItems(item).some(earlier => isDifferent(item, earlier)))
  if (hasConflict) return {problem: 'two items with the same ID or name differ'}
  if (items.some(item => isDifferent(item, byId.get(uniqueNameOf(item)))))
    return {problem: 'the name of an item is the ID of another'}
  return {body: items.filter(item => earlierItems(item).length === 0) as T}
}

const lower = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : undefined)

/** The first item of each key. Items without a key are left out. */
function firstBy(items: readonly JsonObject[], keyOf: KeyOf): ReadonlyMap<unknown, JsonObject> {
  const first = new Map<unknown, JsonObject>()
  for (const item of items) {
    const key = keyOf(item)
    if (typeof key === 'string' && key !== '' && !first.has(key)) first.set(key, item)
  }

  return first
}

/** Equal for items with equal content, whatever the order of their keys. */
const canonicalText = (item: unknown): string =>
  JSON.stringify(item, (_, value: unknown) =>
    isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value,
  )
