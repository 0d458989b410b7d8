import type {FactSource, ResourceRef, Space} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {AppHandle, ScopeInventory, SpaceHandle, TeamHandle} from '../context.js'

import {gapOf} from '../field-value.js'

export const spaceHandle = (space: Space): SpaceHandle => ({
  id: space.id,
  name: space.name,
  record: {body: space},
  ref: space.name,
})

/** One space by the name or id that was typed or named. */
export function readSpaceHandle(facts: FactSource, ref: string): SpaceHandle {
  const record = facts.read('space', ref)
  return 'body' in record ? {...spaceHandle(record.body), ref} : {id: ref, name: ref, record, ref}
}

/** The spaces that apps name. */
export function spacesOf(apps: readonly AppHandle[], resolveSpace: ScopeInventory['resolveSpace']): SpaceHandle[] {
  const spaces = apps.flatMap(({record}) =>
    'body' in record && record.body.space ? [resolveSpace(record.body.space)] : [],
  )
  return uniqueSpaces(spaces)
}

const uniqueSpaces = (spaces: readonly SpaceHandle[]): SpaceHandle[] => [
  ...new Map(spaces.map(space => [space.id, space])).values(),
]

/** Whether a thing that names its team is of this one. */
export const isOfTeam = ({id, name}: TeamHandle, team: null | ResourceRef | undefined): boolean =>
  team?.id === id || team?.name === name

interface TeamSpaces {
  /** What told of them; a gap where there may be more. */
  readonly list: ReadResult<unknown>
  readonly spaces: readonly SpaceHandle[]
}

/**
 * The spaces of a team. Where its own list is refused, the account's shows those that the caller may see, and the apps
 * of the team name theirs.
 *
 * @param ownList the team's own list; absent where it is not for the caller
 */
export function spacesOfTeam(
  facts: FactSource,
  team: TeamHandle,
  ownList: ReadResult<readonly Space[]> | undefined,
  apps: readonly AppHandle[],
): TeamSpaces {
  if (ownList && 'body' in ownList) return {list: ownList, spaces: ownList.body.map(space => spaceHandle(space))}
  const refusal = ownList && gapOf(ownList)
  if (refusal?.reason === 'not-collected') return {list: {gap: refusal}, spaces: []}
  const accountSpaces = facts.read('spaces')
  const accountGap = gapOf(accountSpaces)
  if (accountGap?.reason === 'not-collected') return {list: accountSpaces, spaces: []}
  const visibleSpaces = 'body' in accountSpaces ? accountSpaces.body : []
  const listedSpaces = visibleSpaces.filter(space => isOfTeam(team, space.team)).map(space => spaceHandle(space))
  const appSpaces = spacesOf(
    apps,
    ({id, name}) =>
      listedSpaces.find(space => space.id === id || space.name === name) ?? readSpaceHandle(facts, name ?? id ?? ''),
  )
  return {
    list: accountGap ? {gap: refusal ?? accountGap} : listIfOwnersStated(visibleSpaces),
    spaces: uniqueSpaces([...listedSpaces, ...appSpaces]),
  }
}

/** A space that does not say whose it is may be the team's. */
function listIfOwnersStated(spaces: readonly Space[]): ReadResult<unknown> {
  const unownedSpace = spaces.find(({team}) => team !== null && team?.id === undefined && team?.name === undefined)
  return unownedSpace
    ? {
        gap: {
          detail: `the API doesn't say which team the space ${unownedSpace.name} belongs to`,
          reason: 'no-statement',
        },
      }
    : {body: spaces}
}
