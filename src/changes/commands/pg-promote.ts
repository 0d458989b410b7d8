import type {Addon, AddonAttachment} from '../../model/facts.js'
import type {CommandEffect} from '../command-effect.js'
import type {FactEditor} from '../fact-editor.js'
import type {Identity} from '../lookups.js'

import {UserError} from '../../foundation/user-error.js'
import {isOfAddon, putAttachment} from '../addon-records.js'
import {appOf, flagText} from '../command-effect.js'
import {databaseOf, keyValueStoreOf} from '../databases.js'
import {requiredAttachments} from '../lookups.js'

type Namespace = null | string

/** The database becomes the app's primary one; the one before keeps an attachment, and its pool moves along. */
export const promoteDatabase: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  const {addon, namespace = null} = databaseOf(editor, command)
  const attachments = requiredAttachments(editor, app)
  const current = attachments.find(({name}) => name === 'DATABASE')
  if (current && isOfAddon(current, addon) && namespaceOf(current) === namespace)
    throw new UserError(`${addon.name} is the primary database of ${app.name} already.`, 'Name another database.')
  if (current) keepAttached(editor, app, current, attachments)
  attach(editor, app, addon, flagText(command, 'as') ?? 'DATABASE', namespace)
  const pool = attachments.find(
    other => other.name === 'DATABASE_CONNECTION_POOL' && other.addon.name === current?.addon.name,
  )
  if (pool && namespaceOf(pool) === 'connection-pooling:default')
    attach(editor, app, addon, pool.name, namespaceOf(pool))
}

/** The store becomes the app's primary one; the one before keeps an attachment. */
export const promoteKeyValueStore: CommandEffect = (editor, command) => {
  const {addon, app} = keyValueStoreOf(editor, command)
  const attachments = requiredAttachments(editor, app)
  const current = attachments.find(({name}) => name === 'REDIS')
  if (current) keepAttached(editor, app, current, attachments)
  attach(editor, app, addon, flagText(command, 'as') ?? 'REDIS', null)
}

const namespaceOf = ({namespace = null}: AddonAttachment): Namespace => namespace

/** What has only the name that it loses gets another, which Heroku chooses. */
function keepAttached(
  editor: FactEditor,
  app: Identity,
  current: AddonAttachment,
  attachments: readonly AddonAttachment[],
): void {
  const hasOther = attachments.some(
    other =>
      other.name !== current.name &&
      other.addon.name === current.addon.name &&
      namespaceOf(other) === namespaceOf(current),
  )
  if (!hasOther) attach(editor, app, current.addon, undefined, namespaceOf(current))
}

function attach(
  editor: FactEditor,
  {id: appId, name: appName}: Identity,
  {app, id, name}: AddonAttachment['addon'] | Addon,
  as: string | undefined,
  namespace: Namespace,
): void {
  const newId = editor.newId()
  const ref = {id: appId, name: appName}
  putAttachment(editor, ref, {
    addon: {name, ...(id === undefined ? {} : {id}), ...(app ? {app} : {})},
    app: ref,
    id: newId,
    name: as ?? newId,
    namespace,
  })
}
