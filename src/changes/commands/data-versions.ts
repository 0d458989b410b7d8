import type {CommandEffect} from '../command-effect.js'

import {UserError} from '../../foundation/user-error.js'
import {appOf, flagText, knownWord, requiredArgument} from '../command-effect.js'
import {databaseOf, followersOf, forgetDatabase, keyValueStoreOf} from '../databases.js'
import {bodyByEitherKey, findAddon, findApp, forget, updateByEitherKey} from '../lookups.js'

/** Whether it is a fork from then on isn't documented, so nothing is known of the database. */
export const unfollow: CommandEffect = (editor, command) => {
  const {addon} = databaseOf(editor, command)
  const database = bodyByEitherKey(editor, 'postgres', addon)
  if (database && !database.following && !database.leader)
    throw new UserError(`${addon.name} isn't a follower.`, 'heroku pg:info says which databases follow another.')
  forgetDatabase(editor, addon)
}

/** The version isn't known, nor whether the database follows another; its followers are upgraded with it. */
export const upgradeDatabase: CommandEffect = (editor, command) => {
  const {addon} = databaseOf(editor, command)
  for (const database of [addon, ...followersOf(editor, addon)]) forgetDatabase(editor, database)
}

/** The version is only known by its first numbers. */
export const upgradeKeyValueStore: CommandEffect = (editor, command) => {
  forget(editor, 'keyValueStore', keyValueStoreOf(editor, command).addon)
}

/** When what is left of a maintenance is due isn't known before it is over. */
export const runMaintenance: CommandEffect = (editor, command) => {
  const appName = flagText(command, 'app')
  const app = appName === undefined ? undefined : findApp(editor, appName)
  const addon = findAddon(editor, knownWord(command, requiredArgument(command, 'addon')), app)
  const isDone = command.flags['wait'] === true
  updateByEitherKey(editor, 'dataMaintenances', addon.app ?? appOf(editor, command), ({maintenances}) => ({
    maintenances: maintenances.map(maintenance => {
      if (maintenance.addon.uuid !== addon.id && maintenance.addon.name !== addon.name) return maintenance
      return isDone ? {...maintenance, status: 'completed'} : {...maintenance, required_by: null}
    }),
  }))
}
