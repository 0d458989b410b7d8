import type {CommandEffect} from '../command-effect.js'

import {UserError} from '../../foundation/user-error.js'
import {defaultAttachmentName, putAttachment, removeAttachment} from '../addon-records.js'
import {appOf, flagText, requiredArgument} from '../command-effect.js'
import {findAddon, requiredAttachments} from '../lookups.js'

/** A new attachment is in every list of attachments. */
export const attachAddon: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  const addon = findAddon(editor, requiredArgument(command, 'addon_name'))
  const credential = flagText(command, 'credential')
  const id = editor.newId()
  putAttachment(editor, app, {
    addon: {id: addon.id, name: addon.name, ...(addon.app ? {app: addon.app} : {})},
    app: {id: app.id, name: app.name},
    id,
    name: flagText(command, 'as') ?? defaultAttachmentName(editor, app, addon.addon_service?.name) ?? id,
    namespace: credential === undefined || credential === 'default' ? null : `credential:${credential}`,
  })
}

/** A detached attachment is in no list. */
export const detachAddon: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  const name = requiredArgument(command, 'attachment_name')
  const attachment = requiredAttachments(editor, app).find(other => other.name === name || other.id === name)
  if (!attachment)
    throw new UserError(`${app.name} has no attachment ${name}.`, `heroku addons -a ${app.name} lists them.`)
  removeAttachment(editor, app, attachment)
}
