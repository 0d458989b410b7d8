import type {Addon, AddonAttachment} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {AppHandle, SubjectContext, ScopeInventory} from '../context.js'

import {isPending} from '../field-value.js'
import {itemsOfApp} from '../account-list-index.js'

/** An add-on in scope: billed to an app in scope, or attached to one. */
export interface AddonHandle {
  readonly id: string
  readonly name: string
  readonly record: ReadResult<Addon>
  /** The apps in scope that it is seen attached to, by id. */
  readonly attachedAppIds: ReadonlySet<string>
}

export type AddonReference = Omit<AddonHandle, 'attachedAppIds'>

/** What is attached to an app, add-ons of other apps included. */
export const attachmentsOf = ({facts}: SubjectContext, app: AppHandle): ReadResult<readonly AddonAttachment[]> =>
  app.visibilityGap
    ? {gap: app.visibilityGap}
    : itemsOfApp(app.accountLists?.attachments, app, () => facts.read('addonAttachments', app.ref))

/** What is billed to an app. */
export const addonsBilledTo = ({facts}: SubjectContext, app: AppHandle): ReadResult<readonly Addon[]> =>
  app.visibilityGap
    ? {gap: app.visibilityGap}
    : itemsOfApp(app.accountLists?.addons, app, () => facts.read('addons', app.ref))

/**
 * The add-on behind an attachment: from the list of the app that pays for it if that is in scope, else on its own.
 *
 * @param guestIds ids of apps outside the scope whose lists are read all the same
 */
export function addonOfAttachment(
  context: SubjectContext,
  inventory: ScopeInventory,
  {addon}: AddonAttachment,
  guestIds: readonly string[] = [],
): AddonReference {
  const id = addon.id ?? addon.name
  const payer = addon.app ? inventory.findApp(addon.app) : undefined
  const guestId = payer ? undefined : guestIds.find(appId => appId === addon.app?.id)
  const billedAddons = payer
    ? addonsBilledTo(context, payer)
    : guestId === undefined
      ? undefined
      : context.facts.read('addons', guestId)
  if (billedAddons && isPending(billedAddons)) return {id, name: addon.name, record: billedAddons}
  const listedAddon =
    billedAddons && 'body' in billedAddons
      ? billedAddons.body.find(candidate => candidate.id === addon.id || candidate.name === addon.name)
      : undefined
  return {id, name: addon.name, record: listedAddon ? {body: listedAddon} : context.facts.read('addon', addon.name)}
}

/** The add-ons in scope, each once. */
export function addonHandles(context: SubjectContext, inventory: ScopeInventory): AddonHandle[] {
  const handles = new Map<string, AddonReference>()
  const appIdsByAddon = new Map<string, Set<string>>()
  for (const app of inventory.apps) {
    const billedAddons = addonsBilledTo(context, app)
    const attachments = attachmentsOf(context, app)
    if ('body' in billedAddons)
      for (const addon of billedAddons.body)
        handles.set(addon.id, {id: addon.id, name: addon.name, record: {body: addon}})
    if ('gap' in attachments) continue
    for (const attachment of attachments.body) {
      const handle = addonOfAttachment(context, inventory, attachment)
      if (!handles.has(handle.id)) handles.set(handle.id, handle)
      const appIds = appIdsByAddon.get(handle.id)
      if (appIds) appIds.add(app.id)
      else appIdsByAddon.set(handle.id, new Set([app.id]))
    }
  }

  return [...handles.values()].map(handle => ({...handle, attachedAppIds: appIdsByAddon.get(handle.id) ?? new Set()}))
}
