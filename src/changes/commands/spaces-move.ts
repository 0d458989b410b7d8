import type {App, Space, Team} from '../../model/facts.js'
import type {CommandEffect} from '../command-effect.js'
import type {FactEditor} from '../fact-editor.js'

import {UserError} from '../../foundation/user-error.js'
import {updateApp, updateOfOwner, updateTeamApp} from '../app-records.js'
import {knownWord, requiredFlag} from '../command-effect.js'
import {findKnownTeam, findSpace, findTeam, knownApps, knownSpaces, updateByEitherKey} from '../lookups.js'
import {moveToTeam} from './apps-transfer.js'

/** Whatever names the space by its name has the new one. */
export const renameSpace: CommandEffect = (editor, command) => {
  const space = findSpace(editor, requiredFlag(command, 'from'))
  const name = knownWord(command, requiredFlag(command, 'to'))
  if (knownSpaces(editor).some(other => other.name === name))
    throw new UserError(`There is a space ${name} already.`, 'Choose another name.')
  const renamed = <T extends Pick<App, 'space'>>(record: T): T =>
    record.space ? {...record, space: {...record.space, name}} : record
  for (const app of appsIn(editor, space)) {
    updateApp(editor, app, renamed)
    updateTeamApp(editor, app, renamed)
  }

  updateOfOwner(editor, 'teamPermissions', space.team, lists =>
    lists.map(list => (list.type === 'space' && list.id === space.id ? {...list, name} : list)),
  )
  updateSpace(editor, space, record => ({...record, name}))
  editor.rename('space', space.name, name)
}

/** The space and its apps belong to another team; who has access to them then isn't known. */
export const transferSpace: CommandEffect = (editor, command) => {
  const space = findSpace(editor, requiredFlag(command, 'space'))
  const team = findTeam(editor, requiredFlag(command, 'team'))
  const {id, name} = space
  if (space.team?.id === team.id || space.team?.name === team.name) return
  refuseOtherAccount(editor, space, team)
  for (const app of appsIn(editor, space)) moveToTeam(editor, app, {id: team.id, name: team.name})
  const moved: Space = {...space, team: {id: team.id, name: team.name}}
  updateOfOwner(editor, 'teamSpaces', space.team, spaces => spaces.filter(other => other.id !== id))
  updateOfOwner(editor, 'teamSpaces', moved.team, spaces => [...spaces, moved])
  updateOfOwner(editor, 'teamPermissions', space.team, lists => lists.filter(list => list.id !== id))
  updateOfOwner(editor, 'teamPermissions', moved.team, lists => [...lists, {id, name, type: 'space'}])
  updateSpace(editor, space, record => ({...record, team: moved.team ?? null}))
}

/** Spaces move between the teams of one enterprise account only. */
function refuseOtherAccount(editor: FactEditor, space: Space, team: Team): void {
  const owner = findKnownTeam(editor, space.team?.id ?? space.team?.name ?? '')
  const accounts = [owner?.enterprise_account?.id, team.enterprise_account?.id]
  if (accounts.every(account => account !== undefined) && accounts[0] !== accounts[1])
    throw new UserError(
      `${team.name} belongs to another enterprise account than ${space.name}.`,
      'Choose a team of the same enterprise account.',
    )
}

/** The apps of a space, each once, as far as they are known. */
function appsIn(editor: FactEditor, {id, name}: Space): readonly App[] {
  const records: readonly App[] = [
    ...editor.bodiesOf('teamApp'),
    ...editor.bodiesOf('teamApps').flat(),
    ...knownApps(editor),
  ]
  const inSpace = records.filter(({space}) => space && (space.id === undefined ? space.name === name : space.id === id))
  return [...new Map(inSpace.map(app => [app.id, app])).values()]
}

/** Changes the record of a space in every fact that has it. */
function updateSpace(editor: FactEditor, space: Space, change: (record: Space) => Space): void {
  const changeItem = (record: Space) => (record.id === space.id ? change(record) : record)
  editor.update('spaces', [], records => records.map(record => changeItem(record)))
  updateOfOwner(editor, 'teamSpaces', space.team, records => records.map(record => changeItem(record)))
  updateByEitherKey(editor, 'space', space, change)
}
