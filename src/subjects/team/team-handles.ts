import type {FactSource, Team} from '../../model/facts.js'
import type {ResourceRef} from '../../model/resource-ref.js'
import type {TeamHandle} from '../context.js'

/** The handle of a team that was read as part of a list. */
export const teamHandle = (team: Team): TeamHandle => ({
  id: team.id,
  name: team.name,
  record: {body: team},
  ref: team.name,
})

/** Separates teams whose people the caller may read from teams in which the caller is only a collaborator. */
export function partitionGuests(teams: readonly TeamHandle[]): [readonly TeamHandle[], readonly TeamHandle[]] {
  const isGuest = ({record}: TeamHandle) => 'body' in record && record.body.role === 'collaborator'
  return [teams.filter(team => !isGuest(team)), teams.filter(team => isGuest(team))]
}

/** Reads a team by name or ID. */
export function readTeamHandle(facts: FactSource, ref: string): TeamHandle {
  const record = facts.read('team', ref)
  return 'body' in record ? {...teamHandle(record.body), ref} : {id: ref, name: ref, record, ref}
}

/** Whether a resource that names its team belongs to this one. */
export const isOfTeam = ({id, name}: TeamHandle, team: null | ResourceRef | undefined): boolean =>
  team?.id === id || team?.name === name
