import type {App, Facts, Team, TeamApp} from '../../model/facts.js'
import type {Answer} from '../../model/gap.js'
import type {Scope} from '../../model/snapshot.js'
import type {SubjectKind} from '../../model/subject.js'
import type {AppHandle, Roster, SpaceHandle, TeamHandle, Unread} from '../context.js'

import {isOfApps} from '../../model/snapshot.js'
import {gapOf, isPending} from '../field-value.js'
import {merged} from '../app/merged-apps.js'
import {isOfTeam, singleSpace, spaceHandle, spacesOf, spacesOfTeam} from '../space/space-handles.js'

/** The kinds of subjects that come from an app's own lists, and from a space's, a team's. */
export const ofApp: readonly SubjectKind[] = [
  'addon',
  'attachment',
  'certificate',
  'collaborator',
  'domain',
  'drain',
  'webhook',
]
const ofTeam: readonly SubjectKind[] = ['authorization', 'invitation', 'member']

type Part = Roster['whole'] & {readonly guestTeams?: readonly TeamHandle[]; readonly unread?: readonly Unread[]}

/** Which apps, spaces and teams a scope holds, and which lists of them could not be read in full. */
export function roster(facts: Facts, scope: Scope, isOurs: Roster['isOurs'] = () => true): Roster {
  const part = parts[scope.kind](facts, scope.name ?? '')
  const known = new Map<string | undefined, SpaceHandle>(
    part.spaces.flatMap(space => [
      [space.id, space],
      [space.name, space],
    ]),
  )
  const spaceOf: Roster['spaceOf'] = ({id, name}) => known.get(id ?? name) ?? singleSpace(facts, name ?? id ?? '')
  const ofApps = isOfApps(scope)
  const spaces = ofApps ? spacesOf(part.apps, spaceOf) : part.spaces
  const unlisted = ofApps ? {apps: [], unread: []} : unlistedApps(facts, part.apps, spaces, isOurs)
  const homes = ofApps ? part.apps.flatMap(({record}) => unread(homeOf(record), 'account', ['space', 'drain'])) : []
  const apps = [...part.apps, ...unlisted.apps]
  const byRef = new Map<string | undefined, AppHandle>(
    apps.flatMap(app => [
      [app.name, app],
      [app.id, app],
    ]),
  )
  const appOf: Roster['appOf'] = ({id, name}) => byRef.get(id) ?? byRef.get(name)
  const ours = <T extends {readonly id: string}>(all: readonly T[]) => all.filter(({id}) => isOurs(id))
  const whole = {apps, spaces, teams: part.teams}
  return {
    appOf,
    apps: ours(apps),
    guestTeams: part.guestTeams ?? [],
    isOurs,
    scope,
    spaceOf,
    spaces: ours(spaces),
    teams: ours(part.teams),
    whole,
    unread: [...(part.unread ?? []), ...homes, ...unlisted.unread],
  }
}

const parts: Readonly<Record<Scope['kind'], (facts: Facts, name: string) => Part>> = {
  all(facts) {
    const teams = facts.read('teams')
    const spaces = facts.read('spaces')
    const apps = facts.read('apps')
    const [teamHandles, guestTeams] = parted(rows(teams).map(row => teamHandle(row)))
    const teamApps = teamHandles.map(({name, ref}) => ({list: facts.read('teamApps', ref), name}))
    return {
      apps: merged(
        facts,
        [apps, rows(apps)],
        [teamApps.map(({list}) => list), teamApps.flatMap(({list}) => rows(list))],
        teamHandles,
      ),
      guestTeams,
      spaces: rows(spaces).map(row => spaceHandle(row)),
      teams: teamHandles,
      unread: [
        ...unread(apps, 'account', ['app', ...ofApp]),
        // The topologies of spaces name apps that no list may show.
        ...unread(spaces, 'account', ['space', 'app', ...ofApp]),
        ...unread(teams, 'account', ['team', ...ofTeam, 'app', ...ofApp]),
        ...teamApps.flatMap(({list, name}) => unread(list, name, ['app', ...ofApp])),
      ],
    }
  },
  app: (facts, name) => ({apps: [appHandle(facts, name)], spaces: [], teams: []}),
  pipeline(facts, name) {
    const pipeline = facts.read('pipeline', name)
    // Its couplings are found by id alone.
    const couplings = 'gap' in pipeline ? pipeline : facts.read('pipelineCouplings', pipeline.body.id)
    const parent = 'gap' in pipeline ? name : pipeline.body.name
    return {
      apps: rows(couplings).map(({app}) =>
        hidden(appHandle(facts, app.id ?? app.name ?? ''), 'the app belongs to the pipeline, but cannot be seen'),
      ),
      spaces: [],
      teams: [],
      unread: [...unread(couplings, parent, ['app', ...ofApp]), ...unread(couplings, 'account', ['space', 'drain'])],
    }
  },
  space(facts, name) {
    const space = singleSpace(facts, name)
    const owner = 'body' in space.record ? space.record.body.team : undefined
    const team = owner?.name ?? owner?.id
    const visible = facts.read('apps')
    const [teams, guestTeams] = parted(team ? [teamOf(facts, team)] : [])
    const listed = team ? appsOfTeam(facts, team, guestTeams.length > 0) : noTeam(space)
    const here = (row: App | TeamApp) => row.space?.id === space.id || row.space?.name === space.name
    return {
      apps: merged(facts, [visible, rows(visible).filter(here)], [[listed], rows(listed).filter(here)], teams),
      guestTeams,
      spaces: [space],
      teams,
      unread: [
        ...[visible, listed].flatMap(list => unread(list, space.name, ['app', ...ofApp])),
        ...(team ? [] : unread(noTeam(space), 'account', ['team', ...ofTeam])),
      ],
    }
  },
  team(facts, name) {
    const team = teamOf(facts, name)
    const [teams, guestTeams] = parted([team])
    const visible = facts.read('apps')
    const listed = appsOfTeam(facts, name, guestTeams.length > 0)
    const own = rows(visible).filter(app => isOfTeam(team, app.team))
    const apps = merged(facts, [visible, own], [[listed], rows(listed)], teams)
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
        ...[visible, listed, list].flatMap(answer => unread(answer, team.name, ['app', ...ofApp])),
        ...unread(list, 'account', ['space', 'drain']),
      ],
    }
  },
}

