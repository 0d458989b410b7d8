import type {AddonAttachment, App} from '../../model/facts.js'
import type {ResourceRef} from '../../model/resource-ref.js'
import type {CommandEffect} from '../command-effect.js'
import type {FactEditor} from '../fact-editor.js'

import {UserError} from '../../foundation/user-error.js'
import {addonsPaidBy, attachmentsAbout, updateAddon, updateAttachmentLists} from '../addon-records.js'
import {updateApp, updateCouplings, updateOfOwner, updateTeamApp} from '../app-records.js'
import {appOf, knownWord, requiredArgument} from '../command-effect.js'
import {forget, isOfApp, updateByEitherKey} from '../lookups.js'

/** Whatever names the app by its name has the new one. */
export const renameApp: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  const name = knownWord(command, requiredArgument(command, 'newname'))
  if (editor.bodiesOf('apps').some(apps => apps.some(other => other.name === name)))
    throw new UserError(`There is an app ${name} already.`, 'Choose another name.')
  const renamed = <T extends null | ResourceRef | undefined>(ref: T): T =>
    ref && isOfApp({app: ref}, app) ? {...ref, name} : ref
  renameInAddons(editor, app, renamed)
  updateCouplings(editor, app, couplings => couplings.map(coupling => ({...coupling, app: renamed(coupling.app)})))
  updateByEitherKey(editor, 'appPipelineCoupling', app, coupling => ({...coupling, app: renamed(coupling.app)}))
  updateOfOwner(editor, 'teamPermissions', app.team, lists =>
    lists.map(list => (list.type === 'app' && list.id === app.id ? {...list, name} : list)),
  )
  updateApp(editor, app, record => ({...record, name}))
  updateTeamApp(editor, app, record => ({...record, name}))
  // Its address at herokuapp.com may have the name in it.
  forget(editor, 'domains', app)
  editor.rename('app', app.name, name)
}

function renameInAddons(
  editor: FactEditor,
  app: App,
  renamed: <T extends null | ResourceRef | undefined>(ref: T) => T,
): void {
  const ofAttachment = (attachment: AddonAttachment): AddonAttachment => ({
    ...attachment,
    addon: {...attachment.addon, ...(attachment.addon.app ? {app: renamed(attachment.addon.app)} : {})},
    app: renamed(attachment.app),
  })
  for (const attachment of attachmentsAbout(editor, app))
    updateAttachmentLists(editor, attachment.app, attachment.addon, others => others.map(other => ofAttachment(other)))
  for (const addon of addonsPaidBy(editor, app))
    updateAddon(editor, addon, record => (record.app ? {...record, app: renamed(record.app)} : record))
}
