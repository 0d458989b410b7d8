import type {Addon, AddonAttachment} from '../../model/facts.js'
import type {CommandEffect} from '../command-effect.js'
import type {FactEditor} from '../fact-editor.js'

import {UserError} from '../../foundation/user-error.js'
import {attachmentsOfAddon, isOfAddon, listedAddons, updateAddon, updateAttachmentLists} from '../addon-records.js'
import {requiredArgument} from '../command-effect.js'
import {findAddon, updateByEitherKey} from '../lookups.js'

export const renameAddon: CommandEffect = (editor, command) => {
  const addon = findAddon(editor, requiredArgument(command, 'addon_name'))
  const name = requiredArgument(command, 'new_name')
  if (listedAddons(editor).some(other => other.name === name))
    throw new UserError(`There is an add-on ${name} already.`, 'Choose another name.')
  const renamed = (attachment: AddonAttachment): AddonAttachment =>
    isOfAddon(attachment, addon) ? {...attachment, addon: {...attachment.addon, name}} : attachment
  for (const {addon: ref, app} of attachmentsOfAddon(editor, addon))
    updateAttachmentLists(editor, app, ref, list => list.map(renamed))
  updateAddon(editor, addon, record => ({...record, name}))
  renameMaintenances(editor, addon, name)
  editor.rename('addon', addon.name, name)
}

function renameMaintenances(editor: FactEditor, {app, name}: Addon, newName: string): void {
  updateByEitherKey(editor, 'dataMaintenances', app ?? {}, ({maintenances}) => ({
    maintenances: maintenances.map(maintenance =>
      maintenance.addon.name === name ? {...maintenance, addon: {...maintenance.addon, name: newName}} : maintenance,
    ),
  }))
}
