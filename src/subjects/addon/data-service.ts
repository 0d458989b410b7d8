import type {Addon, FactTypes} from '../../model/facts.js'
import type {Answer} from '../../model/gap.js'
import type {Field, Known} from '../../model/subject.js'
import type {AddonHandle} from './addons-of.js'
import type {Context, Roster} from '../context.js'

import {externalEndpointFields} from '../postgres/external-endpoints.js'
import {from, stated, unknown, value} from '../field-value.js'
import {maintenanceFields} from './maintenances.js'
import {planClass, planTier} from './plan.js'
import {databaseOf, infoOf, isEssential} from '../postgres/postgres.js'
import {backupFields} from '../postgres/backups.js'
import {follows, isBelowSource, isCopy} from '../postgres/copies.js'
import {hasNoStandby, infoFields, isHighlyAvailable, version} from '../postgres/database-info.js'
import {settingFields} from '../postgres/settings.js'

/**
 * What the data services say of an add-on: gaps for an add-on of another service.
 *
 * @param all the add-ons in scope
 */
export function dataServiceFields(
  context: Context,
  roster: Roster,
  all: readonly AddonHandle[],
  addon: AddonHandle,
): Record<string, Field> {
  const {facts} = context
  const database = databaseOf(addon)
  const info = () => infoOf(facts, database)
  const keyValueStore = (use: (store: FactTypes['keyValueStore']) => Known) => () =>
    from(facts.read('keyValueStore', addon.name), use)
  const kafka = (use: (cluster: FactTypes['kafkaCluster']) => Known) => () =>
    from(facts.read('kafkaCluster', addon.name), use)
  return {
    ...backupFields({addon, all, context, roster}, database, () => follows(info())),
    ...externalEndpointFields(context, addon, database, info),
    ...infoFields(context, database, info),
    ...maintenanceFields(context, addon),
    ...settingFields(facts, database),
    isBelowSource: () => isBelowSource(facts, all, addon),
    isCopy: () => isCopy(info()),
    isEssential: () => from(database, body => value(isEssential(body))),
    isHighlyAvailable: ofService(addon.record, {
      'heroku-postgresql': () => isHighlyAvailable(database, info),
      'heroku-redis': () =>
        from(addon.record, ({plan}) =>
          plan ? hasStandby(plan.name) : unknown('no-statement', 'the API does not say which plan the add-on has'),
        ),
    }),
    isSharedCluster: ofService(addon.record, {
      'heroku-kafka': kafka(({shared_cluster: shared}) => stated(shared, 'whether others use the cluster')),
    }),
    planClass: () =>
      from(addon.record, ({plan}) =>
        plan ? planClass(plan.name) : unknown('no-statement', 'the API does not say which plan the add-on has'),
      ),
    standsAlone: () => from(database, ({plan}) => standsAlone(plan, follows(info()))),
    version: ofService(addon.record, {
      'heroku-kafka': kafka(({version: seen}) =>
        stated(seen?.length === 1 ? seen[0] : undefined, 'the version of the cluster'),
      ),
      'heroku-postgresql': () => version(info(), value),
      'heroku-redis': keyValueStore(({version: seen}) => stated(seen, 'the version of the store')),
    }),
  }
}

/** The field of the add-on's own service; a gap where that has none. */
const ofService =
  (record: Answer<Addon>, fields: Readonly<Record<string, Field>>): Field =>
  () =>
    from(record, ({addon_service: service}) => {
      if (!service) return unknown('no-statement', 'the API does not say which service the add-on is of')
      const field = Object.hasOwn(fields, service.name) ? fields[service.name] : undefined
      return field?.() ?? unknown('unsupported', `nothing is read of ${service.name}`)
    })

/** A plan that has no standby is judged for it unless it is known to follow. */
function standsAlone(plan: string, following: Known): Known {
  if ('gap' in following) return hasNoStandby(plan) ? value(true) : following
  return value(following.value !== true)
}

/** By the name of the plan. */
function hasStandby(plan: string): Known {
  const tier = planTier(plan)
  if (/^(?:premium|private|shield)-./.test(tier)) return value(true)
  return /^(?:mini|hobby-.+)$/.test(tier) ? value(false) : unknown('unknown-value', `"${plan}" is no known plan`)
}
