import type {App, FactSource, TeamApp} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {Scope} from '../../model/snapshot.js'
import type {SubjectKind} from '../../model/subject.js'
import type {AppHandle, ScopeInventory, SpaceHandle, TeamHandle, UnreadList} from '../context.js'

import {isAppOrPipelineScope} from '../../model/snapshot.js'
import {gapOf, itemsOf, notStated} from '../read-result.js'
import {lazyAppHandle, readAppHandle, withVisibilityGap} from '../app/app-handles.js'
import {mergeAppLists} from '../app/merged-apps.js'
import {readSpaceHandle, spaceHandle, spacesOf, spacesOfTeam} from '../space/space-handles.js'
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

type ScopeContents = ScopeInventory['wholeScope'] & {
  readonly guestTeams?: readonly TeamHandle[]
  readonly unreadLists?: readonly UnreadList[]
}

/**
 * The apps, spaces and teams of a scope, and the lists of them that couldn't be read in full.
 *
 * @param isInShard whether an ID belongs to the shard that is assessed
 */
export function scopeInventory(
  facts: FactSource,
  scope: Scope,
  isInShard: ScopeInventory['isInShard'] = () => true,
): ScopeInventory {
  const contents = contentsByScope[scope.kind](facts, scope.name ?? '')
  const spacesByRef = new Map<string | undefined, SpaceHandle>(
    contents.spaces.flatMap(space => [
      [space.id, space],
      [space.name, space],
    ]),
  )
  const resolveSpace: ScopeInventory['resolveSpace'] = ({id, name}) =>
    spacesByRef.get(id ?? name) ?? readSpaceHandle(facts, name ?? id ?? '')
  const isAppScope = isAppOrPipelineScope(scope)
  const spaces = isAppScope ? spacesOf(contents.apps, resolveSpace) : contents.spaces
  const unlistedApps = isAppScope
    ? {apps: [], unreadLists: []}
    : findUnlistedApps(facts, contents.apps, spaces, isInShard)
  const unreadSpaces = isAppScope
    ? contents.apps.flatMap(({record}) => unreadListsFrom(spaceStatement(record), 'account', ['space', 'drain']))
    : []
  const apps = [...contents.apps, ...unlistedApps.apps]
  const appsByRef = new Map<string | undefined, AppHandle>(
    apps.flatMap(app => [
      [app.name, app],
      [app.id, app],
    ]),
  )
  const findApp: ScopeInventory['findApp'] = ({id, name}) => appsByRef.get(id) ?? appsByRef.get(name)
  const inShard = <Handle extends {readonly id: string}>(handles: readonly Handle[]) =>
    handles.filter(({id}) => isInShard(id))
  const wholeScope = {apps, spaces, teams: contents.teams}
  return {
    findApp,
    apps: inShard(apps),
    guestTeams: contents.guestTeams ?? [],
    isInShard,
    scope,
    resolveSpace,
    spaces: inShard(spaces),
    teams: inShard(contents.teams),
    wholeScope,
    unreadLists: [...(contents.unreadLists ?? []), ...unreadSpaces, ...unlistedApps.unreadLists],
  }
}

const contentsByScope: Readonly<Record<Scope['kind'], (facts: FactSource, name: string) => ScopeContents>> = {
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

function unreadListsFrom(response: ReadResult<unknown>, parent: string, kinds: readonly SubjectKind[]): UnreadList[] {
  const gap = gapOf(response)
  return gap ? [{gap, kinds, parent}] : []
}

const missingTeam = ({record}: SpaceHandle): ReadResult<never> => ({
  gap: gapOf(record) ?? {detail: "the API doesn't say which team the space belongs to", reason: 'no-statement'},
})

/** A gap if an app doesn't state its space, so that the space is missing from the inventory. */
const spaceStatement = (record: ReadResult<App>): ReadResult<unknown> =>
  'gap' in record || record.body.space !== undefined ? record : notStated('which space the app is in')

/** The topology of a space names the apps that run in it. Those that no list contains are read individually. */
function findUnlistedApps(
  facts: FactSource,
  apps: readonly AppHandle[],
  spaces: readonly SpaceHandle[],
  isInShard: ScopeInventory['isInShard'],
): {apps: AppHandle[]; unreadLists: UnreadList[]} {
  const seenIds = new Set(apps.map(({id}) => id))
  const foundApps: AppHandle[] = []
  const unreadLists: UnreadList[] = []
  for (const space of spaces) {
    const topology = facts.read('topology', space.ref)
    unreadLists.push(...unreadListsFrom(topology, space.name, ['app', ...appListKinds]))
    if ('gap' in topology) continue
    for (const {id} of topology.body.apps) {
      if (seenIds.has(id)) continue
      seenIds.add(id)
      foundApps.push(
        isInShard(id)
          ? withVisibilityGap(
              readAppHandle(facts, id),
              `the app runs in ${space.name}, but isn't visible`,
              'body' in space.record ? space.id : undefined,
            )
          : lazyAppHandle(facts, id),
      )
    }
  }

  return {apps: foundApps, unreadLists}
}
