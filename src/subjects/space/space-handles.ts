import type {FactSource, Space} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {AppHandle, ScopeInventory, SpaceHandle, TeamHandle} from '../context.js'

import {gapOf, itemsOf, notStated} from '../read-result.js'
import {isOfTeam} from '../team/team-handles.js'

/** The handle of a space that was read as part of a list. */
export const spaceHandle = (space: Space): SpaceHandle => ({
  id: space.id,
  name: space.name,
  record: {body: space},
  ref: space.name,
})

/** Reads a space by name or ID. */
export function readSpaceHandle(facts: FactSource, ref: string): SpaceHandle {
  const record = facts.read('space', ref)
  return 'body' in record ? {...spaceHandle(record.body), ref} : {id: ref, name: ref, record, ref}
}

/** The spaces that apps run in. */
export function spacesOf(apps: readonly AppHandle[], resolveSpace: ScopeInventory['resolveSpace']): SpaceHandle[] {
  const spaces = apps.flatMap(({record}) =>
    'body' in record && record.body.space ? [resolveSpace(record.body.space)] : [],
  )
  return uniqueSpaces(spaces)
}

const uniqueSpaces = (spaces: readonly SpaceHandle[]): SpaceHandle[] => [
  ...new Map(spaces.map(space => [space.id, space])).values(),
]

interface TeamSpaces {
  /** The list they come from; a gap if there may be more. */
  readonly list: ReadResult<unknown>
  readonly spaces: readonly SpaceHandle[]
}

/**
 * The spaces of a team. If the team's own list is refused, they are those in the account's list and those that the
 * team's apps run in.
 *
 * @param ownList the team's own list; undefined if the caller may not read it
 */
export function spacesOfTeam(
  facts: FactSource,
  team: TeamHandle,
  ownList: ReadResult<readonly Space[]> | undefined,
  apps: readonly AppHandle[],
): TeamSpaces {
  if (ownList && 'body' in ownList) return {list: ownList, spaces: ownList.body.map(space => spaceHandle(space))}
  if (ownList?.gap.reason === 'not-collected') return {list: ownList, spaces: []}
  const accountSpaces = facts.read('spaces')
  const accountGap = gapOf(accountSpaces)
  if (accountGap?.reason === 'not-collected') return {list: accountSpaces, spaces: []}
  const visibleSpaces = itemsOf(accountSpaces)
  const listedSpaces = visibleSpaces.filter(space => isOfTeam(team, space.team)).map(space => spaceHandle(space))
  const appSpaces = spacesOf(
    apps,
    ({id, name}) =>
      listedSpaces.find(space => space.id === id || space.name === name) ?? readSpaceHandle(facts, name ?? id ?? ''),
  )
  return {
    list: accountGap ? (ownList ?? {gap: accountGap}) : listIfOwnersStated(visibleSpaces),
    spaces: uniqueSpaces([...listedSpaces, ...appSpaces]),
  }
}

/** A space that doesn't state its team may belong to the team. */
function listIfOwnersStated(spaces: readonly Space[]): ReadResult<unknown> {
  const unownedSpace = spaces.find(({team}) => team !== null && team?.id === undefined && team?.name === undefined)
  return unownedSpace ? notStated(`which team the space ${unownedSpace.name} belongs to`) : {body: spaces}
}
