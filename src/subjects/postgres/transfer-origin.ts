import type {Transfer} from '../../model/data-facts.js'
import type {FactTypes} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {AddonHandle} from '../addon/addons-of.js'
import type {SubjectContext, ScopeInventory} from '../context.js'
import type {Database} from './postgres.js'

import {groupBy} from '../../foundation/collections.js'
import {attachmentsOf} from '../addon/addons-of.js'
import {lazy} from '../field-value.js'
import {databaseOf} from './postgres.js'

export type BackupSchedules = FactTypes['postgresBackupSchedules']

/** What is known of whether a transfer was made of a database. */
export type TransferOrigin = 'named' | 'other' | 'own' | 'unclear'

/** A database among the add-ons in scope. */
export interface DatabaseInScope {
  readonly addon: AddonHandle
  /** The add-ons in scope. */
  readonly addonsInScope: readonly AddonHandle[]
  readonly context: SubjectContext
  readonly inventory: ScopeInventory
  readonly schedules: (database: Database) => ReadResult<BackupSchedules>
}

/**
 * Tells of which database a transfer was made: by the id of the add-on or of a schedule for sure. A name is that of an
 * attachment at the time, which may have been another's.
 */
export function transferOrigins(
  {addonsInScope, addon, context, inventory, schedules}: DatabaseInScope,
  ownSchedules: BackupSchedules,
): (transfer: Transfer) => TransferOrigin {
  const ownScheduleIds = scheduleIds(ownSchedules)
  const otherAddons = lazy(() => addonsOfSamePayer(addonsInScope, addon))
  const otherScheduleIds = lazy(
    () =>
      new Set(
        otherAddons().flatMap(otherAddon => {
          const database = databaseOf(otherAddon)
          const response = 'body' in database && !database.body.isAdvanced ? schedules(database.body) : undefined
          return response && 'body' in response ? [...scheduleIds(response.body)] : []
        }),
      ),
  )
  const attachmentNames = lazy(() => attachmentNamesOn(context, inventory, addon))
  return ({from_name: name, from_uuid: id, schedule}) => {
    const scheduleId = schedule?.uuid
    if (id === addon.id || (scheduleId && ownScheduleIds.has(scheduleId))) return 'own'
    if (
      (id && otherAddons().some(otherAddon => otherAddon.id === id)) ||
      (scheduleId && otherScheduleIds().has(scheduleId))
    )
      return 'other'
    return name && attachmentNames().has(name.replace(/_URL$/, '')) ? 'named' : 'unclear'
  }
}

const payerRef = ({record}: AddonHandle): string | undefined =>
  'body' in record ? (record.body.app?.id ?? record.body.app?.name) : undefined

/** Worked out once for each list. */
const payerIndexes = new WeakMap<readonly AddonHandle[], ReadonlyMap<string | undefined, readonly AddonHandle[]>>()

function addonsOfSamePayer(addonsInScope: readonly AddonHandle[], addon: AddonHandle): AddonHandle[] {
  const groups = payerIndexes.get(addonsInScope) ?? groupBy(addonsInScope, payerRef)
  payerIndexes.set(addonsInScope, groups)
  return (groups.get(payerRef(addon)) ?? []).filter(({id}) => id !== addon.id)
}

const scheduleIds = (schedules: BackupSchedules): ReadonlySet<string> =>
  new Set(schedules.flatMap(({uuid}) => (uuid ? [uuid] : [])))

/** What the database is called on the app that pays for it. */
function attachmentNamesOn(
  context: SubjectContext,
  inventory: ScopeInventory,
  addon: AddonHandle,
): ReadonlySet<string> {
  const payer = 'body' in addon.record ? addon.record.body.app : undefined
  const app = payer ? inventory.findApp(payer) : undefined
  const response = app ? attachmentsOf(context, app) : undefined
  const ownAttachments = (response && 'body' in response ? response.body : []).filter(
    attachment => attachment.addon.id === addon.id || attachment.addon.name === addon.name,
  )
  return new Set([addon.name, ...ownAttachments.map(({name}) => name)])
}
