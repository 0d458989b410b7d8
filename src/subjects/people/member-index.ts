import type {Member} from '../../model/facts.js'

import {groupBy} from '../../foundation/collections.js'
import {emailOf} from './member.js'

/** The members of a team by lowercase email address and by ID. */
interface MemberIndex {
  readonly byEmail: ReadonlyMap<string | undefined, readonly Member[]>
  readonly byId: ReadonlyMap<string | undefined, readonly Member[]>
  /** Whether every entry says who it is. */
  readonly isNamed: boolean
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
