import type {Addon, FactTypes} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {LazyField, FieldValue} from '../../model/subject.js'
import type {AddonHandle} from './addon-handles.js'
import type {SubjectContext, ScopeInventory} from '../context.js'

import {externalEndpointFields} from '../postgres/external-endpoints.js'
import {fieldFrom, required, unknown, value} from '../field-value.js'
import {notStated} from '../read-result.js'
import {maintenanceFields} from './maintenances.js'
import {planTier} from '../../model/plan-tier.js'
import {planClass} from './plan.js'
import {databaseOf, databaseInfo, isEssential} from '../postgres/postgres.js'
import {backupFields} from '../postgres/backups.js'
import {isFollower, isBelowSource, isCopy} from '../postgres/copies.js'
import {hasNoStandby, infoFields, isHighlyAvailable, databaseVersion} from '../postgres/database-info.js'
import {settingFields} from '../postgres/settings.js'

/** What the data services report about an add-on; gaps for an add-on of another service. */
export function dataServiceFields(
  context: SubjectContext,
  inventory: ScopeInventory,
  addonsInScope: readonly AddonHandle[],
  addon: AddonHandle,
): Record<string, LazyField> {
  const {facts} = context
  const database = databaseOf(addon)
  const info = () => databaseInfo(facts, database)
  const keyValueStore = (use: (store: FactTypes['keyValueStore']) => FieldValue) => () =>
    fieldFrom(facts.read('keyValueStore', addon.name), use)
  const kafka = (use: (cluster: FactTypes['kafkaCluster']) => FieldValue) => () =>
    fieldFrom(facts.read('kafkaCluster', addon.name), use)
  return {
    ...backupFields({addon, addonsInScope, context, inventory}, database, () => isFollower(info())),
    ...externalEndpointFields(context, addon, database, info),
    ...infoFields(context, database, info),
    ...maintenanceFields(context, addon),
    ...settingFields(facts, database),
    isBelowSource: () => isBelowSource(facts, addonsInScope, addon),
    isCopy: () => isCopy(info()),
    isEssential: () => fieldFrom(database, body => value(isEssential(body))),
    isFollower: () => isFollower(info()),
    isHighlyAvailable: fieldOfService(addon.record, {
      'heroku-postgresql': () => isHighlyAvailable(database, info),
      'heroku-redis': () =>
        fieldFrom(addon.record, ({plan}) => (plan ? hasStandby(plan.name) : notStated('which plan the add-on has'))),
    }),
    isSharedCluster: fieldOfService(addon.record, {
      'heroku-kafka': kafka(({shared_cluster: isShared}) => required(isShared, 'whether the cluster is shared')),
    }),
    planClass: () =>
      fieldFrom(addon.record, ({plan}) => (plan ? planClass(plan.name) : notStated('which plan the add-on has'))),
    standsAlone: () => fieldFrom(database, ({plan}) => standsAlone(plan, isFollower(info()))),
    version: fieldOfService(addon.record, {
      'heroku-kafka': kafka(({version: clusterVersions}) =>
        required(clusterVersions?.length === 1 ? clusterVersions[0] : undefined, 'the version of the cluster'),
      ),
      'heroku-postgresql': () => databaseVersion(info(), value),
      'heroku-redis': keyValueStore(({version: storeVersion}) => required(storeVersion, 'the version of the store')),
    }),
  }
}

/** The field for the add-on's own service; a gap if that service has none. */
const fieldOfService =
  (record: ReadResult<Addon>, fields: Readonly<Record<string, LazyField>>): LazyField =>
  () =>
    fieldFrom(record, ({addon_service: service}) => {
      if (!service) return notStated('which service the add-on belongs to')
      const field = Object.hasOwn(fields, service.name) ? fields[service.name] : undefined
      return field?.() ?? unknown('unsupported', `no data is read for ${service.name}`)
    })

/** A plan without a standby stands alone unless it is known to follow a leader, or nobody can know it yet. */
function standsAlone(plan: string, followsLeader: FieldValue): FieldValue {
  if ('gap' in followsLeader)
    return hasNoStandby(plan) && followsLeader.gap.reason !== 'not-created-yet' ? value(true) : followsLeader
  return value(followsLeader.value !== true)
}

/** Depends on the name of the plan. */
function hasStandby(plan: string): FieldValue {
  const tier = planTier(plan)
  if (/^(?:premium|private|shield)-./.test(tier)) return value(true)
  return /^(?:mini|hobby-.+)$/.test(tier) ? value(false) : unknown('unknown-value', `"${plan}" isn't a known plan`)
}
