import type {HerokuCommand} from '../../model/heroku-command.js'
import type {CommandEffect} from '../command-effect.js'

import {UserError} from '../../foundation/user-error.js'
import {flagText, isVariable, requiredFlag} from '../command-effect.js'
import {databaseOf, storeOf} from '../databases.js'
import {bodyByEitherKey, forget, updateByEitherKey} from '../lookups.js'

/** An endpoint accepts connections as soon as it is there, though from no address yet. */
export const createMutualTls: CommandEffect = (editor, command) => {
  const {addon} = databaseOf(editor, command, 'addon')
  if (bodyByEitherKey(editor, 'postgresTlsEndpoint', addon)) return
  editor.put('postgresTlsEndpoint', [addon.name], {status: 'Provisioning'})
  editor.put('postgresIpRules', [addon.name], [])
}

/** The endpoint goes with its rules. */
export const destroyMutualTls: CommandEffect = (editor, command) => {
  const {addon} = databaseOf(editor, command, 'addon')
  editor.putAbsent('postgresTlsEndpoint', addon.name)
  editor.putAbsent('postgresIpRules', addon.name)
}

/** A further range of addresses may connect. */
export const addIpRule: CommandEffect = (editor, command) => {
  const {addon} = databaseOf(editor, command, 'addon')
  const cidr = requiredFlag(command, 'cidr')
  if (isVariable(cidr)) forget(editor, 'postgresIpRules', addon)
  else updateByEitherKey(editor, 'postgresIpRules', addon, rules => [...rules, {cidr}])
}

/** The facts have no ids of rules, so only the last one is known to go. */
export const removeIpRule: CommandEffect = (editor, command) => {
  const {addon} = databaseOf(editor, command, 'addon')
  const rules = bodyByEitherKey(editor, 'postgresIpRules', addon)
  if (rules?.length === 0)
    throw new UserError(`${addon.name} has no rule.`, `heroku data:mtls:ip-rules ${addon.name} lists them.`)
  if (rules?.length === 1) updateByEitherKey(editor, 'postgresIpRules', addon, () => [])
  else forget(editor, 'postgresIpRules', addon)
}

/** An endpoint for the accounts that are named. */
export const createPrivateLink: CommandEffect = (editor, command) => {
  const {addon} = storeOf(editor, command)
  const accounts = accountsIn(command)
  editor.put('privateLink', [addon.name], {status: 'Provisioning', ...(accounts ? {accounts} : {})})
}

/** Nobody may connect. */
export const destroyPrivateLink: CommandEffect = (editor, command) =>
  editor.putAbsent('privateLink', storeOf(editor, command).addon.name)

/** Further accounts may connect. */
export const addPrivateLinkAccess: CommandEffect = (editor, command) => {
  const added = accountsIn(command)
  updateByEitherKey(editor, 'privateLink', storeOf(editor, command).addon, ({accounts, status}) => ({
    status,
    ...(accounts && added ? {accounts: [...new Set([...accounts, ...added])].sort()} : {}),
  }))
}

/** An account keeps the connections that it has, and the facts don't say which those are. */
export const removePrivateLinkAccess: CommandEffect = (editor, command) =>
  updateByEitherKey(editor, 'privateLink', storeOf(editor, command).addon, ({status}) => ({status}))

/** The numbers of AWS accounts, also in ARNs; undefined where one isn't known. */
function accountsIn(command: HerokuCommand): readonly string[] | undefined {
  const given = flagText(command, 'aws-account-id')?.split(',') ?? []
  return given.some(text => isVariable(text)) ? undefined : given.map(text => /\d{12}/.exec(text)?.[0] ?? text)
}
