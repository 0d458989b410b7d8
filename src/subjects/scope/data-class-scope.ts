import type {AddonAttachment, App, Ref} from '../../model/facts.js'
import type {Declaration} from '../../model/policy.js'
import type {AppHandle, Context, Roster} from '../context.js'

import {matchesGlob} from '../../foundation/glob.js'
import {isOfApps} from '../../model/snapshot.js'
import {attachmentsOf, billedTo} from '../addon/addons-of.js'
import {hasName} from '../app/app.js'
import {pipelinesOf} from '../pipeline/pipelines-of.js'

/** Which apps of a scope a class of data concerns. */
export interface DataScope {
  /** By name: why the app is judged. */
  readonly inScope: ReadonlyMap<string, string>
  readonly outOfScope: readonly string[]
  /** Whether any app was declared to hold it. */
  readonly isHeld: boolean
  /** Whether it was declared that no app at all holds it. */
  readonly isHeldByNone: boolean
  /** What of the declaration no app is called. */
  readonly unmatched: readonly string[]
}

/**
 * The apps that are declared to hold a class of data, and those that share an add-on, a space or a pipeline with one.
 * An app of which it could not be seen whether it does is judged as well.
 */
export function dataScope(context: Context, roster: Roster, dataClass: string, {apps: globs}: Declaration): DataScope {
  if (globs.length === 0)
    return {
      inScope: new Map(),
      isHeld: false,
      isHeldByNone: true,
      outOfScope: roster.apps.map(({name}) => name),
      unmatched: [],
    }
  const holds = (name: string) => matchesGlob(name, globs)
  // An app of another part that no list names is asked for there.
  const holders = roster.whole.apps.filter(({id, name}) => name !== id && holds(name))
  const shared = sharing({context, holders, holds, roster})
  const inScope = new Map<string, string>()
  const outOfScope: string[] = []
  for (const app of roster.apps) {
    const way = hasName(app) && holds(app.name) ? `holds ${dataClass} data` : shared(app)
    if (way === undefined) outOfScope.push(app.name)
    else inScope.set(app.name, way)
  }

  const unmatched = globs.filter(glob => !holders.some(({name}) => matchesGlob(name, [glob])))
  return {inScope, isHeld: holders.length > 0, isHeldByNone: false, outOfScope, unmatched}
}

interface Ground {
  readonly context: Context
  readonly roster: Roster
  /** The apps that are known to hold the data. */
  readonly holders: readonly AppHandle[]
  readonly holds: (name: string) => boolean
}

type Way = (app: AppHandle, record: App) => string | undefined

/** How an app is connected to one that holds the data; undefined where it is seen that it is not. */
function sharing(ground: Ground): (app: AppHandle) => string | undefined {
  const ways = [byAddon(ground), bySpace(ground), byPipeline(ground)]
  return app => {
    if (app.unseen) return 'it cannot be seen'
    const {record} = app
    if ('gap' in record) return 'where it runs could not be read'
    for (const way of ways) {
      const found = way(app, record.body)
      if (found !== undefined) return found
    }

    return undefined
  }
}

/** By an add-on that it uses or pays for, and one that holds the data uses or pays for too. */
function byAddon({context, holders, holds}: Ground): Way {
  const used = holders.flatMap(holder => {
    const rows = attachmentsOf(context, holder)
    return 'body' in rows ? rows.body.map(({addon}) => ({addon, holder: holder.name})) : []
  })
  const byName = new Map(used.map(({addon, holder}) => [addon.name, holder]))
  const byPayer = new Map(
    used.flatMap(({addon: {app, name}, holder}) => [app?.id, app?.name].map(ref => [ref, {holder, name}] as const)),
  )
  const blind = holders.find(holder => 'gap' in attachmentsOf(context, holder))

  function shared({app, name}: AddonAttachment['addon']): string | undefined {
    const payer = app?.name
    const holder = byName.get(name) ?? (payer !== undefined && holds(payer) ? payer : undefined)
    return holder === undefined ? otherUser(context, name, holds) : `it shares ${name} with ${holder}`
  }

  return app => {
    const paid = byPayer.get(app.id) ?? byPayer.get(app.name)
    if (paid) return `it pays for ${paid.name}, which ${paid.holder} uses`
    const [attached, billed] = [attachmentsOf(context, app), billedTo(context, app)]
    if ('gap' in attached) return 'what it is attached to could not be read'
    if ('gap' in billed) return 'what it pays for could not be read'
    const addons = new Map([...attached.body.map(({addon}) => addon), ...billed.body].map(addon => [addon.name, addon]))
    for (const addon of addons.values()) {
      const found = shared(addon)
      if (found !== undefined) return found
    }

    return blind && addons.size > 0 ? `what ${blind.name} is attached to could not be read` : undefined
  }
}

