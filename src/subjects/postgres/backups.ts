import type {Transfer} from '../../model/data-facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {LazyField, FieldValue} from '../../model/subject.js'
import type {AddonHandle} from '../addon/addon-handles.js'
import type {SubjectContext} from '../context.js'
import type {Database} from './postgres.js'
import type {TransferOrigin, DatabaseInScope, BackupSchedules} from './transfer-origin.js'

import {ageInDays, parseInstant} from '../age.js'
import {fieldFrom, lazy, unknown, value} from '../field-value.js'
import {notStated} from '../read-result.js'
import {transferOrigins} from './transfer-origin.js'

interface Backup {
  readonly origin: TransferOrigin
  readonly transfer: Transfer
  /** False if the API reports another kind of transfer than a backup, a copy or a restore. */
  readonly isBackup: boolean
}

/**
 * Logical backups and their schedules. Backups are stored in the United States, wherever the database is
 * (heroku/roadmap#261).
 */
export function backupFields(
  databaseInScope: Omit<DatabaseInScope, 'schedules'>,
  database: ReadResult<Database>,
  followsLeader: () => FieldValue,
): Record<string, LazyField> {
  const {addon, context} = databaseInScope
  const {facts, now} = context
  const schedules = ({id}: Database): ReadResult<BackupSchedules> => facts.read('postgresBackupSchedules', id)
  const readBackups = lazy((): ReadResult<readonly Backup[]> => {
    const ownSchedules = 'gap' in database ? database : schedules(database.body)
    const transfers = transfersOf(context, addon)
    if ('gap' in ownSchedules) return ownSchedules
    if ('gap' in transfers) return transfers
    const originOf = transferOrigins({...databaseInScope, schedules}, ownSchedules.body)
    return {body: transfers.body.flatMap(transfer => backupsFrom(transfer, originOf))}
  })
  const fromBackups =
    (use: (backups: readonly Backup[]) => FieldValue): LazyField =>
    () =>
      fieldFrom(database, ({isAdvanced}) => (isAdvanced ? unsupportedOnAdvanced : fieldFrom(readBackups(), use)))
  return {
    backups: () =>
      fieldFrom(database, body =>
        body.isAdvanced ? unsupportedOnAdvanced : backupSchedule(schedules(body), followsLeader()),
      ),
    // The CLI schedules backups of classic plans only.
    hasBackupSchedule: () =>
      fieldFrom(database, body => (body.isAdvanced ? value(false) : fieldFrom(schedules(body), hasSchedule))),
    keptBackups: fromBackups(backups => keptBackups(backups)),
    hasKeptBackup: fromBackups(backups => hasKeptBackup(backups)),
    hasSuccessfulBackup: fromBackups(backups => hasSuccessfulBackup(backups)),
    isClassic: () => fieldFrom(database, ({isAdvanced}) => value(!isAdvanced)),
    lastBackupAgeDays: fromBackups(backups => fieldFrom(now, today => newestBackupAge(backups, today))),
  }
}

const unsupportedOnAdvanced = unknown('unsupported', 'Advanced plans have no scheduled backups')

/** Whether something has happened, by its date; undefined if the date can't be read. */
function hasHappened(date: null | string | undefined): boolean | undefined {
  if (!date) return false
  return parseInstant(date) === undefined ? undefined : true
}

function hasSchedule(schedules: BackupSchedules): FieldValue {
  const deletions = schedules.map(({deleted_at: deletedAt}) => hasHappened(deletedAt))
  if (deletions.includes(false)) return value(true)
  return deletions.includes(undefined)
    ? unknown('unknown-value', "the API doesn't say whether a schedule was deleted", [true, false])
    : value(false)
}

/** A follower is backed up with its leader. */
function backupSchedule(schedules: ReadResult<BackupSchedules>, followsLeader: FieldValue): FieldValue {
  if ('gap' in followsLeader) return followsLeader
  if (followsLeader.value === true) return value('of its leader')
  const fieldValue = fieldFrom(schedules, hasSchedule)
  if ('gap' in fieldValue) return {possibleValues: ['scheduled', 'none'], gap: fieldValue.gap}
  return value(fieldValue.value === true ? 'scheduled' : 'none')
}

/** The Data API lists transfers by the paying app. */
function transfersOf({facts}: SubjectContext, {record}: AddonHandle): ReadResult<readonly Transfer[]> {
  if ('gap' in record) return record
  const payer = record.body.app?.name ?? record.body.app?.id
  if (payer !== undefined) return facts.read('postgresTransfers', payer)
  return notStated('which app pays for the add-on')
}

