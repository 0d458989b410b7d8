import type {FactKind, FactRequest, FactTypes} from '../model/facts.js'
import type {Fact} from '../model/snapshot.js'

import {ownerOf} from '../model/owners.js'
import {paths} from '../model/paths.js'
import {newestAt} from '../model/snapshot.js'
import {MissingFactError} from './missing-fact-error.js'

type Change<T> = (body: T) => T

/** The kinds of resources that own facts. */
type OwnerKind = 'addon' | 'app' | 'pipeline' | 'space' | 'team'

/** Facts that a command changes. Reading sees the changes made so far; the facts given stay as they are. */
export interface FactEditor {
  /** What was read of a fact; undefined where it is a gap or wasn't collected. */
  readonly bodyOf: <K extends FactKind>(kind: K, ...keys: readonly string[]) => FactTypes[K] | undefined
  /** Whether a fact was requested and is a gap. */
  readonly isGap: (kind: FactKind, ...keys: readonly string[]) => boolean
  /** What was read of every fact of a kind. */
  readonly bodiesOf: <K extends FactKind>(kind: K) => ReadonlyArray<FactTypes[K]>
  /**
   * What was read of a fact that the command can't be applied without.
   *
   * @throws MissingFactError where it wasn't collected, or is a gap
   */
  readonly need: <K extends FactKind>(kind: K, ...keys: readonly string[]) => FactTypes[K]
  /** Changes what was read of a fact. One that is a gap or wasn't collected stays so; its path counts as touched. */
  readonly update: <K extends FactKind>(kind: K, keys: readonly string[], change: Change<FactTypes[K]>) => void
  /** Changes what was read of every fact of a kind. */
  readonly updateAll: <K extends FactKind>(kind: K, change: (body: FactTypes[K], path: string) => FactTypes[K]) => void
  /** Makes a fact say this, whatever it was before. */
  readonly put: <K extends FactKind>(kind: K, keys: readonly string[], body: FactTypes[K]) => void
  /** Makes a fact a 404, as of a resource that its owner doesn't have. */
  readonly putAbsent: (kind: FactKind, ...keys: readonly string[]) => void
  /** Makes a fact a gap of reason `not-created-yet`. */
  readonly putUnknown: (kind: FactKind, ...keys: readonly string[]) => void
  /** Says that a resource is new: whatever isn't said of it is a gap of reason `not-created-yet`. */
  readonly create: (kind: OwnerKind, ...keys: readonly string[]) => void
  /** Removes every fact about a resource. */
  readonly destroy: (kind: OwnerKind, ...keys: readonly string[]) => void
  /** Moves every fact whose path has the name of a resource to the path with its new name. */
  readonly rename: (kind: OwnerKind, name: string, newName: string) => void
  /** An id for what Heroku will give one to. */
  readonly newId: () => string
  /** When the newest of the facts was read, ISO 8601: as of then, the command is applied. */
  readonly at: string
}

/** What an editor has made of the facts. */
export interface EditedFacts {
  readonly facts: ReadonlyMap<string, Fact>
  /** Paths of facts that were changed, or would have been if they could be read. */
  readonly touched: ReadonlySet<string>
  /** Paths of resources that are new, such as `/apps/web`. */
  readonly created: ReadonlySet<string>
  /** New names of resources, in order. */
  readonly renames: readonly Rename[]
}

interface Rename {
  readonly kind: OwnerKind
  readonly name: string
  readonly newName: string
}

const notCreatedYet: NonNullable<Fact['gap']> = {
  detail: "it can't be known before it is done",
  reason: 'not-created-yet',
}

/** The gap of a fact about a resource that doesn't exist yet. */
export const factNotCreatedYet = ({kind, path}: FactRequest, at: string): Fact => ({at, gap: notCreatedYet, kind, path})

export function editFacts(original: ReadonlyMap<string, Fact>): {
  readonly editor: FactEditor
  readonly edited: () => EditedFacts
} {
  const facts = new Map(original)
  const touched = new Set<string>()
  const created = new Set<string>()
  const at = newestAt([...original.values()]) || new Date(0).toISOString()
  const renames: Rename[] = []
  const pathsByKind = new Map<FactKind, Set<string>>()
  let idCount = 0
  for (const {kind, path} of facts.values()) rememberPath(kind, path)

  function rememberPath(kind: FactKind, path: string): void {
    const known = pathsByKind.get(kind) ?? new Set()
    known.add(path)
    pathsByKind.set(kind, known)
  }

  function bodyAt<K extends FactKind>(kind: K, path: string): FactTypes[K] | undefined {
    const fact = facts.get(path)
    return fact?.kind === kind ? (fact.body as FactTypes[K] | undefined) : undefined
  }

  function write(fact: Fact): void {
    touched.add(fact.path)
    rememberPath(fact.kind, fact.path)
    facts.set(fact.path, fact)
  }

  function updateAt<K extends FactKind>(kind: K, path: string, change: Change<FactTypes[K]>): void {
    touched.add(path)
    const body = bodyAt(kind, path)
    const fact = facts.get(path)
    // The entity tag belongs to what Heroku said.
    if (fact && body !== undefined) facts.set(path, {at: fact.at, body: change(body), kind, path, status: 200})
  }

  const pathsOf = (kind: FactKind) => [...(pathsByKind.get(kind) ?? [])].filter(path => facts.has(path))
  const editor: FactEditor = {
    at,
    bodyOf: (kind, ...keys) => bodyAt(kind, paths[kind](...keys)),
    isGap: (kind, ...keys) => facts.get(paths[kind](...keys))?.gap !== undefined,
    bodiesOf: <K extends FactKind>(kind: K) =>
      pathsOf(kind)
        .map(path => bodyAt<K>(kind, path))
        .filter(body => body !== undefined),
    need(kind, ...keys) {
      const path = paths[kind](...keys)
      const body = bodyAt(kind, path)
      if (body === undefined) throw new MissingFactError({kind, path}, facts.get(path)?.gap)
      return body
    },
    update: (kind, keys, change) => updateAt(kind, paths[kind](...keys), change),
    updateAll(kind, change) {
      for (const path of pathsOf(kind)) updateAt(kind, path, body => change(body, path))
    },
    put: (kind, keys, body) => write({at, body, kind, path: paths[kind](...keys), status: 200}),
    putAbsent: (kind, ...keys) =>
      write({
        at,
        gap: {detail: 'the API answered 404', reason: 'not-found'},
        kind,
        path: paths[kind](...keys),
        status: 404,
      }),
    putUnknown: (kind, ...keys) => write(factNotCreatedYet({kind, path: paths[kind](...keys)}, at)),
    create(kind, ...keys) {
      for (const key of keys) created.add(paths[kind](key))
    },
    destroy(kind, ...keys) {
      const owners = new Set(keys.map(key => paths[kind](key)))
      for (const path of facts.keys())
        if (owners.has(path) || owners.has(ownerOf(path) ?? '')) {
          touched.add(path)
          facts.delete(path)
        }
    },
    rename(kind, name, newName) {
      const owner = paths[kind](name)
      for (const fact of [...facts.values()].filter(({path}) => ownerOf(path) === owner)) {
        touched.add(fact.path)
        facts.delete(fact.path)
        write({...fact, path: paths[fact.kind](newName)})
      }

      if (created.has(owner)) created.add(paths[kind](newName))
      renames.push({kind, name, newName})
    },
    newId: () => `not-created-yet-${++idCount}`,
  }
  return {editor, edited: () => ({created, facts, renames, touched})}
}