/** The add-on's own list tells of apps that are not in scope, too. */
function otherUser({facts}: Context, addon: string, holds: Ground['holds']): string | undefined {
  const rows = facts.read('attachmentsOfAddon', addon)
  if ('gap' in rows) return `who else uses ${addon} could not be read`
  const names = rows.body.map(({app}) => app.name)
  const holder = names.find(name => name !== undefined && holds(name))
  if (holder !== undefined) return `it shares ${addon} with ${holder}`
  return names.includes(undefined) ? `the API does not say who else uses ${addon}` : undefined
}

/** By the space that it runs in, whose topology tells of all apps there, whoever they belong to. */
function bySpace({context, holders, holds, roster}: Ground): Way {
  const homes = new Map(
    holders.flatMap(({name, record}): Array<[string | undefined, string]> =>
      'body' in record && record.body.space?.id ? [[record.body.space.id, name]] : [],
    ),
  )

  return (_, {space}) => {
    if (space === null) return undefined
    const {id, name = id} = space ?? {}
    if (name === undefined) return 'the API does not say which space it runs in'
    const holder = homes.get(id)
    if (holder !== undefined) return `it runs in the space ${name} with ${holder}`
    // Of one app it is not read which others run beside it.
    if (isOfApps(roster.scope)) return `it runs in the space ${name}, whose other apps are judged with --space`
    const topology = context.facts.read('topology', name)
    if ('gap' in topology) return `which other apps run in the space ${name} could not be read`
    const names = topology.body.apps.map(app => nameOf(context, roster, app))
    const other = names.find(one => one !== undefined && holds(one))
    if (other !== undefined) return `it runs in the space ${name} with ${other}`
    return names.includes(undefined) ? `it runs in the space ${name} with an app that cannot be seen` : undefined
  }
}

/** By a pipeline that both belong to. */
function byPipeline({context, holds, roster}: Ground): Way {
  const {pipelines, unread} = pipelinesOf(context, roster)
  const ways = new Map<string | undefined, string>()
  const unclear =
    unread.length > 0
      ? 'its pipelines'
      : pipelines.some(({couplings}) => 'gap' in couplings())
        ? 'the apps of its pipelines'
        : undefined
  for (const {couplings, name} of pipelines) {
    const rows = couplings()
    if ('gap' in rows) continue
    const names = rows.body.map(({app}) => nameOf(context, roster, app))
    const holder = names.find(one => one !== undefined && holds(one))
    for (const {app} of rows.body) {
      const id = roster.appOf(app)?.id
      if (holder !== undefined) ways.set(id, `it shares the pipeline ${name} with ${holder}`)
      else if (names.includes(undefined) && !ways.has(id))
        ways.set(id, `it shares the pipeline ${name} with an app that cannot be seen`)
    }
  }

  return ({id}) => ways.get(id) ?? (unclear === undefined ? undefined : `${unclear} could not be read`)
}

/** What an app is called by a list or else by its own record: undefined where neither tells. */
function nameOf({facts}: Context, roster: Roster, app: Ref): string | undefined {
  const known = roster.appOf(app)
  // What no list shows goes by its id.
  if (known && known.name !== known.id) return known.name
  const record = facts.read('app', app.id ?? app.name ?? '')
  return 'body' in record ? record.body.name : undefined
}
