import type {Addon, App} from '../model/facts.js'
import type {HerokuCommand} from '../model/heroku-command.js'
import type {FactEditor} from './fact-editor.js'
import type {Identity} from './lookups.js'

import {UserError} from '../foundation/user-error.js'
import {planTier} from '../model/plan-tier.js'
import {listedAddons} from './addon-records.js'
import {appOf, knownWord} from './command-effect.js'
import {bodyByEitherKey, findAddon, findApp, forget, isOfApp, requiredAttachments} from './lookups.js'

const postgres = 'heroku-postgresql'

/** What a command names by an argument, on which app. */
interface NamedStore {
  readonly app: App
  readonly addon: Addon
  /** The name of the attachment, where it is named by one. */
  readonly attachment?: string
  /** The credential of that attachment. */
  readonly namespace?: null | string
}

/**
 * The store that a command names as the Heroku CLI resolves it: by a config var, an attachment or an add-on of the app,
 * or as `APP::NAME`; without a name, the primary database.
 *
 * @throws MissingFactError where no fact has it
 */
export function storeOf(editor: FactEditor, command: HerokuCommand, argument = 'database'): NamedStore {
  const word = knownWord(command, command.args[argument] ?? 'DATABASE_URL')
  const [, appName, name = word] = /^(.+?)::(.+)$/.exec(word) ?? []
  const app = appName === undefined ? appOf(editor, command) : findApp(editor, appName)
  const key = name.replace(/_URL$/, '')
  const attachment = requiredAttachments(editor, app).find(other => other.name === key || other.id === key)
  if (!attachment) return {addon: findAddon(editor, key), app}
  const {namespace = null} = attachment
  return {addon: findAddon(editor, attachment.addon.name), app, attachment: attachment.name, namespace}
}

/** The same of a Heroku Postgres database. */
export function databaseOf(editor: FactEditor, command: HerokuCommand, argument = 'database'): NamedStore {
  const store = storeOf(editor, command, argument)
  const service = store.addon.addon_service?.name
  if (service !== undefined && service !== postgres)
    throw new UserError(`${store.addon.name} isn't a Heroku Postgres database.`, `It is of ${service}.`)
  return store
}

/** The key-value store that a command names, or the only one of the app. */
export function keyValueStoreOf(editor: FactEditor, command: HerokuCommand): Omit<NamedStore, 'attachment'> {
  if (command.args['database'] !== undefined) return storeOf(editor, command)
  const app = appOf(editor, command)
  const stores = new Map(
    listedAddons(editor).flatMap(addon =>
      addon.addon_service?.name === 'heroku-redis' && isOfApp(addon, app) ? [[addon.id, addon]] : [],
    ),
  )
  const [only, ...others] = stores.values()
  if (!only || others.length > 0)
    throw new UserError(
      `${app.name} has ${stores.size === 0 ? 'no' : 'more than one'} key-value store.`,
      'Name the one that you mean.',
    )
  return {addon: only, app}
}

/** Whether a database shares a server with others, and so has no settings of its own. */
export const isEssential = ({plan}: Addon): boolean => planTier(plan?.name ?? '').startsWith('essential-')

/** Makes unknown what the database says of itself, and what those that follow it say. */
export function forgetDatabase(editor: FactEditor, database: Identity): void {
  for (const kind of ['postgres', 'postgresAdvanced'] as const)
    if (bodyByEitherKey(editor, kind, database)) forget(editor, kind, database)
    else editor.update(kind, [database.id], body => body)
}

/** The databases that are known to follow one. */
export const followersOf = (editor: FactEditor, {id, name}: Identity): readonly Addon[] =>
  listedAddons(editor).filter(other => {
    const {following, leader} = bodyByEitherKey(editor, 'postgres', other) ?? {}
    return [leader?.addon_id, leader?.name, following].some(key => key === id || key === name)
  })
