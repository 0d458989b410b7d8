import type {Transfer} from '../../model/data-facts.js'
import type {Answer} from '../../model/gap.js'
import type {Field, Known} from '../../model/subject.js'
import type {AddonHandle} from '../addon/addons-of.js'
import type {Context} from '../context.js'
import type {Database} from './postgres.js'
import type {Origin, Ours, Schedules} from './transfer-origin.js'

import {ageInDays, instant} from '../age.js'
import {from, lazy, unknown, value} from '../field-value.js'
import {origins} from './transfer-origin.js'

interface Backup {
  readonly origin: Origin
  readonly transfer: Transfer
  /** Unset where the API prints a transfer of another kind than a backup, a copy or a restore. */
  readonly isBackup: boolean
}

/**
 * Logical backups: their schedules, and those that were made. They are kept in the United States wherever the database
 * is (heroku/roadmap#261).
 */
export function backupFields(
  ours: Omit<Ours, 'schedules'>,
  database: Answer<Database>,
  follows: () => Known,
): Record<string, Field> {
  const {addon, context} = ours
  const {facts, now} = context
  const schedules = ({id}: Database): Answer<Schedules> => facts.read('postgresBackupSchedules', id)
  const found = lazy((): Answer<readonly Backup[]> => {
    const own = 'gap' in database ? database : schedules(database.body)
    const transfers = transfersOf(context, addon)
    if ('gap' in own) return own
    if ('gap' in transfers) return transfers
    const originOf = origins({...ours, schedules}, own.body)
    return {body: transfers.body.flatMap(transfer => backupOf(transfer, originOf))}
  })
  const ofBackups =
    (use: (backups: readonly Backup[]) => Known): Field =>
    () =>
      from(database, ({isAdvanced}) => (isAdvanced ? ofAdvanced : from(found(), use)))
  return {
    backups: () => from(database, body => (body.isAdvanced ? ofAdvanced : scheduled(schedules(body), follows()))),
    // The CLI schedules backups of classic plans only.
    hasBackupSchedule: () =>
      from(database, body => (body.isAdvanced ? value(false) : from(schedules(body), hasSchedule))),
    hasKeptBackup: ofBackups(backups => hasKept(backups)),
    hasSuccessfulBackup: ofBackups(backups => hasSuccess(backups)),
    isClassic: () => from(database, ({isAdvanced}) => value(!isAdvanced)),
    lastBackupAgeDays: ofBackups(backups => from(now, today => lastAge(backups, today))),
  }
}

const ofAdvanced = unknown('unsupported', 'Advanced plans have no scheduled backups')

/** Whether something happened, by the date of it; undefined for what is no date. */
function happened(date: null | string | undefined): boolean | undefined {
  if (!date) return false
  return instant(date) === undefined ? undefined : true
}

function hasSchedule(rows: Schedules): Known {
  const deleted = rows.map(({deleted_at: deletedAt}) => happened(deletedAt))
  if (deleted.includes(false)) return value(true)
  return deleted.includes(undefined)
    ? unknown('unknown-value', 'the API does not say whether a schedule was deleted', [true, false])
    : value(false)
}

/** A follower is backed up with its leader. */
function scheduled(schedules: Answer<Schedules>, following: Known): Known {
  if ('gap' in following) return following
  if (following.value === true) return value('of its leader')
  const known = from(schedules, hasSchedule)
  if ('gap' in known) return {among: ['scheduled', 'none'], gap: known.gap}
  return value(known.value === true ? 'scheduled' : 'none')
}

/** The Data API lists transfers by the app that pays. */
function transfersOf({facts}: Context, {record}: AddonHandle): Answer<readonly Transfer[]> {
  if ('gap' in record) return record
  const payer = record.body.app?.name ?? record.body.app?.id
  if (payer !== undefined) return facts.read('postgresTransfers', payer)
  return {gap: {detail: 'the API does not say which app pays for the add-on', reason: 'no-statement'}}
}

/** Those of the CLI: a backup is dumped and stored, a copy or a restore goes into a database. */
function backupOf(transfer: Transfer, originOf: (transfer: Transfer) => Origin): Backup[] {
  if (transfer.to_type === 'pg_restore') return []
  const origin = originOf(transfer)
  const isBackup = transfer.from_type === 'pg_dump' && transfer.to_type === 'gof3r'
  return origin === 'other' ? [] : [{isBackup, origin, transfer}]
}

/** Undefined where the API does not say. */
function isKept({transfer}: Backup): boolean | undefined {
  const {canceled_at: canceledAt, finished_at: finishedAt, succeeded} = transfer
  const gone = [happened(transfer.deleted_at), happened(transfer.purged_at)]
  if (gone.includes(true)) return false
  if (gone.includes(undefined)) return undefined
  if (succeeded === true) return true
  return happened(canceledAt) === true || (happened(finishedAt) === true && succeeded === false) ? false : undefined
}

/** Undefined where the API does not say. What was deleted brings nothing back. */
function isSuccess(backup: Backup): boolean | undefined {
  const kept = isKept(backup)
  const {finished_at: finishedAt, succeeded} = backup.transfer
  if (kept === false) return false
  // What still runs has not succeeded.
  if (happened(finishedAt) === false && succeeded !== true) return false
  return happened(finishedAt) === true ? kept : undefined
}

function hasKept(backups: readonly Backup[]): Known {
  const left = backups.filter(backup => isKept(backup) !== false)
  if (left.length === 0) return value(false)
  const sure = left.some(backup => backup.isBackup && backup.origin !== 'unclear' && isKept(backup) === true)
  return sure
    ? value(true)
    : unknown('no-statement', 'the API does not say whether a backup that is kept is of this database', [true, false])
}

const isSure = (backup: Backup): boolean => backup.isBackup && backup.origin === 'own' && isSuccess(backup) === true

const unclearOrigin = 'the API does not say whether a backup of the app is one of this database that succeeded'

function hasSuccess(backups: readonly Backup[]): Known {
  if (backups.some(backup => isSure(backup))) return value(true)
  const possible = backups.some(backup => isSuccess(backup) !== false)
  return possible ? unknown('no-statement', unclearOrigin, [true, false]) : value(false)
}

/** A backup that was begun more than half an hour ahead has no age: two hundredths of a day, as ages are rounded up. */
const tolerance = -0.01

function ageOf({created_at: createdAt}: Transfer, now: number): number | undefined {
  const age = ageInDays(createdAt, now)
  return (age ?? 0) < tolerance ? undefined : age
}

/** Days since the newest backup that succeeded was begun. */
function lastAge(backups: readonly Backup[], now: number): Known {
  const aged = backups
    .filter(backup => isSuccess(backup) !== false)
    .map(backup => ({age: ageOf(backup.transfer, now), sure: isSure(backup)}))
  const ages = (counts: boolean) =>
    aged.flatMap(({age, sure}) => ((sure && age !== undefined) === counts ? [age ?? 0] : []))
  const sure = Math.min(...ages(true))
  const possible = Math.min(...ages(false))
  if (sure !== Infinity && possible >= sure) return value(sure)
  if (possible === Infinity) return unknown('no-statement', 'no backup of the database succeeded')
  return unknown('no-statement', unclearOrigin, sure === Infinity ? undefined : [possible, sure])
}
