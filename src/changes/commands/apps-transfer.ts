import type {App, TeamApp} from '../../model/facts.js'
import type {PipelineCoupling} from '../../model/pipeline-facts.js'
import type {ResourceRef, User} from '../../model/resource-ref.js'
import type {CommandEffect} from '../command-effect.js'
import type {FactEditor} from '../fact-editor.js'

import {UserError} from '../../foundation/user-error.js'
import {concatenate} from '../../model/fact-rows.js'
import {addonsPaidBy} from '../addon-records.js'
import {updateApp, updateOfOwner} from '../app-records.js'
import {appOf, requiredArgument} from '../command-effect.js'
import {bodyByEitherKey, findKnownTeam, findTeamApp, forget, isOfApp, keysOf} from '../lookups.js'
import {userOf} from '../people.js'
import {leaveTeam} from './apps-destroy.js'
import {lockApp} from './apps-lock.js'

/** A person has to accept an app that belongs to no team: nothing changes before. */
export const transferApp: CommandEffect = (editor, command) => {
  if (command.flags['bulk'] === true)
    throw new UserError('Which apps --bulk transfers is asked when it runs.', 'Transfer one app at a time with --app.')
  const app = appOf(editor, command)
  const recipient = requiredArgument(command, 'recipient')
  const isPerson = recipient.includes('@')
  if (isPerson && app.team === null) return
  const team = isPerson ? null : teamOf(editor, recipient)
  if (team) moveToTeam(editor, app, team)
  else if (isCaller(editor, recipient)) moveApp(editor, app, null, userOf(editor, recipient))
  else loseSight(editor, app)
  if (command.flags['locked'] === true) lockApp(editor, command)
}

const isCaller = (editor: FactEditor, email: string): boolean =>
  editor.bodyOf('account')?.email?.toLowerCase() === email.toLowerCase()

/** What another person owns, the account may no longer see: nothing is known of it afterwards. */
function loseSight(editor: FactEditor, app: App): void {
  const addons = addonsPaidBy(editor, app)
  leaveTeam(editor, app)
  moveCoupling(editor, app, null)
  editor.update('apps', [], apps => apps.filter(({id}) => id !== app.id))
  editor.update('accountAddons', [], others => others.filter(addon => !isOfApp(addon, app)))
  editor.update('accountAttachments', [], others => others.filter(attachment => !isOfApp(attachment, app)))
  for (const {id, name} of addons) {
    editor.destroy('addon', id, name)
    editor.create('addon', id, name)
  }

  editor.destroy('app', ...keysOf(app))
  editor.create('app', ...keysOf(app))
}

/** An app belongs to another team than before. */
export function moveToTeam(editor: FactEditor, app: App, team: ResourceRef): void {
  const record = findTeamApp(editor, app.id)
  moveApp(editor, app, team, {email: `${team.name ?? ''}@herokumanager.com`})
  joinTeam(editor, app, team, record)
}

function moveApp(editor: FactEditor, app: App, team: null | ResourceRef, owner: User): void {
  leaveTeam(editor, app)
  for (const key of keysOf(app)) editor.putAbsent('teamApp', key)
  moveCoupling(editor, app, team)
  updateApp(editor, app, record => ({...record, owner, team}))
  // Who keeps access isn't documented, apart from the recipient.
  forget(editor, 'collaborators', app)
}

function teamOf(editor: FactEditor, key: string): ResourceRef {
  const team = findKnownTeam(editor, key)
  return team ? {id: team.id, name: team.name} : {name: key}
}

function joinTeam(editor: FactEditor, app: App, team: ResourceRef, record: TeamApp | undefined): void {
  const {generation, id, name, space} = app
  const own: TeamApp = {
    id,
    // Whether a lock stays isn't documented.
    locked: app.team === null || record?.locked === false ? false : null,
    name,
    team,
    ...(generation === undefined ? {} : {generation}),
    ...(space === undefined ? {} : {space}),
  }
  updateOfOwner(editor, 'teamApps', team, apps => [...apps, own])
  for (const key of keysOf(app)) editor.put('teamApp', [key], own)
  // Who may do what with it isn't known.
  updateOfOwner(editor, 'teamPermissions', team, lists => [...lists, {id, name, type: 'app'}])
}

/** A list of couplings has those of the team's apps. */
function moveCoupling(editor: FactEditor, app: App, team: null | ResourceRef): void {
  const isOfThis = (coupling: PipelineCoupling) => isOfApp(coupling, app)
  const coupling =
    bodyByEitherKey(editor, 'appPipelineCoupling', app) ??
    concatenate([...editor.bodiesOf('pipelineCouplings'), ...editor.bodiesOf('teamPipelineCouplings')]).find(isOfThis)
  updateOfOwner(editor, 'teamPipelineCouplings', app.team, others => others.filter(other => !isOfThis(other)))
  updateOfOwner(editor, 'teamPipelineCouplings', team, others => [...others, ...(coupling ? [coupling] : [])])
}
