import type {Gap} from '../../model/gap.js'
import type {FieldValue} from '../../model/subject.js'
import type {AddonHandle} from '../addon/addons-of.js'
import type {SubjectContext, ScopeInventory} from '../context.js'
import type {StagedApp, Stages} from './stages.js'

import {distinct} from '../../foundation/collections.js'
import {addonHandles, addonOfAttachment} from '../addon/addons-of.js'
import {gapOf, lazy, value} from '../field-value.js'
import {attachedTo, addonService} from './sharing.js'
import {copySources} from '../postgres/copies.js'

interface PipelineDatabases {
  readonly addons: readonly AddonHandle[]
  /** Set where there may be more. */
  readonly gap: Gap | undefined
}

/** Whether a Heroku Postgres database is attached to a production app. */
export function hasProductionPostgres(context: SubjectContext, inventory: ScopeInventory, stages: Stages): FieldValue {
  const {addons, gap = stages.unclear} = pipelineDatabases(context, inventory, stages, stages.production)
  return addons.length > 0 ? value(true) : gap ? {gap} : value(false)
}

/**
 * Forks and followers of a production database that are attached to an app of another stage: a gap unless there
 * are any, or all was seen and it is known of each database of the other stages what it came from.
 */
export function copiesOutsideProduction(
  context: SubjectContext,
  inventory: ScopeInventory,
  stages: Stages,
): FieldValue {
  const productionDatabases = pipelineDatabases(context, inventory, stages, stages.production)
  const otherDatabases = pipelineDatabases(context, inventory, stages, stages.nonProduction)
  // What else is in scope may be what a copy came from; it is looked at where there is a copy.
  const readAddons = lazy(() =>
    uniqueById([...addonHandles(context, inventory), ...productionDatabases.addons, ...otherDatabases.addons]),
  )
  const traced = otherDatabases.addons.map(addon => ({
    name: addon.name,
    sources: copySources(context.facts, readAddons, addon),
  }))
  const copies = traced.filter(
    ({sources}) =>
      'body' in sources && sources.body.some(({id}) => productionDatabases.addons.some(database => database.id === id)),
  )
  const gap =
    stages.unclear ??
    productionDatabases.gap ??
    otherDatabases.gap ??
    traced.map(copy => gapOf(copy.sources)).find(copyGap => copyGap !== undefined)
  return copies.length === 0 && gap ? {gap} : value(distinct(copies.map(({name}) => name)))
}

/** The databases that are attached to apps of a pipeline. */
function pipelineDatabases(
  context: SubjectContext,
  inventory: ScopeInventory,
  {nonProduction, production}: Stages,
  apps: readonly StagedApp[],
): PipelineDatabases {
  const guestIds = [...production, ...nonProduction].map(({id}) => id)
  const addons = uniqueById(
    attachedTo(apps).map(attachment => ({
      ...addonOfAttachment(context, inventory, attachment, guestIds),
      attachedAppIds: new Set<string>(),
    })),
  )
  const candidates = addons.map(addon => ({addon, service: addonService(addon)}))
  const gaps = [
    ...apps.map(({attachments}) => gapOf(attachments())),
    ...candidates.map(({service}) => ('gap' in service ? service.gap : undefined)),
  ]
  return {
    addons: candidates.flatMap(({addon, service}) =>
      'value' in service && service.value === 'heroku-postgresql' ? [addon] : [],
    ),
    gap: gaps.find(gap => gap !== undefined),
  }
}

const uniqueById = (addons: readonly AddonHandle[]): AddonHandle[] => [
  ...new Map(addons.map(addon => [addon.id, addon])).values(),
]
