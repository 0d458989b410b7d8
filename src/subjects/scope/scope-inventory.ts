import type {App, FactSource, Team, TeamApp} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {Scope} from '../../model/snapshot.js'
import type {SubjectKind} from '../../model/subject.js'
import type {AppHandle, ScopeInventory, SpaceHandle, TeamHandle, UnreadList} from '../context.js'

import {isAppOrPipelineScope} from '../../model/snapshot.js'
import {gapOf, isPending} from '../field-value.js'
import {mergeAppLists} from '../app/merged-apps.js'
import {isOfTeam, readSpaceHandle, spaceHandle, spacesOf, spacesOfTeam} from '../space/space-handles.js'

/** The kinds of subjects that come from an app's own lists, and from a space's, a team's. */
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
  readonly unread?: readonly UnreadList[]
}

/** Which apps, spaces and teams a scope holds, and which lists of them could not be read in full. */
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
  const unlistedApps = isAppScope ? {apps: [], unread: []} : findUnlistedApps(facts, contents.apps, spaces, isInShard)
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
    unread: [...(contents.unread ?? []), ...unreadSpaces, ...unlistedApps.unread],
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
      unread: [
        ...unreadListsFrom(apps, 'account', ['app', ...appListKinds]),
        // The topologies of spaces name apps that no list may show.
        ...unreadListsFrom(spaces, 'account', ['space', 'app', ...appListKinds]),
        ...unreadListsFrom(teams, 'account', ['team', ...teamListKinds, 'app', ...appListKinds]),
        ...teamAppLists.flatMap(({list, name}) => unreadListsFrom(list, name, ['app', ...appListKinds])),
      ],
    }
  },
  app: (facts, name) => ({apps: [readAppHandle(facts, name)], spaces: [], teams: []}),
  pipeline(facts, name) {
    const pipeline = facts.read('pipeline', name)
    // Its couplings are found by id alone.
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
      unread: [
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
      unread: [
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
      unread: [
        ...[visibleApps, teamApps, list].flatMap(response =>
          unreadListsFrom(response, team.name, ['app', ...appListKinds]),
        ),
        ...unreadListsFrom(list, 'account', ['space', 'drain']),
      ],
    }
  },
}

/** A mere collaborator is shown the apps that are shared by the account's own list. */
const appsOfTeam = (facts: FactSource, ref: string, isGuest: boolean): ReadResult<readonly TeamApp[]> =>
  isGuest ? {body: []} : facts.read('teamApps', ref)

const itemsOf = <Item>(response: ReadResult<readonly Item[]>): readonly Item[] =>
  'body' in response ? response.body : []

function unreadListsFrom(response: ReadResult<unknown>, parent: string, kinds: readonly SubjectKind[]): UnreadList[] {
  const gap = gapOf(response)
  return gap ? [{gap, kinds, parent}] : []
}

const missingTeam = ({record}: SpaceHandle): ReadResult<never> => ({
  gap: gapOf(record) ?? {detail: "the API doesn't say which team the space belongs to", reason: 'no-statement'},
})

const teamHandle = (team: Team): TeamHandle => ({id: team.id, name: team.name, record: {body: team}, ref: team.name})

/** The teams whose people the caller may look at, and those in which the caller is a mere collaborator. */
function partitionGuests(teams: readonly TeamHandle[]): [readonly TeamHandle[], readonly TeamHandle[]] {
  const isGuest = ({record}: TeamHandle) => 'body' in record && record.body.role === 'collaborator'
  return [teams.filter(team => !isGuest(team)), teams.filter(team => isGuest(team))]
}

function readTeamHandle(facts: FactSource, ref: string): TeamHandle {
  const record = facts.read('team', ref)
  return 'body' in record ? {...teamHandle(record.body), ref} : {id: ref, name: ref, record, ref}
}

/** One app by the name or id that was typed or listed. */
export function readAppHandle(facts: FactSource, ref: string): AppHandle {
  const record = facts.read('app', ref)
  const identity = 'body' in record ? record.body : {id: ref, name: ref}
  return {id: identity.id, name: identity.name, record, ref, teamRecord: () => facts.read('teamApp', ref)}
}

/** An app of another part: asked for only where something of ours needs it. */
function lazyAppHandle(facts: FactSource, ref: string): AppHandle {
  return {
    id: ref,
    name: ref,
    get record() {
      return facts.read('app', ref)
    },
    ref,
    teamRecord: () => facts.read('teamApp', ref),
  }
}

/** An app whose own record cannot be read is only known to exist, and where something else says so, in which space. */
function withVisibilityGap(app: AppHandle, detail: string, inferredSpaceId?: string): AppHandle {
  const {record} = app
  const gap = isPending(record) ? undefined : gapOf(record)
  return gap
    ? {...app, ...(inferredSpaceId === undefined ? {} : {inferredSpaceId}), visibilityGap: {...gap, detail}}
    : app
}

/** Which space an app is in: a gap where that cannot be read, so that its space cannot either. */
const spaceStatement = (record: ReadResult<App>): ReadResult<unknown> =>
  'gap' in record || record.body.space !== undefined
    ? record
    : {gap: {detail: "the API doesn't say which space the app is in", reason: 'no-statement'}}

/** A space's topology names the apps that run in it: one that no list showed is tried on its own. */
function findUnlistedApps(
  facts: FactSource,
  apps: readonly AppHandle[],
  spaces: readonly SpaceHandle[],
  isInShard: ScopeInventory['isInShard'],
): {apps: AppHandle[]; unread: UnreadList[]} {
  const seenIds = new Set(apps.map(({id}) => id))
  const foundApps: AppHandle[] = []
  const missing: UnreadList[] = []
  for (const space of spaces) {
    const topology = facts.read('topology', space.ref)
    missing.push(...unreadListsFrom(topology, space.name, ['app', ...appListKinds]))
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

  return {apps: foundApps, unread: missing}
}
