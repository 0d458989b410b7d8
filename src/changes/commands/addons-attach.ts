import type {AddonAttachment} from '../../model/facts.js'
import type {CommandEffect} from '../command-effect.js'
import type {FactEditor} from '../fact-editor.js'
import type {Identity} from '../lookups.js'

import {UserError} from '../../foundation/user-error.js'
import {appOf, flagText, requiredArgument} from '../command-effect.js'
import {attachmentsOfApp, findAddon, isOfApp, updateByEitherKey} from '../lookups.js'

/** A new attachment is in every list of attachments. */
export const attachAddon: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  const addon = findAddon(editor, requiredArgument(command, 'addon_name'))
  const credential = flagText(command, 'credential')
  const attachment: AddonAttachment = {
    addon: {id: addon.id, name: addon.name, ...(addon.app ? {app: addon.app} : {})},
    app: {id: app.id, name: app.name},
    id: editor.newId(),
    name: flagText(command, 'as') ?? addon.name.toUpperCase().replaceAll('-', '_'),
    namespace: credential === undefined || credential === 'default' ? null : `credential:${credential}`,
  }
  const add = (attachments: readonly AddonAttachment[]) => [...attachments, attachment]
  changeAttachments(editor, app, addon, add)
}

/** A detached attachment is in no list. */
export const detachAddon: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  const name = requiredArgument(command, 'attachment_name')
  const attachment = attachmentsOfApp(editor, app)?.find(other => other.name === name || other.id === name)
  if (!attachment)
    throw new UserError(`${app.name} has no attachment ${name}.`, `heroku addons -a ${app.name} lists them.`)
  const isOther = (other: AddonAttachment) => other.name !== attachment.name || !isOfApp(other, app)
  changeAttachments(editor, app, attachment.addon, attachments => attachments.filter(isOther))
}

/** Changes each of the lists that an attachment is in. */
function changeAttachments(
  editor: FactEditor,
  app: Identity,
  {id, name}: AddonAttachment['addon'],
  change: (attachments: readonly AddonAttachment[]) => readonly AddonAttachment[],
): void {
  editor.update('accountAttachments', [], change)
  updateByEitherKey(editor, 'addonAttachments', app, change)
  updateByEitherKey(editor, 'attachmentsOfAddon', {id: id ?? name, name}, change)
}
