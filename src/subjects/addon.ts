import type {App, Ref} from '../model/facts.js'
import type {Answer, Gap} from '../model/gap.js'
import type {Known, Subject} from '../model/subject.js'
import type {AddonHandle} from './addons-of.js'
import type {Context, Roster} from './context.js'

import {byCodeUnit, distinct} from '../model/order.js'
import {addonHandles} from './addons-of.js'
import {dataServiceFields} from './data-service.js'
import {fields, from, gapOf, stated, unknown, value} from './known.js'
import {runtimeClass} from './runtime-class.js'

/** One subject for each add-on in scope. */
export function addons(context: Context, roster: Roster): Subject[] {
  const all = addonHandles(context, roster)
  return all.map(addon => {
    const {record} = addon
    const billed = 'body' in record ? record.body.app?.name : undefined
    return {
      ...(billed ? {app: billed} : {}),
      apps: distinct([...billed ? [billed] : [], ...[...addon.users].flatMap(id => roster.appOf({id})?.name ?? [])]),
      fields: fields({
        ...dataServiceFields(context, roster, all, addon),
        hasAttachment: () => hasAttachment(context, addon),
        plan: () => from(record, ({plan}) => stated(plan?.name, 'which plan the add-on has')),
        service: () => from(record, ({addon_service: service}) => stated(service?.name, 'which service the add-on is of')),
        placements: () => placements(context, roster, addon),
      }),
      id: addon.id,
      kind: 'addon' as const,
      name: addon.name,
    }
  })
}

interface Place {
  readonly app: string
  /** The id of the space that an app which cannot be seen is known to run in. */
  readonly home: string | undefined
  readonly record: Answer<App>
}

function hasAttachment({facts}: Context, {name, users}: AddonHandle): Known {
  return users.size > 0 ? value(true) : from(facts.read('attachmentsOfAddon', name), rows => value(rows.length > 0))
}

/**
 * Where the apps run that use or pay for an add-on: a gap unless all were seen, or those seen differ already. The
 * add-on's own list of attachments, which alone tells of apps that the caller may not see, is asked for where they
 * do not.
 */
function placements(context: Context, roster: Roster, addon: AddonHandle): Known {
  const payer = 'body' in addon.record ? addon.record.body.app : undefined
  const known = [...[...addon.users].map(id => ({id})), ...payer ? [payer] : []]
  const apart = homesOf(placesOf(context, roster, known), roster)
  if (apart.length > 1) return value(apart)
  const listed = context.facts.read('attachmentsOfAddon', addon.name)
  const places = placesOf(context, roster, [...known, ...'body' in listed ? listed.body.map(({app}) => app) : []])
  const homes = homesOf(places, roster)
  if (homes.length > 1) return value(homes)
  const home = places.map(({record}) => spaceOf(record)).find(space => space?.name)
  const classes = places.map(({app, record}) => ({app, known: runtimeClass(record, roster)}))
  const seen = distinct(classes.flatMap(({known: kind}) => 'value' in kind ? [String(kind.value)] : []))
  const labels = seen.map(kind => label(kind, home))
  if (labels.length > 1) return value(labels)
  const missing = gapOf(listed) ?? classes.map(({app, known: kind}) => blame(app, kind)).find(gap => gap !== undefined)
  if (missing) return {gap: missing}
  return payer ? value(labels) : unknown('no-statement', 'the API does not say which app pays for the add-on')
}

/** Each app once, by its id where that is told. */
function placesOf(context: Context, roster: Roster, apps: readonly Ref[]): Place[] {
  const refs = new Map(apps.map(({id, name}) => [id ?? name ?? '', name ?? id ?? '']))
  return [...refs].map(([id, name]) => place(context, roster, id, name))
}

/** Different spaces are different boundaries, whatever their class: those need not be read. */
function homesOf(places: readonly Place[], roster: Roster): string[] {
  const homes = new Map(places.flatMap(place => spaceKey(place, roster).map(key => [key, labelOf(place, roster)])))
  return [...homes.values()].sort(byCodeUnit)
}

const blame = (app: string, runtime: Known): Gap | undefined =>
  'gap' in runtime ? {...runtime.gap, detail: `where ${app} runs is not known: ${runtime.gap.detail ?? runtime.gap.reason}`} : undefined

const spaceOf = (record: Answer<App>) => 'body' in record ? record.body.space : undefined

/** What tells the space of an app from others: nothing where that is not known. */
function spaceKey({home, record}: Place, roster: Roster): string[] {
  const space = spaceOf(record)
  if (space === undefined) return home === undefined ? [] : [home]
  return [space === null ? '' : space.id ?? roster.spaceOf(space).id]
}

/** The class by the app's own record alone. */
function ownClass(record: Answer<App>): string {
  const space = spaceOf(record)
  return space === null ? 'common' : space?.shield === true ? 'shield' : space?.shield === false ? 'private' : 'unknown'
}

function labelOf({home, record}: Place, roster: Roster): string {
  return 'gap' in record && home !== undefined ? label('unknown', roster.spaceOf({id: home})) : label(ownClass(record), spaceOf(record))
}

const label = (kind: string, space: App['space']) => space && kind !== 'common' ? `${kind} in ${space.name ?? space.id ?? 'a space'}` : kind

/** Asked for by id, as the apps of a pipeline are, so that none is read twice. */
function place(context: Context, roster: Roster, id: string, name: string): Place {
  const known = roster.appOf({id, name})
  return {app: known?.name ?? name, home: known?.home, record: known ? known.record : context.facts.read('app', id)}
}
