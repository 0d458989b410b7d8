import type {AddonAttachment, App, ResourceRef} from '../../model/facts.js'
import type {Declaration} from '../../model/policy.js'
import type {AppHandle, SubjectContext, ScopeInventory} from '../context.js'

import {matchesGlob} from '../../foundation/glob.js'
import {isAppOrPipelineScope} from '../../model/snapshot.js'
import {attachmentsOf, addonsBilledTo} from '../addon/addons-of.js'
import {hasName} from '../app/app.js'
import {pipelinesOf} from '../pipeline/pipelines-of.js'

/** Which apps of a scope a class of data concerns. */
export interface DataClassScope {
  /** By name: why the app is judged. */
  readonly inScope: ReadonlyMap<string, string>
  readonly outOfScope: readonly string[]
  /** Whether any app was declared to hold it. */
  readonly hasHolders: boolean
  /** Whether it was declared that no app at all holds it. */
  readonly isDeclaredAbsent: boolean
  /** What of the declaration no app is called. */
  readonly unmatchedGlobs: readonly string[]
}

/**
 * The apps that are declared to hold a class of data, and those that share an add-on, a space or a pipeline with one.
 * An app of which it could not be seen whether it does is judged as well.
 */
export function dataClassScope(
  context: SubjectContext,
  inventory: ScopeInventory,
  dataClass: string,
  {apps: globs}: Declaration,
): DataClassScope {
  if (globs.length === 0)
    return {
      inScope: new Map(),
      hasHolders: false,
      isDeclaredAbsent: true,
      outOfScope: inventory.apps.map(({name}) => name),
      unmatchedGlobs: [],
    }
  const isHolder = (name: string) => matchesGlob(name, globs)
  // An app of another part that no list names is asked for there.
  const holders = inventory.wholeScope.apps.filter(({id, name}) => name !== id && isHolder(name))
  const sharingReason = sharingReasonOf({context, holders, isHolder, inventory})
  const inScope = new Map<string, string>()
  const outOfScope: string[] = []
  for (const app of inventory.apps) {
    const reason = hasName(app) && isHolder(app.name) ? `holds ${dataClass} data` : sharingReason(app)
    if (reason === undefined) outOfScope.push(app.name)
    else inScope.set(app.name, reason)
  }

  const unmatchedGlobs = globs.filter(glob => !holders.some(({name}) => matchesGlob(name, [glob])))
  return {inScope, hasHolders: holders.length > 0, isDeclaredAbsent: false, outOfScope, unmatchedGlobs}
}

interface SharingContext {
  readonly context: SubjectContext
  readonly inventory: ScopeInventory
  /** The apps that are known to hold the data. */
  readonly holders: readonly AppHandle[]
  readonly isHolder: (name: string) => boolean
}

type SharingRule = (app: AppHandle, record: App) => string | undefined

/** How an app is connected to one that holds the data; undefined where it is seen that it is not. */
function sharingReasonOf(sharingContext: SharingContext): (app: AppHandle) => string | undefined {
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

/** By an add-on that it uses or pays for, and one that holds the data uses or pays for too. */
function addonSharing({context, holders, isHolder}: SharingContext): SharingRule {
  const usedAddons = holders.flatMap(holder => {
    const attachments = attachmentsOf(context, holder)
    return 'body' in attachments ? attachments.body.map(({addon}) => ({addon, holder: holder.name})) : []
  })
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

/** The add-on's own list tells of apps that are not in scope, too. */
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

/** By the space that it runs in, whose topology tells of all apps there, whoever they belong to. */
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
    // Of one app it is not read which others run beside it.
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

/** By a pipeline that both belong to. */
function pipelineSharing({context, isHolder, inventory}: SharingContext): SharingRule {
  const {pipelines, unreadLists} = pipelinesOf(context, inventory)
  const reasons = new Map<string | undefined, string>()
  const unreadable =
    unreadLists.length > 0
      ? 'its pipelines'
      : pipelines.some(({couplings}) => 'gap' in couplings())
        ? 'the apps of its pipelines'
        : undefined
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

  return ({id}) => reasons.get(id) ?? (unreadable === undefined ? undefined : `${unreadable} couldn't be read`)
}

/** What an app is called by a list or else by its own record: undefined where neither tells. */
function appNameOf({facts}: SubjectContext, inventory: ScopeInventory, app: ResourceRef): string | undefined {
  const handle = inventory.findApp(app)
  // What no list shows goes by its id.
  if (handle && handle.name !== handle.id) return handle.name
  const record = facts.read('app', app.id ?? app.name ?? '')
  return 'body' in record ? record.body.name : undefined
}
