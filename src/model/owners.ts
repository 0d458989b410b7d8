import type {FactKind} from './facts.js'
import type {Fact} from './snapshot.js'

import {paths} from './paths.js'

type OwnerKind = 'addon' | 'app' | 'pipeline' | 'space' | 'team'

/**
 * The kinds of facts that say which id a name has. Whoever goes on with an earlier reading reads these again first, and
 * so finds out whether a name still means what it meant then.
 */
const binding: Readonly<Partial<Record<FactKind, OwnerKind>>> = {
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

/** Whether a fact says who reads, or which id a name has. */
export const saysWho = ({kind}: Pick<Fact, 'kind'>): boolean => kind === 'account' || binding[kind] !== undefined

const ownPath = {
  addon: paths.addon,
  app: paths.app,
  pipeline: paths.pipeline,
  space: paths.space,
  team: paths.team,
} as const

/** A thing by the name or id that paths know it by, such as `/apps/web`. */
const keyOf = (kind: OwnerKind, name: string): string => ownPath[kind](name)

const ofData = /^\/(?:client|data|postgres|private-link|redis)\/.*?\/(?:clusters|databases|v1)\/(?!apps\/)([^/]+)/
/** What a team or the data services say of an app. */
const ofApp = /^\/(?:teams|client\/v11|data\/maintenances\/v1)\/apps\/([^/]+)/

/** The thing that a path is about, in the words of its own path; undefined where it is about the account. */
export function ownerOf(path: string): string | undefined {
  const [, app] = ofApp.exec(path) ?? []
  if (app !== undefined) return `/apps/${app}`
  const [, addon] = ofData.exec(path) ?? []
  if (addon !== undefined) return `/addons/${addon}`
  return /^\/(?:addons|apps|pipelines|spaces|teams)\/[^/]+/.exec(path)?.[0]
}

const isOfData = (path: string): boolean => ofData.test(path)

/** Which id each name has; null where two answers differ. A thing is known by its id as well. */
export type Owners = ReadonlyMap<string, null | string>

interface Row {
  readonly addon?: Row
  readonly id?: unknown
  readonly name?: unknown
}

const ofAttachments: ReadonlySet<FactKind> = new Set(['accountAttachments', 'addonAttachments', 'attachmentsOfAddon'])

/** What answers say of names and ids. An add-on whose own record cannot be seen is known by its attachments. */
export function ownersIn(facts: Iterable<Fact>): Owners {
  const owners = new Map<string, null | string>()
  const bind = (of: OwnerKind, {id, name}: Row, typed: readonly string[]) => {
    if (typeof id !== 'string') return
    for (const key of new Set([keyOf(of, id), ...(typeof name === 'string' ? [keyOf(of, name)] : []), ...typed])) {
      const known = owners.get(key)
      owners.set(key, known === undefined || known === id ? id : null)
    }
  }

  for (const {body, kind, path} of facts) {
    if (ofAttachments.has(kind)) for (const {addon} of (body ?? []) as readonly Row[]) bind('addon', addon ?? {}, [])
    const of = binding[kind]
    if (of === undefined || body === undefined) continue
    if (Array.isArray(body)) for (const row of body as readonly Row[]) bind(of, row, [])
    // One that was asked for by another spelling is known by that, too.
    else bind(of, body as Row, [ownerOf(path) ?? path])
  }

  return owners
}

/** Whether a fact of an earlier reading is still about the same thing. */
export function isOfSame({path}: Pick<Fact, 'path'>, before: Owners, now: Owners): boolean {
  const owner = ownerOf(path)
  if (owner === undefined) return true
  const id = before.get(owner)
  return typeof id === 'string' && id === now.get(owner)
}

/** The records of the data services; what else they say belongs to these. */
const databases: ReadonlySet<FactKind> = new Set(['kafkaCluster', 'keyValueStore', 'postgres', 'postgresAdvanced'])

/** Whether a reading saw what a path belongs to; of a database, its record at the data services. */
export function seenBy(facts: readonly Fact[], owners: Owners): (path: string) => boolean {
  const idOf = (owner: string) => owners.get(owner) ?? owner
  const seen = new Set(
    facts.flatMap(({body, kind, path}) =>
      body !== undefined && databases.has(kind) ? idOf(ownerOf(path) ?? path) : [],
    ),
  )
  return path => {
    const owner = ownerOf(path)
    return owner !== undefined && (isOfData(path) ? seen.has(idOf(owner)) : typeof owners.get(owner) === 'string')
  }
}
