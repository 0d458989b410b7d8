import type {Gap} from '../../model/gap.js'
import type {Known} from '../../model/subject.js'
import type {AddonHandle} from '../addon/addons-of.js'
import type {Context, Roster} from '../context.js'
import type {StagedApp, Stages} from './stages.js'

import {distinct} from '../../foundation/collections.js'
import {addonHandles, addonOf} from '../addon/addons-of.js'
import {gapOf, lazy, value} from '../field-value.js'
import {attachedTo, serviceOf} from './sharing.js'
import {sourcesOf} from '../postgres/copies.js'

interface Databases {
  readonly found: readonly AddonHandle[]
  /** Set where there may be more. */
  readonly gap: Gap | undefined
}

/** Whether a Heroku Postgres database is attached to a production app. */
export function hasProductionPostgres(context: Context, roster: Roster, stages: Stages): Known {
  const {found, gap = stages.unclear} = databases(context, roster, stages, stages.production)
  return found.length > 0 ? value(true) : gap ? {gap} : value(false)
}

/**
 * Forks and followers of a production database that are attached to an app of another stage: a gap unless there
 * are any, or all was seen and it is known of each database of the other stages what it came from.
 */
export function copiesOutsideProduction(context: Context, roster: Roster, stages: Stages): Known {
  const ours = databases(context, roster, stages, stages.production)
  const theirs = databases(context, roster, stages, stages.others)
  // What else is in scope may be what a copy came from; it is looked at where there is a copy.
  const all = lazy(() => byId([...addonHandles(context, roster), ...ours.found, ...theirs.found]))
  const traced = theirs.found.map(own => ({name: own.name, sources: sourcesOf(context.facts, all, own)}))
  const copies = traced.filter(
    ({sources: seen}) => 'body' in seen && seen.body.some(({id}) => ours.found.some(one => one.id === id)),
  )
  const gap =
    stages.unclear ?? ours.gap ?? theirs.gap ?? traced.map(one => gapOf(one.sources)).find(one => one !== undefined)
  return copies.length === 0 && gap ? {gap} : value(distinct(copies.map(({name}) => name)))
}

/** The databases that are attached to apps of a pipeline. */
function databases(
  context: Context,
  roster: Roster,
  {others, production}: Stages,
  apps: readonly StagedApp[],
): Databases {
  const guests = [...production, ...others].map(({id}) => id)
  const addons = byId(
    attachedTo(apps).map(row => ({...addonOf(context, roster, row, guests), users: new Set<string>()})),
  )
  const services = addons.map(addon => ({addon, service: serviceOf(addon)}))
  const gaps = [
    ...apps.map(({attachments}) => gapOf(attachments())),
    ...services.map(({service}) => ('gap' in service ? service.gap : undefined)),
  ]
  return {
    found: services.flatMap(({addon, service}) =>
      'value' in service && service.value === 'heroku-postgresql' ? [addon] : [],
    ),
    gap: gaps.find(one => one !== undefined),
  }
}

const byId = (all: readonly AddonHandle[]): AddonHandle[] => [...new Map(all.map(one => [one.id, one])).values()]
