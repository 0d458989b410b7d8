import type {AccessList} from './account-facts.js'
import type {Member} from './facts.js'

import {groupBy} from '../foundation/collections.js'

/** The members of a team by lowercase email address and by ID. */
interface MemberIndex {
  readonly byEmail: ReadonlyMap<string | undefined, readonly Member[]>
  readonly byId: ReadonlyMap<string | undefined, readonly Member[]>
  /** Whether every entry says who it is. */
  readonly isNamed: boolean
}

/** The email address of a member, as stated by the entry or by its user. */
export const emailOf = ({email, user}: Member): null | string | undefined => email ?? user?.email

/** Whether the user isn't a person, by Heroku's own domain for such users. */
export const isServiceAccount = (email: string): boolean => email.toLowerCase().endsWith('@herokumanager.com')

const memberLists = new WeakMap<readonly Member[], readonly Member[]>()

/**
 * The entries of a team's list without those with the role `collaborator`. Returns the same array for the same list, so
 * that it can be indexed once.
 */
export function membersAmong(entries: readonly Member[]): readonly Member[] {
  const members = memberLists.get(entries) ?? entries.filter(({role}) => role !== 'collaborator')
  memberLists.set(entries, members)
  return members
}

const memberIndexes = new WeakMap<readonly Member[], MemberIndex>()

/** Indexes the members of a team, once per list. */
export function memberIndex(members: readonly Member[]): MemberIndex {
  const index = memberIndexes.get(members) ?? buildMemberIndex(members)
  memberIndexes.set(members, index)
  return index
}

function buildMemberIndex(members: readonly Member[]): MemberIndex {
  const byId = groupBy(members, ({user}) => user?.id)
  // Two entries without an ID aren't the same person.
  byId.delete(undefined)
  return {
    byEmail: groupBy(members, member => emailOf(member)?.toLowerCase()),
    byId,
    isNamed: members.every(member => emailOf(member)),
  }
}

const outsiderProofs = new WeakMap<readonly AccessList[], ReadonlyMap<readonly Member[], boolean>>()

/**
 * Whether the access lists of a team name someone on an app who is certainly not a member. Nothing guarantees that they
 * include outsiders: the route is in development, and the CLI reads each app.
 */
export function showOutsiders(lists: readonly AccessList[], members: readonly Member[]): boolean {
  const cached = outsiderProofs.get(lists)?.get(members)
  if (cached !== undefined) return cached
  const {byEmail, byId, isNamed} = memberIndex(members)
  const hasOutsider =
    isNamed &&
    lists.some(
      ({type, users}) =>
        type === 'app' &&
        users?.some(
          ({email, id}) => email && !isServiceAccount(email) && !byEmail.has(email.toLowerCase()) && !byId.has(id),
        ),
    )
  outsiderProofs.set(lists, new Map([[members, hasOutsider]]))
  return hasOutsider
}
