import type {App, FactSource} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {Scope} from '../../model/snapshot.js'
import type {AppHandle, ScopeInventory, SpaceHandle, UnreadList} from '../context.js'

import {isAppOrPipelineScope} from '../../model/snapshot.js'
import {notStated} from '../read-result.js'
import {lazyAppHandle, readAppHandle, withVisibilityGap} from '../app/app-handles.js'
import {appListKinds, contentsByScope, unreadListsFrom} from './scope-contents.js'
import {readSpaceHandle, spacesOf} from '../space/space-handles.js'

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
