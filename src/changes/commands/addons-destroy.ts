import type {Addon, Drain} from '../../model/facts.js'
import type {CommandEffect} from '../command-effect.js'
import type {FactEditor} from '../fact-editor.js'

import {UserError} from '../../foundation/user-error.js'
import {attachmentsOfAddon, isOfAddon, listedAddons, resolveAddon, updateAddonLists} from '../addon-records.js'
import {flagText} from '../command-effect.js'
import {bodyByEitherKey, findApp, forget, isOfApp, updateByEitherKey} from '../lookups.js'

/** Names several add-ons. */
export const destroyAddons: CommandEffect = (editor, command) => {
  const appName = flagText(command, 'app')
  const app = appName === undefined ? undefined : findApp(editor, appName)
  const addons = command.words.map(word => resolveAddon(editor, word, app))
  for (const addon of addons) {
    if (app && !isOfApp(addon, app))
      throw new UserError(
        `${addon.name} is on ${addon.app?.name ?? 'another app'}, not on ${app.name}.`,
        `heroku addons:detach removes only its attachment to ${app.name}.`,
      )
    if (command.flags['force'] !== true) assertUnused(editor, addon)
  }

  for (const addon of addons) removeAddon(editor, addon)
}

function assertUnused(editor: FactEditor, addon: Addon): void {
  const other = attachmentsOfAddon(editor, addon).find(({app}) => addon.app && !isSameApp(app, addon.app))
  if (other)
    throw new UserError(
      `${addon.name} is attached to ${other.app.name ?? 'another app'}, too.`,
      'Detach it, or add --force.',
    )
}

const isSameApp = (a: NonNullable<Addon['app']>, b: NonNullable<Addon['app']>): boolean =>
  a.id === undefined || b.id === undefined ? a.name === b.name : a.id === b.id

/** Removes an add-on, its attachments to any app, and the drains that it created. */
export function removeAddon(editor: FactEditor, addon: Addon): void {
  const attachments = attachmentsOfAddon(editor, addon)
  const apps = [addon.app, ...attachments.map(({app}) => app)].flatMap(app => app ?? [])
  updateAddonLists(editor, addon.app, addons => addons.filter(({id}) => id !== addon.id))
  editor.update('accountAttachments', [], list => list.filter(attachment => !isOfAddon(attachment, addon)))
  for (const app of apps) {
    updateByEitherKey(editor, 'addonAttachments', app, list => list.filter(other => !isOfAddon(other, addon)))
    removeDrains(editor, app, addon)
  }

  forgetCopies(editor, addon)
  editor.destroy('addon', addon.id, addon.name)
}

/** Where the API doesn't say who created a drain, it may go with the add-on. */
function removeDrains(editor: FactEditor, app: NonNullable<Addon['app']>, addon: Addon): void {
  const drains = bodyByEitherKey(editor, 'logDrains', app) ?? []
  const isOfThis = (drain: Drain) => drain.addon?.id === addon.id || drain.addon?.name === addon.name
  if (drains.some(drain => drain.addon === undefined)) forget(editor, 'logDrains', app)
  else if (drains.some(drain => isOfThis(drain)))
    updateByEitherKey(editor, 'logDrains', app, list => list.filter(drain => !isOfThis(drain)))
}

/** What becomes of the followers of a database isn't known. */
function forgetCopies(editor: FactEditor, addon: Addon): void {
  for (const other of listedAddons(editor)) {
    const database = bodyByEitherKey(editor, 'postgres', other)
    const leaders = [database?.leader?.addon_id, database?.leader?.name, database?.following]
    if (leaders.includes(addon.id) || leaders.includes(addon.name)) forget(editor, 'postgres', other)
  }
}
