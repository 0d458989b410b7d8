import type {Transfer} from '../../model/data-facts.js'
import type {FactTypes} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {AddonHandle} from '../addon/addon-handles.js'
import type {SubjectContext, ScopeInventory} from '../context.js'
import type {Database} from './postgres.js'

import {groupBy} from '../../foundation/collections.js'
import {attachmentsOf} from '../addon/addon-handles.js'
import {lazy} from '../field-value.js'
import {databaseOf} from './postgres.js'
import {itemsOf} from '../read-result.js'

/** The backup schedules of a database. */
export type BackupSchedules = FactTypes['postgresBackupSchedules']

/** How certain it is that a transfer was made of a database. */
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
 * Determines which database a transfer was made of. The ID of an add-on or of a schedule is certain. A name is that of
 * an attachment at the time of the transfer, which may have belonged to another database.
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
          return response ? [...scheduleIds(itemsOf(response))] : []
        }),
      ),
  )
  const attachmentNames = lazy(() => attachmentNamesOn(context, inventory, addon))
  const isOwn = (id: TransferId, scheduleId: TransferId) =>
    id === addon.id || Boolean(scheduleId && ownScheduleIds.has(scheduleId))
  const isOther = (id: TransferId, scheduleId: TransferId) =>
    Boolean(id && otherAddons().some(otherAddon => otherAddon.id === id)) ||
    Boolean(scheduleId && otherScheduleIds().has(scheduleId))
  return ({from_name: name, from_uuid: id, schedule}) => {
    if (isOwn(id, schedule?.uuid)) return 'own'
    if (isOther(id, schedule?.uuid)) return 'other'
    return name && attachmentNames().has(name.replace(/_URL$/, '')) ? 'named' : 'unclear'
  }
}

type TransferId = Transfer['from_uuid']

const payerRef = ({record}: AddonHandle): string | undefined =>
  'body' in record ? (record.body.app?.id ?? record.body.app?.name) : undefined

/** Indexed once per list. */
const payerIndexes = new WeakMap<readonly AddonHandle[], ReadonlyMap<string | undefined, readonly AddonHandle[]>>()

function addonsOfSamePayer(addonsInScope: readonly AddonHandle[], addon: AddonHandle): AddonHandle[] {
  const groups = payerIndexes.get(addonsInScope) ?? groupBy(addonsInScope, payerRef)
  payerIndexes.set(addonsInScope, groups)
  return (groups.get(payerRef(addon)) ?? []).filter(({id}) => id !== addon.id)
}

const scheduleIds = (schedules: BackupSchedules): ReadonlySet<string> =>
  new Set(schedules.flatMap(({uuid}) => (uuid ? [uuid] : [])))

/** The names of the database on the app that pays for it. */
function attachmentNamesOn(
  context: SubjectContext,
  inventory: ScopeInventory,
  addon: AddonHandle,
): ReadonlySet<string> {
  const payer = 'body' in addon.record ? addon.record.body.app : undefined
  const app = payer ? inventory.findApp(payer) : undefined
  const attachments = itemsOf(app ? attachmentsOf(context, app) : {body: []})
  const ownAttachments = attachments.filter(
    attachment => attachment.addon.id === addon.id || attachment.addon.name === addon.name,
  )
  return new Set([addon.name, ...ownAttachments.map(({name}) => name)])
}
