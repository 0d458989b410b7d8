import type {Declaration} from '../model/policy.js'
import type {AppHandle, Context, Roster} from './context.js'

import {matchesGlob} from '../model/glob.js'
import {isOfApps} from '../model/snapshot.js'
import {attachmentsOf} from './addons-of.js'
import {hasName} from './app.js'
import {pipelinesOf} from './pipelines-of.js'

/** Which apps of a scope a class of data concerns. */
export interface DataScope {
  /** By name: why the app is judged. */
  readonly inScope: ReadonlyMap<string, string>
  readonly outOfScope: readonly string[]
  /** Whether any app was declared to hold it. */
  readonly isHeld: boolean
  /** What of the declaration no app is called. */
  readonly unmatched: readonly string[]
}

/**
 * The apps that are declared to hold a class of data, and those that share an add-on, a space or a pipeline with one.
 * An app of which it could not be seen whether it does is judged as well.
 */
export function dataScope(context: Context, roster: Roster, dataClass: string, {apps: globs}: Declaration): DataScope {
  const holds = (name: string) => matchesGlob(name, globs)
  // An app of another part that no list names is asked for there.
  const holders = roster.whole.apps.filter(({id, name}) => name !== id && holds(name))
  const shared = sharing(context, roster, holders, holds)
  const inScope = new Map<string, string>()
  const outOfScope: string[] = []
  for (const app of roster.apps) {
    const way = hasName(app) && holds(app.name) ? `holds ${dataClass} data` : shared(app)
    if (way === undefined) outOfScope.push(app.name)
    else inScope.set(app.name, way)
  }

  const unmatched = globs.filter(glob => !holders.some(({name}) => matchesGlob(name, [glob])))
  return {inScope, isHeld: holders.length > 0, outOfScope, unmatched}
}

/** How an app is connected to one that holds the data; undefined where it is seen that it is not. */
function sharing(context: Context, roster: Roster, holders: readonly AppHandle[], holds: (name: string) => boolean): (app: AppHandle) => string | undefined {
  const byAddon = new Map(holders.flatMap(app => rowsOf(context, app).map(({addon}) => [addon.name, app.name])))
  const blind = holders.find(app => 'gap' in attachmentsOf(context, app))
  const hidden = new Set(roster.whole.apps.flatMap(({id, unseen}) => unseen ? [id] : []))
  const bySpace = new Map(holders.flatMap(app => 'body' in app.record && app.record.body.space?.id ? [[app.record.body.space.id, app.name]] : []))
  const {pipelines, unread} = pipelinesOf(context, roster)
  const byPipeline = new Map<string, string>()
  const unclear = unread.length > 0 ? 'its pipelines' : pipelines.some(({couplings}) => 'gap' in couplings()) ? 'the apps of its pipelines' : undefined
  for (const {couplings, name} of pipelines) {
    const rows = couplings()
    if ('gap' in rows) continue
    const refs = rows.body.map(({app}) => ({id: app.id ?? '', known: roster.appOf(app)?.name ?? nameOf(context, app.id ?? app.name ?? '')}))
    const holder = refs.find(({known}) => known !== undefined && holds(known))
    const blind = refs.find(({known}) => known === undefined)
    for (const {id} of refs) if (holder) byPipeline.set(id, `it shares the pipeline ${name} with ${holder.known ?? ''}`)
      else if (blind && !byPipeline.has(id)) byPipeline.set(id, `it shares the pipeline ${name} with an app that cannot be seen`)
  }

  return app => {
    if (app.unseen) return 'it cannot be seen'
    const attached = attachmentsOf(context, app)
    if ('gap' in attached) return 'what it is attached to could not be read'
    if ('gap' in app.record) return 'where it runs could not be read'
    for (const {addon} of attached.body) {
      const payer = addon.app?.name
      const holder = byAddon.get(addon.name) ?? (payer !== undefined && payer !== app.name && holds(payer) ? payer : undefined)
      if (holder !== undefined) return `it shares ${addon.name} with ${holder}`
      const other = otherUser(context, addon.name, holds)
      if (other !== undefined) return other
    }

    if (blind && attached.body.length > 0) return `what ${blind.name} is attached to could not be read`

    const {space} = app.record.body
    if (space === undefined) return 'the API does not say which space it runs in'
    if (space) {
      const holder = bySpace.get(space.id ?? '')
      if (holder !== undefined) return `it runs in the space ${space.name ?? ''} with ${holder}`
      const topology = hidden.size > 0 ? context.facts.read('topology', space.name ?? space.id ?? '') : undefined
      if (topology && ('gap' in topology || topology.body.apps.some(({id}) => hidden.has(id)))) return `it runs in the space ${space.name ?? ''} with an app that cannot be seen`
      // Of one app it is not read which others run beside it.
      if (isOfApps(roster.scope)) return `it runs in the space ${space.name ?? ''}, whose other apps are judged with --space`
    }

    return byPipeline.get(app.id) ?? (unclear === undefined ? undefined : `${unclear} could not be read`)
  }
}

const rowsOf = (context: Context, app: AppHandle) => {
  const rows = attachmentsOf(context, app)
  return 'body' in rows ? rows.body : []
}

function nameOf({facts}: Context, ref: string): string | undefined {
  const record = facts.read('app', ref)
  return 'body' in record ? record.body.name : undefined
}

/** The add-on's own list tells of apps that are not in scope, too. */
function otherUser({facts}: Context, addon: string, holds: (name: string) => boolean): string | undefined {
  const rows = facts.read('attachmentsOfAddon', addon)
  if ('gap' in rows) return `who else uses ${addon} could not be read`
  const names = rows.body.map(({app}) => app.name)
  const holder = names.find(name => name !== undefined && holds(name))
  if (holder !== undefined) return `it shares ${addon} with ${holder}`
  return names.includes(undefined) ? `the API does not say who else uses ${addon}` : undefined
}
