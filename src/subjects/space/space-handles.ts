import type {Facts, Ref, Space} from '../../model/facts.js'
import type {Answer} from '../../model/gap.js'
import type {AppHandle, Roster, SpaceHandle, TeamHandle} from '../context.js'

import {gapOf} from '../field-value.js'

export const spaceHandle = (body: Space): SpaceHandle => ({
  id: body.id,
  name: body.name,
  record: {body},
  ref: body.name,
})

/** One space by the name or id that was typed or named. */
export function singleSpace(facts: Facts, ref: string): SpaceHandle {
  const record = facts.read('space', ref)
  return 'body' in record ? {...spaceHandle(record.body), ref} : {id: ref, name: ref, record, ref}
}

/** The spaces that apps name. */
export function spacesOf(apps: readonly AppHandle[], spaceOf: Roster['spaceOf']): SpaceHandle[] {
  const all = apps.flatMap(({record}) => ('body' in record && record.body.space ? [spaceOf(record.body.space)] : []))
  return distinct(all)
}

const distinct = (all: readonly SpaceHandle[]): SpaceHandle[] => [
  ...new Map(all.map(space => [space.id, space])).values(),
]

/** Whether a thing that names its team is of this one. */
export const isOfTeam = ({id, name}: TeamHandle, team: null | Ref | undefined): boolean =>
  team?.id === id || team?.name === name

interface TeamSpaces {
  /** What told of them; a gap where there may be more. */
  readonly list: Answer<unknown>
  readonly spaces: readonly SpaceHandle[]
}

/**
 * The spaces of a team. Where its own list is refused, the account's shows those that the caller may see, and the apps
 * of the team name theirs.
 *
 * @param own the team's own list; absent where it is not for the caller
 */
export function spacesOfTeam(
  facts: Facts,
  team: TeamHandle,
  own: Answer<readonly Space[]> | undefined,
  apps: readonly AppHandle[],
): TeamSpaces {
  if (own && 'body' in own) return {list: own, spaces: own.body.map(row => spaceHandle(row))}
  const refusal = own && gapOf(own)
  if (refusal?.reason === 'not-collected') return {list: {gap: refusal}, spaces: []}
  const visible = facts.read('spaces')
  const lack = gapOf(visible)
  if (lack?.reason === 'not-collected') return {list: visible, spaces: []}
  const all = 'body' in visible ? visible.body : []
  const listed = all.filter(space => isOfTeam(team, space.team)).map(row => spaceHandle(row))
  const homes = spacesOf(
    apps,
    ({id, name}) =>
      listed.find(space => space.id === id || space.name === name) ?? singleSpace(facts, name ?? id ?? ''),
  )
  return {list: lack ? {gap: refusal ?? lack} : told(all), spaces: distinct([...listed, ...homes])}
}

/** A space that does not say whose it is may be the team's. */
function told(all: readonly Space[]): Answer<unknown> {
  const stray = all.find(({team}) => team !== null && team?.id === undefined && team?.name === undefined)
  return stray
    ? {gap: {detail: `the API does not say which team the space ${stray.name} belongs to`, reason: 'no-statement'}}
    : {body: all}
}
