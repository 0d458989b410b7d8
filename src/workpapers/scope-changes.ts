import type {Subject} from '../model/subject.js'
import type {ClassScope} from './class-scope.js'
import type {WorkpaperInputs} from './workpaper.js'

import {assessSnapshot} from '../assess/assess-snapshot.js'
import {byCodeUnit} from '../foundation/collections.js'
import {callerOf} from '../model/caller.js'
import {newestAt} from '../model/snapshot.js'
import {classScopes} from './class-scope.js'
import {readComponents} from './components.js'
import {inventoryRows} from './inventory.js'

/** What changed between two readings, each a sentence about a component. */
export interface ScopeChanges {
  /** When the newest of the earlier facts was read. */
  readonly since: string
  /** Whether another account read the earlier facts, which may see more or less. */
  readonly isOtherReader: boolean
  readonly appeared: readonly ComponentName[]
  readonly gone: readonly ComponentName[]
  readonly changed: readonly ComponentChange[]
  /** Kinds of components whose lists were not all seen both times: their changes may not be complete. */
  readonly unsure: readonly string[]
}

export interface ComponentName {
  readonly kind: string
  readonly name: string
}

export interface ComponentChange extends ComponentName {
  /** What changed, such as `plan`. */
  readonly what: string
  readonly before: string
  readonly after: string
}

/** What of a component is compared. */
const comparedKeys = ['name', 'owner', 'space', 'region', 'plan', 'version', 'scope'] as const
type ComparedValues = Readonly<Record<(typeof comparedKeys)[number], string>>

interface ComparedComponent extends ComponentName {
  readonly values: ComparedValues
}

interface Reading {
  readonly byKey: ReadonlyMap<string, ComparedComponent>
  readonly unseenKinds: ReadonlySet<string>
}

/** What changed since earlier facts, which are assessed by the same rules; undefined without any. */
export function scopeChanges(inputs: WorkpaperInputs, scopes: readonly ClassScope[]): ScopeChanges | undefined {
  const {catalog, policy, previous, report, version} = inputs
  if (!previous) return undefined
  const since = newestAt(previous.facts)
  const earlier = assessSnapshot(previous, catalog, {
    allowUnknown: true,
    failOn: 'never',
    scopeKind: report.scope.kind,
    strict: false,
    version,
    ...(policy ? {policy} : {}),
  })
  const before = readingOf({...inputs, now: since, snapshot: previous}, classScopes(earlier, policy))
  const after = readingOf(inputs, scopes)
  const unsure = new Set([...before.unseenKinds, ...after.unseenKinds])
  return {
    appeared: missingIn(before, after),
    changed: [...after.byKey].flatMap(([key, component]) => changesOf(before.byKey.get(key), component)).sort(byName),
    gone: missingIn(after, before),
    isOtherReader: callerOf(previous.facts)?.id !== callerOf(inputs.snapshot.facts)?.id,
    since,
    unsure: [...unsure].sort(byCodeUnit),
  }
}

function readingOf(inputs: WorkpaperInputs, scopes: readonly ClassScope[]): Reading {
  const rows = inventoryRows(readComponents(inputs), scopes)
  const seen = rows.filter(({subject}) => !subject.placeholder)
  return {
    byKey: new Map(
      seen.map(row => [
        keyOf(row.subject),
        {
          kind: row.subject.kind,
          name: row.name,
          values: {
            name: row.name,
            owner: row.owner,
            plan: row.plan,
            region: row.region,
            scope: row.inScopeFor.length > 0 ? `in scope for ${row.inScopeFor.join(', ')}` : 'out of scope',
            space: row.space,
            version: row.version,
          },
        },
      ]),
    ),
    unseenKinds: new Set(rows.filter(({subject}) => subject.placeholder).map(({subject}) => subject.kind)),
  }
}

/** Some drains have no ID of their own. */
const keyOf = ({id, kind, app, space}: Subject): string =>
  JSON.stringify([kind, id, id === 'log-drain' ? [app, space] : []])

const byName = (a: ComponentName, b: ComponentName): number => byCodeUnit(a.kind, b.kind) || byCodeUnit(a.name, b.name)

const missingIn = (reading: Reading, other: Reading): readonly ComponentName[] =>
  [...other.byKey].flatMap(([key, {kind, name}]) => (reading.byKey.has(key) ? [] : [{kind, name}])).sort(byName)

/** What wasn't seen one of the times isn't a change. */
function changesOf(before: ComparedComponent | undefined, after: ComparedComponent): ComponentChange[] {
  if (!before) return []
  return comparedKeys.flatMap(what => {
    const [was, is] = [before.values[what], after.values[what]]
    const isUnseen = [was, is].some(text => text.includes('not seen: '))
    return was === is || isUnseen ? [] : [{after: is, before: was, kind: after.kind, name: after.name, what}]
  })
}
