import type {AddonAttachment} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {FieldValue} from '../../model/subject.js'
import type {AddonReference} from '../addon/addon-handles.js'
import type {SubjectContext, ScopeInventory} from '../context.js'
import type {StagedApp, Stages} from './stages.js'

import {dataServices} from '../../model/services.js'
import {distinct} from '../../foundation/collections.js'
import {addonOfAttachment} from '../addon/addon-handles.js'
import {attachmentLabel} from '../addon/foreign-attachments.js'
import {fieldFrom, required, value, namesOrGap} from '../field-value.js'
import {gapOf, isPending, itemsOf} from '../read-result.js'
import {spaceIdOf} from './stages.js'

/**
 * Data services that are attached to a production app and to an app in another stage: a gap if none is known and
 * something couldn't be read.
 */
export function sharedAddons(
  context: SubjectContext,
  inventory: ScopeInventory,
  {nonProduction, production, unclear}: Stages,
): FieldValue {
  const guestIds = [...production, ...nonProduction].map(({id}) => id)
  const productionAttachments = attachedTo(production)
  const sharedAttachments = [
    ...new Map(attachedTo(nonProduction).map(attachment => [attachment.addon.name, attachment])).values(),
  ].filter(({addon}) => productionAttachments.some(attachment => attachment.addon.name === addon.name))
  const hiddenAttachments = [
    ...attachmentsOfHiddenUsers(context, production, nonProduction),
    ...attachmentsOfHiddenUsers(context, nonProduction, production),
  ]
  const candidates = [
    ...new Map(
      [...sharedAttachments, ...hiddenAttachments].map(attachment => [attachment.addon.name, attachment]),
    ).values(),
  ].map(attachment => ({
    name: attachment.addon.name,
    service: addonService(addonOfAttachment(context, inventory, attachment, guestIds)),
  }))
  const shared = candidates.filter(({service}) => 'value' in service && dataServices.includes(String(service.value)))
  const gaps = [
    unclear,
    ...[...production, ...nonProduction].map(({attachments}) => gapOf(attachments())),
    ...candidates.map(({service}) => ('gap' in service ? service.gap : undefined)),
  ]
  const firstGap = gaps.find(gap => gap !== undefined)
  return namesOrGap(
    shared.map(({name}) => name),
    firstGap,
  )
}

/** The attachments of `apps` that, by the add-ons' own lists, one of the hidden other apps uses, too. */
function attachmentsOfHiddenUsers(
  {facts}: SubjectContext,
  apps: readonly StagedApp[],
  otherApps: readonly StagedApp[],
): AddonAttachment[] {
  const hiddenIds = otherApps.filter(({attachments}) => isHidden(attachments())).map(({id}) => id)
  if (hiddenIds.length === 0) return []
  return attachedTo(apps).filter(({addon}) => {
    const users = facts.read('attachmentsOfAddon', addon.name)
    return 'body' in users && users.body.some(({app}) => hiddenIds.includes(app.id ?? app.name ?? ''))
  })
}

const isHidden = (response: ReadResult<unknown>): boolean => 'gap' in response && !isPending(response)

/** The attachments of apps, as far as they could be read. */
export const attachedTo = (apps: readonly StagedApp[]): AddonAttachment[] =>
  apps.flatMap(({attachments}) => itemsOf(attachments()))

/** The service of an add-on, with the add-on's name in the gap. */
export const addonService = ({name, record}: AddonReference): FieldValue =>
  fieldFrom(record, ({addon_service: service}) => required(service?.name, `which service ${name} belongs to`))

/** The attachments of add-ons with these names to apps outside production, as APP/ATTACHMENT. */
export const attachmentsOutsideProduction = (
  inventory: ScopeInventory,
  {nonProduction}: Stages,
  addons: FieldValue,
): FieldValue =>
  'gap' in addons
    ? addons
    : value(
        distinct(
          attachedTo(nonProduction)
            .filter(({addon}) => Array.isArray(addons.value) && addons.value.includes(addon.name))
            .flatMap(attachment => attachmentLabel(inventory, attachment)),
        ),
      )

/** Whether a production app runs in a space. */
export const productionIsInSpace = (stages: Stages): FieldValue =>
  anyProductionSpace(stages, spaceId => spaceId !== 'none')

/** Whether a production app runs in one of these spaces. */
export const productionRunsIn = (stages: Stages, spaceIds: readonly string[]): FieldValue =>
  anyProductionSpace(stages, spaceId => spaceIds.includes(spaceId))

function anyProductionSpace({production, unclear}: Stages, matches: (home: string) => boolean): FieldValue {
  const spaceIds = production.map(app => spaceIdOf(app))
  if (spaceIds.some(spaceId => 'value' in spaceId && matches(String(spaceId.value)))) return value(true)
  return spaceIds.find(spaceId => 'gap' in spaceId) ?? (unclear ? {gap: unclear} : value(false))
}

/**
 * Spaces of production apps in which apps in other stages run: a gap if none is known and something couldn't be read. A
 * topology proves that an app runs in a space; only the app's own record proves that it runs nowhere else.
 */
export function sharedSpaces({nonProduction, production, unclear}: Stages): FieldValue {
  const knownSpaceId = (app: StagedApp) => {
    const spaceId = spaceIdOf(app)
    return 'value' in spaceId ? spaceId.value : app.inferredSpaceId
  }
  const productionSpaceIds = production.map(app => knownSpaceId(app)).filter(id => id !== 'none')
  const spaceNames = new Map(
    [...production, ...nonProduction].flatMap(app => {
      const record = app.record()
      return 'body' in record && record.body.space?.name
        ? [[record.body.space.id, record.body.space.name] as const]
        : []
    }),
  )
  const sharedNames = nonProduction
    .map(app => knownSpaceId(app))
    .flatMap(id =>
      id !== undefined && productionSpaceIds.includes(id) ? [spaceNames.get(String(id)) ?? String(id)] : [],
    )
  const firstGap =
    unclear ??
    [...production, ...nonProduction]
      .map(app => spaceIdOf(app))
      .flatMap(spaceId => ('gap' in spaceId ? [spaceId.gap] : []))
      .at(0)
  return namesOrGap(sharedNames, firstGap)
}
