import type {AddonAttachment, App} from '../../model/facts.js'
import type {ResourceRef} from '../../model/resource-ref.js'
import type {AppHandle, SubjectContext, ScopeInventory} from '../context.js'
import type {PipelineHandle} from '../pipeline/pipelines-in-scope.js'

import {isAppOrPipelineScope} from '../../model/snapshot.js'
import {attachmentsOf, addonsBilledTo} from '../addon/addon-handles.js'
import {pipelinesOf} from '../pipeline/pipelines-in-scope.js'
import {itemsOf} from '../read-result.js'

/** The apps that hold a class of data. */
interface SharingContext {
  readonly context: SubjectContext
  readonly inventory: ScopeInventory
  /** The apps that are known to hold the data. */
  readonly holders: readonly AppHandle[]
  readonly isHolder: (name: string) => boolean
}

type SharingRule = (app: AppHandle, record: App) => string | undefined

/** The reason why an app is in scope; undefined if it is known to share nothing. */
export function sharingReasonOf(sharingContext: SharingContext): (app: AppHandle) => string | undefined {
  const rules = [addonSharing(sharingContext), spaceSharing(sharingContext), pipelineSharing(sharingContext)]
  return app => {
    if (app.visibilityGap) return "it isn't visible"
    const {record} = app
    if ('gap' in record) return "where it runs couldn't be read"
    for (const rule of rules) {
      const reason = rule(app, record.body)
      if (reason !== undefined) return reason
    }

    return undefined
  }
}

/** Shared add-ons: both the app and a holder use or pay for one. */
function addonSharing({context, holders, isHolder}: SharingContext): SharingRule {
  const usedAddons = holders.flatMap(holder =>
    itemsOf(attachmentsOf(context, holder)).map(({addon}) => ({addon, holder: holder.name})),
  )
  const byName = new Map(usedAddons.map(({addon, holder}) => [addon.name, holder]))
  const byPayer = new Map(
    usedAddons.flatMap(({addon: {app, name}, holder}) =>
      [app?.id, app?.name].map(ref => [ref, {holder, name}] as const),
    ),
  )
  const unreadableHolder = holders.find(holder => 'gap' in attachmentsOf(context, holder))

  function addonReason({app, name}: AddonAttachment['addon']): string | undefined {
    const payer = app?.name
    const holder = byName.get(name) ?? (payer !== undefined && isHolder(payer) ? payer : undefined)
    return holder === undefined ? otherUserReason(context, name, isHolder) : `it shares ${name} with ${holder}`
  }

  return app => {
    const paidAddon = byPayer.get(app.id) ?? byPayer.get(app.name)
    if (paidAddon) return `it pays for ${paidAddon.name}, which ${paidAddon.holder} uses`
    const [attachments, billedAddons] = [attachmentsOf(context, app), addonsBilledTo(context, app)]
    if ('gap' in attachments) return "what it is attached to couldn't be read"
    if ('gap' in billedAddons) return "what it pays for couldn't be read"
    const addons = new Map(
      [...attachments.body.map(({addon}) => addon), ...billedAddons.body].map(addon => [addon.name, addon]),
    )
    for (const addon of addons.values()) {
      const reason = addonReason(addon)
      if (reason !== undefined) return reason
    }

    return unreadableHolder && addons.size > 0
      ? `what ${unreadableHolder.name} is attached to couldn't be read`
      : undefined
  }
}

/** Only the add-on's own list contains apps outside the scope. */
function otherUserReason(
  {facts}: SubjectContext,
  addon: string,
  isHolder: SharingContext['isHolder'],
): string | undefined {
  const attachments = facts.read('attachmentsOfAddon', addon)
  if ('gap' in attachments) return `who else uses ${addon} couldn't be read`
  const names = attachments.body.map(({app}) => app.name)
  const holder = names.find(name => name !== undefined && isHolder(name))
  if (holder !== undefined) return `it shares ${addon} with ${holder}`
  return names.includes(undefined) ? `the API doesn't say who else uses ${addon}` : undefined
}

/** Shared spaces. The topology contains all apps of a space, whoever owns them. */
function spaceSharing({context, holders, isHolder, inventory}: SharingContext): SharingRule {
  const holdersBySpace = new Map(
    holders.flatMap(({name, record}): Array<[string | undefined, string]> =>
      'body' in record && record.body.space?.id ? [[record.body.space.id, name]] : [],
    ),
  )

  return (_, {space}) => {
    if (space === null) return undefined
    const {id, name = id} = space ?? {}
    if (name === undefined) return "the API doesn't say which space it runs in"
    const holder = holdersBySpace.get(id)
    if (holder !== undefined) return `it runs in the space ${name} with ${holder}`
    // The other apps of the space aren't read if the scope is one app.
    if (isAppOrPipelineScope(inventory.scope))
      return `it runs in the space ${name}, whose other apps are assessed with --space`
    const topology = context.facts.read('topology', name)
    if ('gap' in topology) return `which other apps run in the space ${name} couldn't be read`
    const names = topology.body.apps.map(app => appNameOf(context, inventory, app))
    const otherHolder = names.find(appName => appName !== undefined && isHolder(appName))
    if (otherHolder !== undefined) return `it runs in the space ${name} with ${otherHolder}`
    return names.includes(undefined) ? `it runs in the space ${name} with an app that isn't visible` : undefined
  }
}

/** Shared pipelines. */
function pipelineSharing({context, isHolder, inventory}: SharingContext): SharingRule {
  const {pipelines, unreadLists} = pipelinesOf(context, inventory)
  const reasons = new Map<string | undefined, string>()
  const unreadReason = unreadPipelinesReason(pipelines, unreadLists)
  for (const {couplings, name} of pipelines) {
    const response = couplings()
    if ('gap' in response) continue
    const names = response.body.map(({app}) => appNameOf(context, inventory, app))
    const holder = names.find(appName => appName !== undefined && isHolder(appName))
    for (const {app} of response.body) {
      const id = inventory.findApp(app)?.id
      if (holder !== undefined) reasons.set(id, `it shares the pipeline ${name} with ${holder}`)
      else if (names.includes(undefined) && !reasons.has(id))
        reasons.set(id, `it shares the pipeline ${name} with an app that isn't visible`)
    }
  }

  return ({id}) => reasons.get(id) ?? unreadReason
}

function unreadPipelinesReason(
  pipelines: readonly PipelineHandle[],
  unreadLists: readonly unknown[],
): string | undefined {
  if (unreadLists.length > 0) return "its pipelines couldn't be read"
  const isUnread = pipelines.some(({couplings}) => 'gap' in couplings())
  return isUnread ? "the apps of its pipelines couldn't be read" : undefined
}

/** The name of an app, from a list or its own record; undefined if neither states it. */
function appNameOf({facts}: SubjectContext, inventory: ScopeInventory, app: ResourceRef): string | undefined {
  const handle = inventory.findApp(app)
  // An unlisted app has its ID as its name.
  if (handle && handle.name !== handle.id) return handle.name
  const record = facts.read('app', app.id ?? app.name ?? '')
  return 'body' in record ? record.body.name : undefined
}
