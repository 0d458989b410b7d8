import type {AddonAttachment, App} from '../../model/facts.js'
import type {CommandEffect} from '../command-effect.js'
import type {FactEditor} from '../fact-editor.js'

import {addonsPaidBy, attachmentsAbout, updateAttachmentLists} from '../addon-records.js'
import {updateCouplings, updateOfOwner} from '../app-records.js'
import {requiredFlag} from '../command-effect.js'
import {findApp, isOfApp, keysOf, updateByEitherKey} from '../lookups.js'
import {changePeople, teamNamedBy} from '../people.js'
import {removeAddon} from './addons-destroy.js'

/** The add-ons that it pays for are destroyed with it, wherever they are attached. */
export const destroyApp: CommandEffect = (editor, command) => {
  const app = findApp(editor, command.args['app'] ?? requiredFlag(command, 'app'))
  for (const addon of addonsPaidBy(editor, app)) removeAddon(editor, addon)
  const isOther = (attachment: AddonAttachment) => !isOfApp(attachment, app) && !isOfApp(attachment.addon, app)
  for (const attachment of attachmentsAbout(editor, app))
    updateAttachmentLists(editor, attachment.app, attachment.addon, others => others.filter(other => isOther(other)))
  updateCouplings(editor, app, couplings => couplings.filter(coupling => !isOfApp(coupling, app)))
  leaveTeam(editor, app)
  if (app.space)
    updateByEitherKey(editor, 'topology', app.space, topology => ({
      apps: topology.apps.filter(({id}) => id !== app.id),
    }))
  editor.update('apps', [], apps => apps.filter(({id}) => id !== app.id))
  const readKeys = keysOf(app).filter(key => editor.bodyOf('app', key) !== undefined)
  editor.destroy('app', ...keysOf(app))
  for (const key of readKeys) editor.putAbsent('app', key)
}

/** Removes an app from the lists of its team. */
export function leaveTeam(editor: FactEditor, app: App): void {
  updateOfOwner(editor, 'teamApps', app.team, apps => apps.filter(({id}) => id !== app.id))
  const team = teamNamedBy(app)
  if (team)
    changePeople(editor, team, () =>
      updateByEitherKey(editor, 'teamPermissions', team, lists =>
        lists.filter(({id, type}) => type !== 'app' || id !== app.id),
      ),
    )
}
