import type {Catalog} from '../catalog/catalog.js'
import type {FactSource} from '../model/facts.js'
import type {Gap} from '../model/gap.js'
import type {Scope} from '../model/snapshot.js'
import type {FieldValue, Subject, SubjectKind} from '../model/subject.js'
import type {AddonHandle} from '../subjects/addon/addon-handles.js'
import type {AppHandle, ScopeInventory, SpaceHandle, SubjectContext} from '../subjects/context.js'
import type {WorkpaperInputs} from './workpaper.js'

import {excludedKinds} from '../assess/excluded-kinds.js'
import {byCodeUnit} from '../foundation/collections.js'
import {clockSkewGap} from '../model/clock.js'
import {emptyPolicy} from '../model/policy.js'
import {subjectKey} from '../model/subject.js'
import {addonHandles} from '../subjects/addon/addon-handles.js'
import {deriveSubjects} from '../subjects/derive.js'
import {factReader} from '../subjects/fact-reader.js'
import {lazy} from '../subjects/field-value.js'
import {scopeInventory} from '../subjects/scope/scope-inventory.js'

/** The kinds of subjects that documents list, in their order. */
const componentKinds = [
  'team',
  'space',
  'pipeline',
  'app',
  'addon',
  'attachment',
  'domain',
  'certificate',
  'drain',
  'webhook',
  'authorization',
] as const satisfies readonly SubjectKind[]

/** What the facts say of everything that documents list. */
export interface Components {
  /** Sorted by kind and name; a list that couldn't be read is a placeholder. */
  readonly subjects: readonly Subject[]
  /** The apps and spaces themselves, each once. */
  readonly apps: readonly AppHandle[]
  readonly spaces: readonly SpaceHandle[]
  readonly addons: () => readonly AddonHandle[]
  readonly facts: FactSource
  /** Who owns an app: its team, or else a person; undefined where the facts don't say. */
  readonly ownerOf: (app: string) => string | undefined
  /** Every request that didn't give what was read so far, by path. */
  readonly gaps: () => ReadonlyArray<Gap & {readonly path: string}>
  /** Facts that the documents read and that aren't in the snapshot. */
  readonly wanted: () => readonly string[]
}

type ComponentInputs = Pick<WorkpaperInputs, 'now' | 'policy' | 'snapshot'> & {
  readonly catalog: Pick<Catalog, 'endOfLife'>
}

/** Derives the components of a snapshot; their fields are read when a document uses them. */
export function readComponents({catalog, now, policy, snapshot}: ComponentInputs): Components {
  const {clockSkew, facts, scopes} = snapshot
  const reader = factReader(new Map(facts.map(fact => [fact.path, fact])))
  const context: SubjectContext = {
    endOfLife: catalog.endOfLife,
    facts: reader.facts,
    now: clockSkew === undefined ? {body: Date.parse(now)} : {gap: clockSkewGap(clockSkew)},
    policy: policy?.policy ?? emptyPolicy,
  }
  const apps = new Map<string, AppHandle>()
  const spaces = new Map<string, SpaceHandle>()
  const inventories: ScopeInventory[] = []
  const subjects = new Map<string, Subject>()
  for (const scope of scopes) {
    const inventory = scopeInventory(reader.facts, scope)
    inventories.push(inventory)
    for (const app of inventory.apps) apps.set(app.id, app)
    for (const space of inventory.spaces) spaces.set(space.id, space)
    for (const subject of deriveSubjects(context, inventory, kindsOf(scope)))
      // A subject of several scopes is listed once. Some have no ID, and look alike.
      if (scopes.length === 1) subjects.set(String(subjects.size), subject)
      else if (!subjects.has(subjectKey(subject))) subjects.set(subjectKey(subject), subject)
  }

  const owners = new Map([...apps.values()].map(app => [app.name, ownerIn(app)]))
  return {
    addons: lazy(() => inventories.flatMap(inventory => addonHandles(context, inventory))),
    apps: [...apps.values()],
    facts: reader.facts,
    gaps: () => reader.gaps().sort((a, b) => byCodeUnit(a.path, b.path)),
    ownerOf: app => owners.get(app),
    spaces: [...spaces.values()],
    subjects: [...subjects.values()].sort(bySubject),
    wanted: () => reader.wantedFacts().map(({path}) => path),
  }
}

function kindsOf(scope: Scope): ReadonlySet<SubjectKind> {
  const excluded = excludedKinds(scope)
  // The tokens of a team are listed with the team.
  const isListed = (kind: SubjectKind) =>
    !excluded.has(kind) || (kind === 'authorization' && (scope.kind === 'space' || scope.kind === 'team'))
  return new Set(componentKinds.filter(kind => isListed(kind)))
}

const ownerIn = ({record}: AppHandle): string | undefined =>
  'body' in record ? (record.body.team?.name ?? record.body.owner?.email ?? undefined) : undefined

const orderOf: ReadonlyMap<SubjectKind, number> = new Map(componentKinds.map((kind, index) => [kind, index]))

const bySubject = (a: Subject, b: Subject): number =>
  (orderOf.get(a.kind) ?? 0) - (orderOf.get(b.kind) ?? 0) || byCodeUnit(a.name, b.name) || byCodeUnit(a.id, b.id)

/** The names of the apps that a subject is, belongs to, or is used by. */
export function appsOf({app, apps, kind, name}: Subject): readonly string[] {
  if (kind === 'app') return [name]
  return apps ?? (app === undefined ? [] : [app])
}

/** A field of a subject; undefined where subjects of its kind have none. */
export const fieldOf = (subject: Subject, name: string): FieldValue | undefined =>
  subject.placeholder ? {gap: subject.placeholder} : subject.fields[name]?.()
