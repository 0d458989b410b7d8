import type {Scope} from '../model/snapshot.js'
import type {SubjectKind} from '../model/subject.js'
import type {Roster} from '../subjects/context.js'

import {isOfApps} from '../model/snapshot.js'

type Wider = 'all' | 'team'

/** The kinds of subjects that some scope leaves to a wider one, and to which. */
export type LeftOut = ReadonlyMap<SubjectKind, ReadonlySet<Wider>>

const ofTeams: readonly SubjectKind[] = ['invitation', 'member', 'team']
const ofAccount: readonly SubjectKind[] = ['account', 'authorization']

/** The kinds of subjects that a scope leaves to a wider one. */
export function leftOut(scope: Scope): ReadonlyMap<SubjectKind, Wider> {
  const teams = isOfApps(scope) ? ofTeams : []
  const account = scope.kind === 'all' ? [] : ofAccount
  return new Map([...teams.map(kind => [kind, 'team'] as const), ...account.map(kind => [kind, 'all'] as const)])
}

/**
 * What joined scopes leave out between them: what each leaves out, unless the others judge it for all that it holds.
 * Joined readings are of one account, so that one scope of the whole account speaks of it for all. The people of a team
 * are spoken of only by a scope that holds that very team: another team's say nothing of them.
 */
export function leftByAll(parts: ReadonlyArray<Pick<Roster, 'apps' | 'scope' | 'teams' | 'unread'>>): LeftOut {
  const left = new Map<SubjectKind, Set<Wider>>()
  for (const part of parts)
    for (const [kind, wider] of leftOut(part.scope)) {
      const others = parts.filter(other => !leftOut(other.scope).has(kind))
      const isCovered = others.length > 0 && (ofAccount.includes(kind) || areHeld(part, others))
      if (!isCovered) left.set(kind, (left.get(kind) ?? new Set()).add(wider))
    }

  return left
}

/** Whether the teams of all apps of a scope, seen or not, are judged by others. */
const areHeld = (
  {apps, unread}: Pick<Roster, 'apps' | 'unread'>,
  others: ReadonlyArray<Pick<Roster, 'apps' | 'teams'>>,
): boolean => !unread.some(({kinds}) => kinds.includes('app')) && apps.every(app => isHeld(app, others))

/** Whether the team of an app is judged by one of several scopes, or there is none. */
function isHeld({id, record}: Roster['apps'][number], others: ReadonlyArray<Pick<Roster, 'apps' | 'teams'>>): boolean {
  if (others.some(({apps}) => apps.some(app => app.id === id))) return true
  if (!('body' in record) || record.body.team === undefined) return false
  const {team} = record.body
  return (
    team === null ||
    others.some(({teams}) => teams.some(one => one.id === team.id || (team.id === undefined && one.name === team.name)))
  )
}
