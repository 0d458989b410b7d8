import type {AccessList} from '../../model/account-facts.js'
import type {FactTypes} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {AppHandle, SubjectContext} from '../context.js'

import {showOutsiders} from '../../model/membership.js'
import {isPending} from '../read-result.js'
import {membersOf} from './member.js'

/** A person who has access to an app. */
export type Collaborator = FactTypes['collaborators'][number]

/**
 * Collaborators from the access lists of the app's team; undefined unless the lists can be read, contain the app, and
 * are proven to include outsiders.
 */
export function collaboratorsFromTeam(
  context: SubjectContext,
  {id, accountLists}: AppHandle,
): ReadResult<readonly Collaborator[]> | undefined {
  const teamAccess = accountLists?.teamAccess
  if (!teamAccess) return undefined
  const response = teamAccess.accessLists()
  if ('gap' in response) return isPending(response) ? response : undefined
  const users = accessListsByApp(response.body).get(id)?.users
  if (!users) return undefined
  const members = membersOf(context, teamAccess.team)
  if ('gap' in members) return isPending(members) ? members : undefined
  return showOutsiders(response.body, members.body) ? {body: users.map(user => ({user}))} : undefined
}

const appListIndexes = new WeakMap<readonly AccessList[], ReadonlyMap<string | undefined, AccessList>>()

/** The access lists of apps, by app ID. */
function accessListsByApp(lists: readonly AccessList[]): ReadonlyMap<string | undefined, AccessList> {
  // The first list of an app counts.
  const index =
    appListIndexes.get(lists) ??
    new Map(lists.toReversed().flatMap(list => (list.type === 'app' ? [[list.id, list]] : [])))
  appListIndexes.set(lists, index)
  return index
}
