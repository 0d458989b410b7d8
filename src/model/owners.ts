import type {FactKind} from './facts.js'
import type {Fact} from './snapshot.js'

import {paths} from './paths.js'

type OwnerKind = 'addon' | 'app' | 'pipeline' | 'space' | 'team'

/**
 * The kinds of facts that say which id a name has. Resuming a collection reads these again first, and
 * so finds out whether a name still refers to the same resource.
 */
const ownerKinds: Readonly<Partial<Record<FactKind, OwnerKind>>> = {
  accountAddons: 'addon',
  addon: 'addon',
  addons: 'addon',
  app: 'app',
  apps: 'app',
  pipeline: 'pipeline',
  pipelines: 'pipeline',
  space: 'space',
  spaces: 'space',
  team: 'team',
  teamApp: 'app',
  teamApps: 'app',
  teams: 'team',
  teamSpaces: 'space',
}

/** Whether a fact says who the caller is, or which id a name has. */
export const establishesIdentity = ({kind}: Pick<Fact, 'kind'>): boolean =>
  kind === 'account' || ownerKinds[kind] !== undefined

const ownerPaths = {
  addon: paths.addon,
  app: paths.app,
  pipeline: paths.pipeline,
  space: paths.space,
  team: paths.team,
} as const

/** The path of a resource by name or id, such as `/apps/web`. */
const ownerPath = (kind: OwnerKind, name: string): string => ownerPaths[kind](name)

const dataServicePath =
  /^\/(?:client|data|postgres|private-link|redis)\/.*?\/(?:clusters|databases|v1)\/(?!apps\/)([^/]+)/
/** What a team or the data services return about an app. */
const appScopedPath = /^\/(?:teams|client\/v11|data\/maintenances\/v1)\/apps\/([^/]+)/

/** The path of the resource that a path is about; undefined where it is about the account. */
export function ownerOf(path: string): string | undefined {
  const [, app] = appScopedPath.exec(path) ?? []
  if (app !== undefined) return `/apps/${app}`
  const [, addon] = dataServicePath.exec(path) ?? []
  if (addon !== undefined) return `/addons/${addon}`
  return /^\/(?:addons|apps|pipelines|spaces|teams)\/[^/]+/.exec(path)?.[0]
}

const isDataServicePath = (path: string): boolean => dataServicePath.test(path)

/** The id of each resource by its path, with name or id; null where two facts disagree. */
export type OwnerIds = ReadonlyMap<string, null | string>

interface ResourceRecord {
  readonly addon?: ResourceRecord | null
  readonly id?: unknown
  readonly name?: unknown
}

const attachmentKinds: ReadonlySet<FactKind> = new Set(['accountAttachments', 'addonAttachments', 'attachmentsOfAddon'])

/** The ids that facts give to names. An add-on whose own record can't be seen is known by its attachments. */
export function collectOwnerIds(facts: Iterable<Fact>): OwnerIds {
  const ownerIds = new Map<string, null | string>()
  for (const {body, kind, path} of facts) {
    const records = (Array.isArray(body) ? body : []) as readonly ResourceRecord[]
    if (attachmentKinds.has(kind)) for (const {addon} of records) addOwner(ownerIds, 'addon', addon)
    const ownerKind = ownerKinds[kind]
    if (ownerKind === undefined || body === undefined) continue
    for (const record of records) addOwner(ownerIds, ownerKind, record)
    // A single record may have been requested by another spelling of its name.
    if (!Array.isArray(body)) addOwner(ownerIds, ownerKind, body as ResourceRecord, ownerOf(path) ?? path)
  }

  return ownerIds
}

function addOwner(
  ownerIds: Map<string, null | string>,
  kind: OwnerKind,
  record: ResourceRecord | null | undefined,
  requestedPath?: string,
): void {
  const {id, name} = record ?? {}
  if (typeof id !== 'string') return
  const keys = [ownerPath(kind, id), typeof name === 'string' ? ownerPath(kind, name) : undefined, requestedPath]
  for (const key of new Set(keys.filter(path => path !== undefined))) {
    const knownId = ownerIds.get(key)
    ownerIds.set(key, knownId === undefined || knownId === id ? id : null)
  }
}

/** Whether a fact of an earlier collection is still about the same resource. */
export function concernsSameOwner({path}: Pick<Fact, 'path'>, earlierIds: OwnerIds, currentIds: OwnerIds): boolean {
  const owner = ownerOf(path)
  if (owner === undefined) return true
  const id = earlierIds.get(owner)
  return typeof id === 'string' && id === currentIds.get(owner)
}

/** The data services' records of databases; their other facts belong to these. */
const databaseKinds: ReadonlySet<FactKind> = new Set(['kafkaCluster', 'keyValueStore', 'postgres', 'postgresAdvanced'])

/** Whether a collection read the resource that a path belongs to; for a database, the data services' record. */
export function isOwnerReadBy(facts: readonly Fact[], ownerIds: OwnerIds): (path: string) => boolean {
  const idOf = (owner: string) => ownerIds.get(owner) ?? owner
  const readOwners = new Set(
    facts.flatMap(({body, kind, path}) =>
      body !== undefined && databaseKinds.has(kind) ? idOf(ownerOf(path) ?? path) : [],
    ),
  )
  return path => {
    const owner = ownerOf(path)
    return (
      owner !== undefined &&
      (isDataServicePath(path) ? readOwners.has(idOf(owner)) : typeof ownerIds.get(owner) === 'string')
    )
  }
}