/** A mere collaborator is shown the apps that are shared by the account's own list. */
const appsOfTeam = (facts: Facts, ref: string, isGuest: boolean): Answer<readonly TeamApp[]> =>
  isGuest ? {body: []} : facts.read('teamApps', ref)

const rows = <T>(answer: Answer<readonly T[]>): readonly T[] => ('body' in answer ? answer.body : [])

function unread(answer: Answer<unknown>, parent: string, kinds: readonly SubjectKind[]): Unread[] {
  const gap = gapOf(answer)
  return gap ? [{gap, kinds, parent}] : []
}

const noTeam = ({record}: SpaceHandle): Answer<never> => ({
  gap: gapOf(record) ?? {detail: 'the API does not say which team the space belongs to', reason: 'no-statement'},
})

const teamHandle = (body: Team): TeamHandle => ({id: body.id, name: body.name, record: {body}, ref: body.name})

/** The teams whose people the caller may look at, and those in which the caller is a mere collaborator. */
function parted(teams: readonly TeamHandle[]): [readonly TeamHandle[], readonly TeamHandle[]] {
  const isGuest = ({record}: TeamHandle) => 'body' in record && record.body.role === 'collaborator'
  return [teams.filter(team => !isGuest(team)), teams.filter(team => isGuest(team))]
}

function teamOf(facts: Facts, ref: string): TeamHandle {
  const record = facts.read('team', ref)
  return 'body' in record ? {...teamHandle(record.body), ref} : {id: ref, name: ref, record, ref}
}

/** One app by the name or id that was typed or listed. */
export function appHandle(facts: Facts, ref: string): AppHandle {
  const record = facts.read('app', ref)
  const known = 'body' in record ? record.body : {id: ref, name: ref}
  return {id: known.id, name: known.name, record, ref, teamRecord: () => facts.read('teamApp', ref)}
}

/** An app of another part: asked for only where something of ours needs it. */
function elsewhere(facts: Facts, ref: string): AppHandle {
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
function hidden(app: AppHandle, detail: string, home?: string): AppHandle {
  const {record} = app
  const gap = isPending(record) ? undefined : gapOf(record)
  return gap ? {...app, ...(home === undefined ? {} : {home}), unseen: {...gap, detail}} : app
}

/** Which space an app is in: a gap where that cannot be read, so that its space cannot either. */
const homeOf = (record: Answer<App>): Answer<unknown> =>
  'gap' in record || record.body.space !== undefined
    ? record
    : {gap: {detail: 'the API does not say which space the app is in', reason: 'no-statement'}}

/** A space's topology names the apps that run in it: one that no list showed is tried on its own. */
function unlistedApps(
  facts: Facts,
  apps: readonly AppHandle[],
  spaces: readonly SpaceHandle[],
  isOurs: Roster['isOurs'],
): {apps: AppHandle[]; unread: Unread[]} {
  const seen = new Set(apps.map(({id}) => id))
  const found: AppHandle[] = []
  const missing: Unread[] = []
  for (const space of spaces) {
    const topology = facts.read('topology', space.ref)
    missing.push(...unread(topology, space.name, ['app', ...ofApp]))
    if ('gap' in topology) continue
    for (const {id} of topology.body.apps) {
      if (seen.has(id)) continue
      seen.add(id)
      found.push(
        isOurs(id)
          ? hidden(
              appHandle(facts, id),
              `the app runs in ${space.name}, but cannot be seen`,
              'body' in space.record ? space.id : undefined,
            )
          : elsewhere(facts, id),
      )
    }
  }

  return {apps: found, unread: missing}
}
