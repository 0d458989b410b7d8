import type {AccessList} from '../../model/account-facts.js'
import type {App} from '../../model/facts.js'
import type {HerokuCommand} from '../../model/heroku-command.js'
import type {CommandEffect} from '../command-effect.js'
import type {FactEditor} from '../fact-editor.js'
import type {Identity} from '../lookups.js'

import {UserError} from '../../foundation/user-error.js'
import {appOf, flagText, isVariable, knownWord, requiredArgument} from '../command-effect.js'
import {bodyByEitherKey, findKnownTeam, updateByEitherKey} from '../lookups.js'
import {
  asPerson,
  changeAccessLists,
  changePeople,
  isPerson,
  membersOfTeam,
  outsidersShow,
  teamNamedBy,
  userOf,
} from '../people.js'

/** A new collaborator is in the app's list, and in the access lists of its team. */
export const addAccess: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  const email = requiredArgument(command, 'email')
  if (collaboratorsOf(editor, app)?.some(({user}) => isPerson(user, email)))
    throw new UserError(
      `${email} already has access to ${app.name}.`,
      `To change the permissions: heroku access:update ${email} --permissions PERMISSIONS -a ${app.name}`,
    )
  const collaborator = {id: editor.newId(), user: userOf(editor, email)}
  updateByEitherKey(editor, 'collaborators', app, collaborators => [...collaborators, collaborator])
  const team = teamNamedBy(app)
  if (!team) return
  // A person outside the team may be missing from its access lists, and would prove that outsiders aren't.
  const isListed =
    outsidersShow(editor, team) ||
    membersOfTeam(editor, team)?.some(member => isPerson(asPerson(member), email)) === true
  const permissions = hasFinePermissions(editor, team) ? permissionsOf(command) : undefined
  const user = {...collaborator.user, ...(permissions ? {permissions} : {})}
  changeAccess(editor, app, team, list => ({
    ...list,
    users: isListed && list.users ? [...list.users, user] : null,
  }))
}

/** Other permissions are in the access lists of the team and, where it says them, in the list of the app. */
export const updateAccess: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  const email = emailOf(command)
  const team = teamNamedBy(app)
  if (app.team === null)
    throw new UserError(`${app.name} isn't owned by a team.`, 'Only collaborators on apps of teams have permissions.')
  requireAccess(editor, app, email)
  const permissions = permissionsOf(command)
  updateByEitherKey(editor, 'collaborators', app, collaborators =>
    collaborators.map(collaborator =>
      collaborator.permissions && isPerson(collaborator.user, email)
        ? {...collaborator, permissions: permissions?.map(name => ({name})) ?? null}
        : collaborator,
    ),
  )
  if (team)
    changeAccess(editor, app, team, list => ({
      ...list,
      users:
        list.users?.map(user => (isPerson(user, email) ? {...user, permissions: permissions ?? null} : user)) ?? null,
    }))
}

/** Someone without access is in no list. */
export const removeAccess: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  const email = emailOf(command)
  requireAccess(editor, app, email)
  updateByEitherKey(editor, 'collaborators', app, collaborators =>
    collaborators.filter(({user}) => !isPerson(user, email)),
  )
  const team = teamNamedBy(app)
  if (team)
    changeAccess(editor, app, team, list => ({
      ...list,
      users: list.users?.filter(user => !isPerson(user, email)) ?? null,
    }))
}

/** The CLI takes it as its first word. */
const emailOf = (command: HerokuCommand): string =>
  knownWord(command, command.words[0] ?? requiredArgument(command, 'email'))

const collaboratorsOf = (editor: FactEditor, app: Identity) => bodyByEitherKey(editor, 'collaborators', app)

function requireAccess(editor: FactEditor, app: App, email: string): void {
  const collaborators = collaboratorsOf(editor, app)
  if (collaborators && !collaborators.some(({user}) => isPerson(user, email)))
    throw new UserError(`${email} has no access to ${app.name}.`, `heroku access -a ${app.name} lists who has.`)
}

/** Teams of enterprise accounts have permissions; whether others do isn't among the facts. */
const hasFinePermissions = (editor: FactEditor, team: Identity): boolean =>
  Boolean(findKnownTeam(editor, team.name)?.enterprise_account)

/** The permissions of --permissions, as the CLI completes them; undefined where they aren't known. */
function permissionsOf(command: HerokuCommand): string[] | undefined {
  const given = flagText(command, 'permissions')?.split(',')
  return given === undefined || given.some(name => isVariable(name))
    ? undefined
    : [...new Set([...given, 'view'])].sort()
}

const changeAccess = (
  editor: FactEditor,
  app: Identity,
  team: Identity,
  change: (list: AccessList) => AccessList,
): void =>
  changePeople(editor, team, () =>
    changeAccessLists(editor, team, ({id, type}) => type === 'app' && id === app.id, change),
  )
