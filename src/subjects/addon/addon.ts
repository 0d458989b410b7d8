import type {App, Ref} from '../../model/facts.js'
import type {Answer, Gap} from '../../model/gap.js'
import type {Known, Subject} from '../../model/subject.js'
import type {AddonHandle} from './addons-of.js'
import type {Context, Roster} from '../context.js'

import {byCodeUnit, distinct} from '../../foundation/collections.js'
import {addonHandles} from './addons-of.js'
import {dataServiceFields} from './data-service.js'
import {fields, from, gapOf, stated, unknown, value} from '../field-value.js'
import {runtimeClass} from '../app/runtime-class.js'

/** One subject for each add-on in scope. */
export function addons(context: Context, roster: Roster): Subject[] {
  const all = addonHandles(context, roster)
  return all.map(addon => {
    const {record} = addon
    const billed = 'body' in record ? record.body.app?.name : undefined
    return {
      ...(billed ? {app: billed} : {}),
      apps: distinct([...(billed ? [billed] : []), ...[...addon.users].map(id => roster.appOf({id})?.name ?? id)]),
      fields: fields({
        ...dataServiceFields(context, roster, all, addon),
        hasAttachment: () => hasAttachment(context, addon),
        plan: () => from(record, ({plan}) => stated(plan?.name, 'which plan the add-on has')),
        service: () =>
          from(record, ({addon_service: service}) => stated(service?.name, 'which service the add-on is of')),
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
  const known = [...[...addon.users].map(id => ({id})), ...(payer ? [payer] : [])]
  const apart = homesOf(placesOf(context, roster, known), roster)
  if (apart.length > 1) return value(apart)
  const listed = context.facts.read('attachmentsOfAddon', addon.name)
  const places = placesOf(context, roster, [...known, ...('body' in listed ? listed.body.map(({app}) => app) : [])])
  const homes = homesOf(places, roster)
  if (homes.length > 1) return value(homes)
  const home = places.map(({record}) => spaceOf(record)).find(space => space?.name)
  const classes = places.map(({app, record}) => ({app, known: runtimeClass(record, roster)}))
  const seen = distinct(classes.flatMap(({known: kind}) => ('value' in kind ? [String(kind.value)] : [])))
  const missing = gapOf(listed) ?? classes.map(({app, known: kind}) => blame(app, kind)).find(gap => gap !== undefined)
  if (missing) return {gap: missing}
  return payer
    ? value(seen.map(kind => label(kind, home)))
    : unknown('no-statement', 'the API does not say which app pays for the add-on')
}

/** Each app once, by its id where that is told. */
function placesOf(context: Context, roster: Roster, apps: readonly Ref[]): Place[] {
  const refs = new Map(apps.map(app => [app.id ?? app.name, app]))
  return [...refs].map(([ref, app]) => place(context, roster, ref, app))
}

/** Different spaces are different boundaries, whatever their class: those need not be read. */
function homesOf(places: readonly Place[], roster: Roster): string[] {
  const homes = new Map(places.flatMap(place => homeOf(place, roster)))
  return [...homes.values()].sort(byCodeUnit)
}

const blame = (app: string, runtime: Known): Gap | undefined =>
  'gap' in runtime
    ? {...runtime.gap, detail: `where ${app} runs is not known: ${runtime.gap.detail ?? runtime.gap.reason}`}
    : undefined

const spaceOf = (record: Answer<App>) => ('body' in record ? record.body.space : undefined)

/** What tells the space of an app from others, and what it is called: nothing where it is not known. */
function homeOf({home, record}: Place, roster: Roster): Array<readonly [string | undefined, string]> {
  if (home !== undefined) return [[home, label('unknown', roster.spaceOf({id: home}))]]
  const space = spaceOf(record)
  if (space === undefined) return []
  if (space === null) return [[undefined, 'common']]
  return [[space.id ?? roster.spaceOf(space).id, label(ownClass(space.shield), space)]]
}

/** The class by the app's own record alone. */
function ownClass(isShield: boolean | null | undefined): string {
  if (isShield === true) return 'shield'
  return isShield === false ? 'private' : 'unknown'
}

const label = (kind: string, space: App['space']) =>
  space ? `${kind} in ${space.name ?? space.id ?? 'a space'}` : kind

/** Asked for by id, as the apps of a pipeline are, so that none is read twice. */
function place(context: Context, roster: Roster, ref: string | undefined, app: Ref): Place {
  const known = roster.appOf(app)
  const nameless: Gap = {detail: 'the API does not say which app it is', reason: 'no-statement'}
  const record = known?.record ?? (ref === undefined ? {gap: nameless} : context.facts.read('app', ref))
  return {app: known?.name ?? app.name ?? ref ?? 'an app', home: known?.home, record}
}
