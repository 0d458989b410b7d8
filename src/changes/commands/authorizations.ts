import type {Authorization} from '../../model/account-facts.js'
import type {HerokuCommand} from '../../model/heroku-command.js'
import type {CommandEffect} from '../command-effect.js'
import type {FactEditor} from '../fact-editor.js'

import {UserError} from '../../foundation/user-error.js'
import {flagText, isVariable, knownWord, requiredArgument} from '../command-effect.js'

/** A token of the caller: without --scope it may do everything, and without --expires-in it never expires. */
export const createAuthorization: CommandEffect = (editor, command) => {
  const authorization: Authorization = {
    client: null,
    created_at: editor.at,
    id: editor.newId(),
    refresh: null,
    session: null,
    ...lifetimeOf(command),
    ...scopeOf(command),
  }
  editor.update('authorizations', [], authorizations => [...authorizations, authorization])
}

/** A revoked authorization is in no list. */
export const revokeAuthorization: CommandEffect = (editor, command) => changeAuthorization(editor, command, () => [])

/** New tokens may be valid for another time than the old ones, unless those never expired. */
export const rotateAuthorization: CommandEffect = (editor, command) =>
  changeAuthorization(editor, command, ({expires_in: expiresIn, ...authorization}) => [
    expiresIn === null ? {...authorization, expires_in: null} : authorization,
  ])

/** A client is named by its id, so its name isn't known. */
export const updateAuthorization: CommandEffect = (editor, command) =>
  changeAuthorization(editor, command, authorization => [
    flagText(command, 'client-id') === undefined ? authorization : {...authorization, client: {}},
  ])

function lifetimeOf(command: HerokuCommand): Pick<Authorization, 'expires_in'> {
  const text = flagText(command, 'expires-in')
  if (text === undefined) return {expires_in: null}
  if (isVariable(text)) return {}
  if (!/^\d+$/.test(text)) throw new UserError(`${text} isn't a number of seconds.`, 'A year is --expires-in 31536000.')
  return {expires_in: Number(text)}
}

function scopeOf(command: HerokuCommand): Pick<Authorization, 'scope'> {
  const scopes = flagText(command, 'scope')?.split(',') ?? ['global']
  return scopes.some(scope => isVariable(scope)) ? {} : {scope: scopes}
}

/** Changes an authorization in each list that has it. */
function changeAuthorization(
  editor: FactEditor,
  command: HerokuCommand,
  change: (authorization: Authorization) => readonly Authorization[],
): void {
  const id = knownWord(command, requiredArgument(command, 'id'))
  const own = editor.bodyOf('authorizations')
  const isListed = [own ?? [], ...editor.bodiesOf('teamAuthorizations')].some(list => list.some(item => item.id === id))
  if (own && !isListed)
    throw new UserError(`You have no authorization ${id}.`, 'heroku authorizations lists those that you have.')
  const changeList = (list: readonly Authorization[]) => list.flatMap(item => (item.id === id ? change(item) : [item]))
  editor.update('authorizations', [], changeList)
  if (isListed) editor.updateAll('teamAuthorizations', changeList)
}
