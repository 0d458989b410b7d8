import type {App, Space, TeamApp} from '../../model/facts.js'
import type {HerokuCommand} from '../../model/heroku-command.js'
import type {ResourceRef} from '../../model/resource-ref.js'
import type {CommandEffect} from '../command-effect.js'
import type {FactEditor} from '../fact-editor.js'

import {UserError} from '../../foundation/user-error.js'
import {generationName} from '../../model/generation.js'
import {updateOfOwner} from '../app-records.js'
import {flagText, isVariable} from '../command-effect.js'
import {installationOf} from '../installations.js'
import {findKnownTeam, findSpace, keysOf, updateByEitherKey} from '../lookups.js'
import {addAddon} from '../new-addon.js'

/** What a new app has none of yet. Of its formation, the API doesn't say what it has before the first build. */
const emptyLists = [
  'addonAttachments',
  'addons',
  'builds',
  'buildpackInstallations',
  'logDrains',
  'postgresTransfers',
  'sniEndpoints',
  'telemetryDrains',
  'webhooks',
] as const

export const createApp: CommandEffect = (editor, command) => {
  assertReadable(command)
  const spaceName = flagText(command, 'space')
  const space = spaceName === undefined ? undefined : findSpace(editor, spaceName)
  const app = newApp(editor, command, space)
  assertNameIsFree(editor, app.name)
  putApp(editor, app, command.flags['locked'] === true)
  for (const plan of flagText(command, 'addons')?.split(',') ?? []) addAddon(editor, app, {servicePlan: plan.trim()})
  const buildpack = flagText(command, 'buildpack')
  if (buildpack !== undefined) putBuildpack(editor, app, buildpack)
}

function assertReadable({flags}: HerokuCommand): void {
  if (flags['manifest'] === true)
    throw new UserError("What heroku.yml sets up isn't read.", 'Leave out --manifest; --addons names add-ons.')
  if (flags['internal-routing'] === true && flags['space'] === undefined)
    throw new UserError('Only apps in a space can have internal routing.', 'Add --space.')
}

function assertNameIsFree(editor: FactEditor, name: string): void {
  const names = [...editor.bodiesOf('apps').flat(), ...editor.bodiesOf('teamApps').flat()].map(app => app.name)
  if (names.includes(name)) throw new UserError(`There is an app ${name} already.`, 'Choose another name.')
}

function newApp(editor: FactEditor, command: HerokuCommand, space: Space | undefined): App {
  const id = editor.newId()
  const team = teamOf(editor, command, space)
  return {
    id,
    maintenance: false,
    name: flagText(command, 'app') ?? command.args['app'] ?? id,
    owner: ownerOf(editor, team),
    team,
    ...runtimeOf(command, space),
    ...stackOf(command, space),
  }
}

/** An app in a space belongs to the team of the space. */
function teamOf(editor: FactEditor, command: HerokuCommand, space: Space | undefined): null | ResourceRef {
  const name = flagText(command, 'team')
  const {team: spaceTeam} = space ?? {}
  if (name === undefined) return spaceTeam ?? null
  if (spaceTeam && !keysOf(spaceTeam).includes(name))
    throw new UserError(
      `The space ${space?.name ?? ''} belongs to ${spaceTeam.name ?? 'another team'}.`,
      'Leave out --team, or choose a space of the team.',
    )
  const team = findKnownTeam(editor, name)
  return team ? {id: team.id, name: team.name} : {name}
}

/** A team owns its apps through a user of its own. */
function ownerOf(editor: FactEditor, team: null | ResourceRef): App['owner'] & {} {
  if (team) return {email: team.name === undefined ? null : `${team.name}@herokumanager.com`}
  const {email, id} = editor.bodyOf('account') ?? {}
  return {email: email ?? null, ...(id === undefined ? {} : {id})}
}

/** Without a space, an app is on the Common Runtime, which has one generation, and in the United States by default. */
function runtimeOf(
  {flags}: HerokuCommand,
  space: Space | undefined,
): Pick<App, 'generation' | 'internal_routing' | 'region' | 'space'> {
  if (space) {
    const {generation, id, name, region, shield} = space
    return {
      internal_routing: flags['internal-routing'] === true,
      region: region ?? null,
      space: {id, name, ...(shield === undefined ? {} : {shield})},
      ...(generation === undefined ? {} : {generation}),
    }
  }

  const {region = 'us'} = flags
  return {
    generation: 'cedar',
    internal_routing: null,
    region: typeof region === 'string' && !isVariable(region) ? {name: region} : null,
    space: null,
  }
}

/** Fir has one stack. Which one is the default elsewhere changes with time. */
function stackOf(command: HerokuCommand, space: Space | undefined): Pick<App, 'stack'> {
  if (generationName(space?.generation) === 'fir') return {stack: {name: 'cnb'}}
  const name = flagText(command, 'stack')
  return {stack: name === undefined || isVariable(name) ? null : {name}}
}

function putApp(editor: FactEditor, app: App, isLocked: boolean): void {
  const keys = keysOf(app)
  editor.create('app', ...keys)
  editor.update('apps', [], apps => [...apps, app])
  for (const key of keys) {
    editor.put('app', [key], app)
    for (const kind of emptyLists) editor.put(kind, [key], [])
    editor.put('dataMaintenances', [key], {maintenances: []})
    editor.putAbsent('appPipelineCoupling', key)
  }

  if (app.team) putTeamApp(editor, app, isLocked)
  if (app.space)
    updateByEitherKey(editor, 'topology', app.space, topology => ({apps: [...topology.apps, {id: app.id}]}))
}

function putTeamApp(editor: FactEditor, {generation, id, name, space, team = null}: App, isLocked: boolean): void {
  const record: TeamApp = {
    id,
    locked: isLocked,
    name,
    team,
    ...(generation === undefined ? {} : {generation}),
    ...(space === undefined ? {} : {space}),
  }
  for (const key of keysOf(record)) editor.put('teamApp', [key], record)
  updateOfOwner(editor, 'teamApps', team, apps => [...apps, record])
  // Who may do what with it isn't known.
  updateOfOwner(editor, 'teamPermissions', team, lists => [...lists, {id, name, type: 'app'}])
}

/** Fir has its buildpacks from the source code. */
function putBuildpack(editor: FactEditor, app: App, buildpack: string): void {
  if (generationName(app.generation) === 'fir')
    throw new UserError(`${app.name} can't be given a buildpack on Fir.`, 'Name it in project.toml.')
  for (const key of keysOf(app)) editor.put('buildpackInstallations', [key], [installationOf(editor, buildpack)])
}
