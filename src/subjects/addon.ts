import type {App} from '../model/facts.js'
import type {Answer, Gap} from '../model/gap.js'
import type {Known, Subject} from '../model/subject.js'
import type {AddonHandle} from './addons-of.js'
import type {Context, Roster} from './context.js'

import {distinct} from '../model/order.js'
import {addonHandles} from './addons-of.js'
import {fields, from, gapOf, stated, unknown, value} from './known.js'
import {runtimeClass} from './runtime-class.js'

/** One subject for each add-on in scope. */
export function addons(context: Context, roster: Roster): Subject[] {
  return addonHandles(context, roster).map(addon => {
    const {record} = addon
    const billed = 'body' in record ? record.body.app?.name : undefined
    return {
      ...(billed ? {app: billed} : {}),
      fields: fields({
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
  /** Undefined where the app cannot be read. */
  readonly space?: string
  readonly runtime: Known
}

function hasAttachment({facts}: Context, {name, users}: AddonHandle): Known {
  return users.size > 0 ? value(true) : from(facts.read('attachmentsOfAddon', name), rows => value(rows.length > 0))
}

/** Where the apps run that use or pay for an add-on: a gap unless all were seen, or those seen differ already. */
function placements(context: Context, roster: Roster, addon: AddonHandle): Known {
  const listed = context.facts.read('attachmentsOfAddon', addon.name)
  const refs = new Map<string, string>()
  for (const id of addon.users) refs.set(id, id)
  if ('body' in listed) for (const {app} of listed.body) refs.set(app.id ?? app.name ?? '', app.name ?? app.id ?? '')
  const payer = 'body' in addon.record ? addon.record.body.app : undefined
  if (payer) refs.set(payer.id ?? payer.name ?? '', payer.name ?? payer.id ?? '')

  const places = [...refs].map(([id, ref]) => place(context, roster, id, ref))
  const seen = distinct(places.flatMap(({space}) => space === undefined ? [] : [space]))
  const classes = distinct(places.flatMap(({runtime}) => 'value' in runtime ? [String(runtime.value)] : []))
  if (seen.length > 1 || classes.length > 1) return value(distinct(places.map(label)))
  const missing = gapOf(listed) ?? places.map(({app, runtime}) => blame(app, runtime)).find(gap => gap !== undefined)
  if (missing) return {gap: missing}
  return payer ? value(distinct(places.map(label))) : unknown('no-statement', 'the API does not say which app pays for the add-on')
}

const blame = (app: string, runtime: Known): Gap | undefined =>
  'gap' in runtime ? {...runtime.gap, detail: `where ${app} runs is not known: ${runtime.gap.detail ?? runtime.gap.reason}`} : undefined

const label = ({runtime, space}: Place): string => {
  const kind = 'value' in runtime ? String(runtime.value) : 'unknown'
  return space === undefined || space === '' ? kind : `${kind} in ${space}`
}

function place(context: Context, roster: Roster, id: string, ref: string): Place {
  const known = roster.appOf({id, name: ref})
  const record: Answer<App> = known ? known.record : context.facts.read('app', ref)
  const space = 'body' in record ? record.body.space : undefined
  return {
    app: known?.name ?? ref,
    runtime: runtimeClass(record, roster),
    ...(space === undefined ? {} : {space: space === null ? '' : space.name ?? space.id ?? ''}),
  }
}