/** The CLI's transfers: a backup is dumped and stored, a copy or a restore writes to a database. */
function backupsFrom(transfer: Transfer, originOf: (transfer: Transfer) => TransferOrigin): Backup[] {
  if (transfer.to_type === 'pg_restore') return []
  const origin = originOf(transfer)
  const isBackup = transfer.from_type === 'pg_dump' && transfer.to_type === 'gof3r'
  return origin === 'other' ? [] : [{isBackup, origin, transfer}]
}

/** Undefined if the API doesn't say. */
function isKept({transfer}: Backup): boolean | undefined {
  const {canceled_at: canceledAt, finished_at: finishedAt, succeeded} = transfer
  const removals = [hasHappened(transfer.deleted_at), hasHappened(transfer.purged_at)]
  if (removals.includes(true)) return false
  if (removals.includes(undefined)) return undefined
  if (succeeded === true) return true
  return hasHappened(canceledAt) === true || (hasHappened(finishedAt) === true && succeeded === false)
    ? false
    : undefined
}

/** Undefined if the API doesn't say. A deleted backup doesn't count, because nothing can be restored from it. */
function isSuccess(backup: Backup): boolean | undefined {
  const kept = isKept(backup)
  const {finished_at: finishedAt, succeeded} = backup.transfer
  if (kept === false) return false
  // A running backup hasn't succeeded.
  if (hasHappened(finishedAt) === false && succeeded !== true) return false
  return hasHappened(finishedAt) === true ? kept : undefined
}

function hasKeptBackup(backups: readonly Backup[]): FieldValue {
  const candidates = backups.filter(backup => isKept(backup) !== false)
  if (candidates.length === 0) return value(false)
  const hasCertain = candidates.some(
    backup => backup.isBackup && backup.origin !== 'unclear' && isKept(backup) === true,
  )
  return hasCertain
    ? value(true)
    : unknown('no-statement', "the API doesn't say whether a retained backup is of this database", [true, false])
}

/** The backups of the database that are kept, by the names that the Heroku CLI gives them. */
function keptBackups(backups: readonly Backup[]): FieldValue {
  const kept = backups.filter(backup => backup.isBackup && backup.origin !== 'unclear' && isKept(backup) === true)
  return value(
    kept.flatMap(({transfer: {num, schedule}}) =>
      typeof num === 'number' ? [`${schedule ? 'a' : 'b'}${String(num).padStart(3, '0')}`] : [],
    ),
  )
}

const isCertainBackup = (backup: Backup): boolean =>
  backup.isBackup && backup.origin === 'own' && isSuccess(backup) === true

const unclearOrigin = "the API doesn't say whether the app's backups include a successful one of this database"

function hasSuccessfulBackup(backups: readonly Backup[]): FieldValue {
  if (backups.some(backup => isCertainBackup(backup))) return value(true)
  const hasPossible = backups.some(backup => isSuccess(backup) !== false)
  return hasPossible ? unknown('no-statement', unclearOrigin, [true, false]) : value(false)
}

/**
 * A backup that was started more than half an hour in the future has no age: ages are rounded up to hundredths of a
 * day, and half an hour is two of them.
 */
const ageTolerance = -0.01

function transferAge({created_at: createdAt}: Transfer, now: number): number | undefined {
  const age = ageInDays(createdAt, now)
  return (age ?? 0) < ageTolerance ? undefined : age
}

/** Days since the newest successful backup was started. */
function newestBackupAge(backups: readonly Backup[], now: number): FieldValue {
  const candidates = backups
    .filter(backup => isSuccess(backup) !== false)
    .map(backup => ({age: transferAge(backup.transfer, now), isCertain: isCertainBackup(backup)}))
  const agesWhere = (certain: boolean) =>
    candidates.flatMap(({age, isCertain}) => ((isCertain && age !== undefined) === certain ? [age ?? 0] : []))
  const certainAge = Math.min(...agesWhere(true))
  const possibleAge = Math.min(...agesWhere(false))
  if (certainAge !== Infinity && possibleAge >= certainAge) return value(certainAge)
  if (possibleAge === Infinity) return unknown('no-statement', 'no backup of the database succeeded')
  return unknown('no-statement', unclearOrigin, certainAge === Infinity ? undefined : [possibleAge, certainAge])
}
