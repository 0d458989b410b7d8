import type {Addon, AddonAttachment} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {AppHandle, SubjectContext, ScopeInventory} from '../context.js'

import {isPending, itemsOf} from '../read-result.js'
import {itemsOfApp} from '../account-list-index.js'

/** An add-on in scope: billed to an app in scope, or attached to one. */
export interface AddonHandle {
  readonly id: string
  readonly name: string
  readonly record: ReadResult<Addon>
  /** IDs of the apps in scope that it is known to be attached to. */
  readonly attachedAppIds: ReadonlySet<string>
}

/** An add-on without the apps that use it. */
export type AddonReference = Omit<AddonHandle, 'attachedAppIds'>

/** What is attached to an app, including add-ons of other apps. */
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
 * The add-on behind an attachment, taken from the list of the paying app if that is in scope, and read individually
 * otherwise.
 *
 * @param guestIds IDs of apps outside the scope whose lists may be read too
 */
export function addonOfAttachment(
  context: SubjectContext,
  inventory: ScopeInventory,
  {addon}: AddonAttachment,
  guestIds: readonly string[] = [],
): AddonReference {
  const {name} = addon
  const id = addon.id ?? name
  const payersList = addonsOfPayer(context, inventory, addon.app, guestIds)
  if (isPending(payersList)) return {id, name, record: payersList}
  const listedAddon = itemsOf(payersList).find(candidate => candidate.id === addon.id || candidate.name === name)
  return {id, name, record: listedAddon ? {body: listedAddon} : context.facts.read('addon', name)}
}

/** The add-ons of the app that pays, if its list may be read; empty otherwise. */
function addonsOfPayer(
  context: SubjectContext,
  inventory: ScopeInventory,
  app: AddonAttachment['addon']['app'],
  guestIds: readonly string[],
): ReadResult<readonly Addon[]> {
  const payer = app ? inventory.findApp(app) : undefined
  if (payer) return addonsBilledTo(context, payer)
  return app?.id !== undefined && guestIds.includes(app.id) ? context.facts.read('addons', app.id) : {body: []}
}

/** The add-ons in scope, once each. */
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
