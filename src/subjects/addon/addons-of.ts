import type {Addon, AddonAttachment} from '../../model/facts.js'
import type {Answer} from '../../model/gap.js'
import type {AppHandle, Context, Roster} from '../context.js'

import {isPending} from '../field-value.js'
import {rowsOfApp} from '../account-list-index.js'

/** An add-on in scope: billed to an app in scope, or attached to one. */
export interface AddonHandle {
  readonly id: string
  readonly name: string
  readonly record: Answer<Addon>
  /** The apps in scope that it is seen attached to, by id. */
  readonly users: ReadonlySet<string>
}

export type FoundAddon = Omit<AddonHandle, 'users'>

/** What is attached to an app, add-ons of other apps included. */
export const attachmentsOf = ({facts}: Context, app: AppHandle): Answer<readonly AddonAttachment[]> =>
  app.unseen
    ? {gap: app.unseen}
    : rowsOfApp(app.listed?.attachments, app, () => facts.read('addonAttachments', app.ref))

/** What is billed to an app. */
export const billedTo = ({facts}: Context, app: AppHandle): Answer<readonly Addon[]> =>
  app.unseen ? {gap: app.unseen} : rowsOfApp(app.listed?.addons, app, () => facts.read('addons', app.ref))

/**
 * The add-on behind an attachment: from the list of the app that pays for it if that is in scope, else on its own.
 *
 * @param guests ids of apps outside the scope whose lists are read all the same
 */
export function addonOf(
  context: Context,
  roster: Roster,
  {addon}: AddonAttachment,
  guests: readonly string[] = [],
): FoundAddon {
  const id = addon.id ?? addon.name
  const payer = addon.app ? roster.appOf(addon.app) : undefined
  const guest = payer ? undefined : guests.find(one => one === addon.app?.id)
  const listed = payer
    ? billedTo(context, payer)
    : guest === undefined
      ? undefined
      : context.facts.read('addons', guest)
  if (listed && isPending(listed)) return {id, name: addon.name, record: listed}
  const row =
    listed && 'body' in listed ? listed.body.find(one => one.id === addon.id || one.name === addon.name) : undefined
  return {id, name: addon.name, record: row ? {body: row} : context.facts.read('addon', addon.name)}
}

/** The add-ons in scope, each once. */
export function addonHandles(context: Context, roster: Roster): AddonHandle[] {
  const found = new Map<string, FoundAddon>()
  const users = new Map<string, Set<string>>()
  for (const app of roster.apps) {
    const billed = billedTo(context, app)
    const attached = attachmentsOf(context, app)
    if ('body' in billed)
      for (const row of billed.body) found.set(row.id, {id: row.id, name: row.name, record: {body: row}})
    if ('gap' in attached) continue
    for (const row of attached.body) {
      const handle = addonOf(context, roster, row)
      if (!found.has(handle.id)) found.set(handle.id, handle)
      const seen = users.get(handle.id)
      if (seen) seen.add(app.id)
      else users.set(handle.id, new Set([app.id]))
    }
  }

  return [...found.values()].map(handle => ({...handle, users: users.get(handle.id) ?? new Set()}))
}
