import type {App, FactSource, TeamApp} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {Scope} from '../../model/snapshot.js'
import type {SubjectKind} from '../../model/subject.js'
import type {ScopeInventory, SpaceHandle, TeamHandle, UnreadList} from '../context.js'

import {readAppHandle, withVisibilityGap} from '../app/app-handles.js'
import {mergeAppLists} from './merge-app-lists.js'
import {gapOf, itemsOf} from '../read-result.js'
import {readSpaceHandle, spaceHandle, spacesOfTeam} from '../space/space-handles.js'
import {isOfTeam, partitionGuests, readTeamHandle, teamHandle} from '../team/team-handles.js'

/** The kinds of subjects that come from an app's own lists, and from a space's or team's. */
export const appListKinds: readonly SubjectKind[] = [
  'addon',
  'attachment',
  'certificate',
  'collaborator',
  'domain',
  'drain',
  'webhook',
]
const teamListKinds: readonly SubjectKind[] = ['authorization', 'invitation', 'member']

/** What the lists of a scope contain, before other shards and topologies are considered. */
type ScopeContents = ScopeInventory['wholeScope'] & {
  readonly guestTeams?: readonly TeamHandle[]
  readonly unreadLists?: readonly UnreadList[]
}

/** Reads the lists of each kind of scope. */
export const contentsByScope: Readonly<Record<Scope['kind'], (facts: FactSource, name: string) => ScopeContents>> = {
  all(facts) {
    const teams = facts.read('teams')
    const spaces = facts.read('spaces')
    const apps = facts.read('apps')
    const [teamHandles, guestTeams] = partitionGuests(itemsOf(teams).map(team => teamHandle(team)))
    const teamAppLists = teamHandles.map(({name, ref}) => ({list: facts.read('teamApps', ref), name}))
    return {
      apps: mergeAppLists(
        facts,
        [apps, itemsOf(apps)],
        [teamAppLists.map(({list}) => list), teamAppLists.flatMap(({list}) => itemsOf(list))],
        teamHandles,
      ),
      guestTeams,
      spaces: itemsOf(spaces).map(space => spaceHandle(space)),
      teams: teamHandles,
      unreadLists: [
        ...unreadListsFrom(apps, 'account', ['app', ...appListKinds]),
        // The topologies of spaces may contain apps that no list contains.
        ...unreadListsFrom(spaces, 'account', ['space', 'app', ...appListKinds]),
        ...unreadListsFrom(teams, 'account', ['team', ...teamListKinds, 'app', ...appListKinds]),
        ...teamAppLists.flatMap(({list, name}) => unreadListsFrom(list, name, ['app', ...appListKinds])),
      ],
    }
  },
  app: (facts, name) => ({apps: [readAppHandle(facts, name)], spaces: [], teams: []}),
  pipeline(facts, name) {
    const pipeline = facts.read('pipeline', name)
    // Couplings can be read by ID only.
    const couplings = 'gap' in pipeline ? pipeline : facts.read('pipelineCouplings', pipeline.body.id)
    const parent = 'gap' in pipeline ? name : pipeline.body.name
    return {
      apps: itemsOf(couplings).map(({app}) =>
        withVisibilityGap(
          readAppHandle(facts, app.id ?? app.name ?? ''),
          "the app belongs to the pipeline, but isn't visible",
        ),
      ),
      spaces: [],
      teams: [],
      unreadLists: [
        ...unreadListsFrom(couplings, parent, ['app', ...appListKinds]),
        ...unreadListsFrom(couplings, 'account', ['space', 'drain']),
      ],
    }
  },
  space(facts, name) {
    const space = readSpaceHandle(facts, name)
    const owner = 'body' in space.record ? space.record.body.team : undefined
    const team = owner?.name ?? owner?.id
    const visibleApps = facts.read('apps')
    const [teams, guestTeams] = partitionGuests(team ? [readTeamHandle(facts, team)] : [])
    const teamApps = team ? appsOfTeam(facts, team, guestTeams.length > 0) : missingTeam(space)
    const isInSpace = (app: App | TeamApp) => app.space?.id === space.id || app.space?.name === space.name
    return {
      apps: mergeAppLists(
        facts,
        [visibleApps, itemsOf(visibleApps).filter(isInSpace)],
        [[teamApps], itemsOf(teamApps).filter(isInSpace)],
        teams,
      ),
      guestTeams,
      spaces: [space],
      teams,
      unreadLists: [
        ...[visibleApps, teamApps].flatMap(list => unreadListsFrom(list, space.name, ['app', ...appListKinds])),
        ...(team ? [] : unreadListsFrom(missingTeam(space), 'account', ['team', ...teamListKinds])),
      ],
    }
  },
  team(facts, name) {
    const team = readTeamHandle(facts, name)
    const [teams, guestTeams] = partitionGuests([team])
    const visibleApps = facts.read('apps')
    const teamApps = appsOfTeam(facts, name, guestTeams.length > 0)
    const ownApps = itemsOf(visibleApps).filter(app => isOfTeam(team, app.team))
    const apps = mergeAppLists(facts, [visibleApps, ownApps], [[teamApps], itemsOf(teamApps)], teams)
    const {list, spaces} = spacesOfTeam(
      facts,
      team,
      guestTeams.length > 0 ? undefined : facts.read('teamSpaces', name),
      apps,
    )
    return {
      apps,
      guestTeams,
      spaces,
      teams,
      unreadLists: [
        ...[visibleApps, teamApps, list].flatMap(response =>
          unreadListsFrom(response, team.name, ['app', ...appListKinds]),
        ),
        ...unreadListsFrom(list, 'account', ['space', 'drain']),
      ],
    }
  },
}

/** If the caller is only a collaborator, the account's own list contains the shared apps. */
const appsOfTeam = (facts: FactSource, ref: string, isGuest: boolean): ReadResult<readonly TeamApp[]> =>
  isGuest ? {body: []} : facts.read('teamApps', ref)

/** The list of a response that is a gap; empty otherwise. */
export function unreadListsFrom(
  response: ReadResult<unknown>,
  parent: string,
  kinds: readonly SubjectKind[],
): UnreadList[] {
  const gap = gapOf(response)
  return gap ? [{gap, kinds, parent}] : []
}

/** Why the team of a space is unknown. */
const missingTeam = ({record}: SpaceHandle): ReadResult<never> => ({
  gap: gapOf(record) ?? {detail: "the API doesn't say which team the space belongs to", reason: 'no-statement'},
})
