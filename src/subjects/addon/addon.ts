import type {App} from '../../model/facts.js'
import type {ResourceRef} from '../../model/resource-ref.js'
import type {ReadResult, Gap} from '../../model/gap.js'
import type {FieldValue, Subject} from '../../model/subject.js'
import type {AddonHandle} from './addon-handles.js'
import type {SubjectContext, ScopeInventory} from '../context.js'

import {byCodeUnit, distinct} from '../../foundation/collections.js'
import {addonHandles} from './addon-handles.js'
import {dataServiceFields} from './data-service.js'
import {foreignAttachments} from './foreign-attachments.js'
import {otherPlan} from './plan-family.js'
import {lazyFields, fieldFrom, required, value} from '../field-value.js'
import {gapOf, notStated, itemsOf} from '../read-result.js'
import {runtimeClass} from '../app/runtime-class.js'

/** One subject for each add-on in scope. */
export function addonSubjects(context: SubjectContext, inventory: ScopeInventory): Subject[] {
  const handles = addonHandles(context, inventory)
  return handles.map(addon => {
    const {record} = addon
    const billedApp = 'body' in record ? record.body.app?.name : undefined
    return {
      ...(billedApp ? {app: billedApp} : {}),
      apps: distinct([
        ...(billedApp ? [billedApp] : []),
        ...[...addon.attachedAppIds].map(id => inventory.findApp({id})?.name ?? id),
      ]),
      fields: lazyFields({
        ...dataServiceFields(context, inventory, handles, addon),
        foreignAttachments: () => foreignAttachments(context, inventory, addon),
        hasAttachment: () => hasAttachment(context, addon),
        plan: () => fieldFrom(record, ({plan}) => required(plan?.name, 'which plan the add-on has')),
        planWithRollback: () => otherPlan(record, 'rollback'),
        planWithStandby: () => otherPlan(record, 'standby'),
        service: () =>
          fieldFrom(record, ({addon_service: service}) =>
            required(service?.name, 'which service the add-on belongs to'),
          ),
        placements: () => placements(context, inventory, addon),
      }),
      id: addon.id,
      kind: 'addon' as const,
      name: addon.name,
    }
  })
}

interface AppLocation {
  readonly app: string
  /** The ID of the space that a hidden app is known to run in. */
  readonly inferredSpaceId: string | undefined
  readonly record: ReadResult<App>
}

function hasAttachment({facts}: SubjectContext, {name, attachedAppIds}: AddonHandle): FieldValue {
  return attachedAppIds.size > 0
    ? value(true)
    : fieldFrom(facts.read('attachmentsOfAddon', name), attachments => value(attachments.length > 0))
}

/**
 * Runtime class and space of each app that uses or pays for an add-on: a gap unless all apps were read, or the known
 * ones differ already. Only the add-on's own list of attachments contains apps that the caller can't see; it is
 * requested only if the other apps don't differ.
 */
function placements(context: SubjectContext, inventory: ScopeInventory, addon: AddonHandle): FieldValue {
  const payer = 'body' in addon.record ? addon.record.body.app : undefined
  const knownApps = [...[...addon.attachedAppIds].map(id => ({id})), ...(payer ? [payer] : [])]
  const knownSpaces = distinctSpaces(locationsOf(context, inventory, knownApps), inventory)
  if (knownSpaces.length > 1) return value(knownSpaces)
  const attachments = context.facts.read('attachmentsOfAddon', addon.name)
  const locations = locationsOf(context, inventory, [...knownApps, ...itemsOf(attachments).map(({app}) => app)])
  const spaces = distinctSpaces(locations, inventory)
  if (spaces.length > 1) return value(spaces)
  const namedSpace = locations.map(({record}) => recordedSpace(record)).find(space => space?.name)
  const classes = locations.map(({app, record}) => ({app, runtime: runtimeClass(record, inventory)}))
  const knownClasses = distinct(classes.flatMap(({runtime}) => ('value' in runtime ? [String(runtime.value)] : [])))
  const firstGap =
    gapOf(attachments) ?? classes.map(({app, runtime}) => locationGap(app, runtime)).find(gap => gap !== undefined)
  if (firstGap) return {gap: firstGap}
  return payer
    ? value(knownClasses.map(className => label(className, namedSpace)))
    : notStated('which app pays for the add-on')
}

/** Each app once, by its ID if stated. */
function locationsOf(context: SubjectContext, inventory: ScopeInventory, apps: readonly ResourceRef[]): AppLocation[] {
  const refs = new Map(apps.map(app => [app.id ?? app.name, app]))
  return [...refs].map(([ref, app]) => locationOf(context, inventory, ref, app))
}

/** Different spaces are different boundaries, whatever their class, so their records aren't needed. */
function distinctSpaces(locations: readonly AppLocation[], inventory: ScopeInventory): string[] {
  const spaceLabels = new Map(locations.flatMap(location => spaceEntry(location, inventory)))
  return [...spaceLabels.values()].sort(byCodeUnit)
}

const locationGap = (app: string, runtime: FieldValue): Gap | undefined =>
  'gap' in runtime
    ? {...runtime.gap, detail: `where ${app} runs is unknown: ${runtime.gap.detail ?? runtime.gap.reason}`}
    : undefined

const recordedSpace = (record: ReadResult<App>) => ('body' in record ? record.body.space : undefined)

/** The key that distinguishes the app's space from others, and its label; empty if the space is unknown. */
function spaceEntry(
  {inferredSpaceId, record}: AppLocation,
  inventory: ScopeInventory,
): Array<readonly [string | undefined, string]> {
  if (inferredSpaceId !== undefined)
    return [[inferredSpaceId, label('unknown', inventory.resolveSpace({id: inferredSpaceId}))]]
  const space = recordedSpace(record)
  if (space === undefined) return []
  if (space === null) return [[undefined, 'common']]
  return [[space.id ?? inventory.resolveSpace(space).id, label(recordedClass(space.shield), space)]]
}

/** The class by the app's own record only. */
function recordedClass(isShield: boolean | null | undefined): string {
  if (isShield === true) return 'shield'
  return isShield === false ? 'private' : 'unknown'
}

const label = (className: string, space: App['space']) =>
  space ? `${className} in ${space.name ?? space.id ?? 'a space'}` : className

/** Reads an unlisted app by ID, like the apps of pipelines, so that none is read twice. */
function locationOf(
  context: SubjectContext,
  inventory: ScopeInventory,
  ref: string | undefined,
  app: ResourceRef,
): AppLocation {
  const handle = inventory.findApp(app)
  const record = handle?.record ?? (ref === undefined ? notStated('which app it is') : context.facts.read('app', ref))
  return {app: handle?.name ?? app.name ?? ref ?? 'an app', inferredSpaceId: handle?.inferredSpaceId, record}
}
