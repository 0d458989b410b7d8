import type {Gap} from '../../model/gap.js'
import type {FieldValue} from '../../model/subject.js'
import type {AddonHandle} from '../addon/addon-handles.js'
import type {SubjectContext, ScopeInventory} from '../context.js'
import type {StagedApp, Stages} from './stages.js'

import {addonHandles, addonOfAttachment} from '../addon/addon-handles.js'
import {lazy, trueOrGap, namesOrGap} from '../field-value.js'
import {gapOf} from '../read-result.js'
import {attachedTo, addonService} from './sharing.js'
import {copySources} from '../postgres/copies.js'

interface PipelineDatabases {
  readonly addons: readonly AddonHandle[]
  /** Set if there may be more. */
  readonly gap: Gap | undefined
}

/** Whether a Heroku Postgres database is attached to a production app. */
export function hasProductionPostgres(context: SubjectContext, inventory: ScopeInventory, stages: Stages): FieldValue {
  const {addons, gap = stages.unclear} = pipelineDatabases(context, inventory, stages, stages.production)
  return trueOrGap(addons.length > 0, gap)
}

/**
 * Forks and followers of production databases that are attached to apps in other stages: a gap if none is known, and
 * something couldn't be read or the source of a database is unknown.
 */
export function copiesOutsideProduction(
  context: SubjectContext,
  inventory: ScopeInventory,
  stages: Stages,
): FieldValue {
  const productionDatabases = pipelineDatabases(context, inventory, stages, stages.production)
  const otherDatabases = pipelineDatabases(context, inventory, stages, stages.nonProduction)
  // Any add-on in scope may be the source of a copy, so they are read if there is a copy.
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
  return namesOrGap(
    copies.map(({name}) => name),
    gap,
  )
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
