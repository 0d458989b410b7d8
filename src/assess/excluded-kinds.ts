import type {Scope} from '../model/snapshot.js'
import type {SubjectKind} from '../model/subject.js'
import type {ScopeInventory} from '../subjects/context.js'

import {isAppOrPipelineScope} from '../model/snapshot.js'

type WiderScope = 'all' | 'team'

/** The kinds of subjects that some scope leaves to wider scopes, and to which. */
export type ExcludedKinds = ReadonlyMap<SubjectKind, ReadonlySet<WiderScope>>

const teamKinds: readonly SubjectKind[] = ['invitation', 'member', 'team']
const accountKinds: readonly SubjectKind[] = ['account', 'authorization']

/** The kinds of subjects that a scope leaves to a wider scope. */
export function excludedKinds(scope: Scope): ReadonlyMap<SubjectKind, WiderScope> {
  const teams = isAppOrPipelineScope(scope) ? teamKinds : []
  const account = scope.kind === 'all' ? [] : accountKinds
  return new Map([...teams.map(kind => [kind, 'team'] as const), ...account.map(kind => [kind, 'all'] as const)])
}

/**
 * What joined scopes leave out between them: what each leaves out, unless the others cover it completely.
 * Joined snapshots are of one account, so one scope with the whole account covers it for all. The people of a team
 * are covered only by a scope with that very team.
 */
export function excludedByAll(
  inventories: ReadonlyArray<Pick<ScopeInventory, 'apps' | 'scope' | 'teams' | 'unreadLists'>>,
): ExcludedKinds {
  const excluded = new Map<SubjectKind, Set<WiderScope>>()
  for (const inventory of inventories)
    for (const [kind, wider] of excludedKinds(inventory.scope)) {
      const others = inventories.filter(other => !excludedKinds(other.scope).has(kind))
      const isCovered = others.length > 0 && (accountKinds.includes(kind) || areTeamsCovered(inventory, others))
      if (!isCovered) excluded.set(kind, (excluded.get(kind) ?? new Set()).add(wider))
    }

  return excluded
}

/** Whether the teams of all apps of a scope, visible or not, are in other scopes. */
const areTeamsCovered = (
  {apps, unreadLists}: Pick<ScopeInventory, 'apps' | 'unreadLists'>,
  others: ReadonlyArray<Pick<ScopeInventory, 'apps' | 'teams'>>,
): boolean => !unreadLists.some(({kinds}) => kinds.includes('app')) && apps.every(app => isTeamCovered(app, others))

/** Whether the team of an app is in one of several scopes, or the app has no team. */
function isTeamCovered(
  {id, record}: ScopeInventory['apps'][number],
  others: ReadonlyArray<Pick<ScopeInventory, 'apps' | 'teams'>>,
): boolean {
  if (others.some(({apps}) => apps.some(app => app.id === id))) return true
  if (!('body' in record) || record.body.team === undefined) return false
  const {team} = record.body
  return (
    team === null ||
    others.some(({teams}) =>
      teams.some(candidate => candidate.id === team.id || (team.id === undefined && candidate.name === team.name)),
    )
  )
}
