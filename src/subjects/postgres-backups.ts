import type {Transfer} from '../model/data-facts.js'
import type {FactTypes} from '../model/facts.js'
import type {Answer} from '../model/gap.js'
import type {Field, Known} from '../model/subject.js'
import type {AddonHandle} from './addons-of.js'
import type {Context, Roster} from './context.js'
import type {Database} from './postgres.js'

import {grouped} from '../model/order.js'
import {attachmentsOf} from './addons-of.js'
import {ageInDays} from './age.js'
import {from, lazy, unknown, value} from './known.js'
import {databaseOf} from './postgres.js'

type Schedules = FactTypes['postgresBackupSchedules']

/** What is known of whether a transfer was made of a database. */
type Origin = 'named' | 'other' | 'own' | 'unclear'

interface Backup {
  readonly origin: Origin
  readonly transfer: Transfer
  /** Unset where the API prints a transfer of another kind than a backup, a copy or a restore. */
  readonly isBackup: boolean
}

interface Ours {
  readonly addon: AddonHandle
  /** The add-ons in scope. */
  readonly all: readonly AddonHandle[]
  readonly context: Context
  readonly roster: Roster
  readonly schedules: (database: Database) => Answer<Schedules>
}

/**
 * Logical backups: their schedules, and those that were made. They are kept in the United States wherever the database
 * is (heroku/roadmap#261).
 */
export function backupFields(
  ours: Omit<Ours, 'schedules'>, database: Answer<Database>, follows: () => Known,
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
  const ofBackups = (use: (backups: readonly Backup[]) => Known): Field => () =>
    from(database, ({isAdvanced}) => isAdvanced ? ofAdvanced : from(found(), use))
  return {
    backups: () => from(database, body => body.isAdvanced ? ofAdvanced : scheduled(schedules(body), follows())),
    // The CLI schedules backups of classic plans only.
    hasBackupSchedule: () => from(database, body =>
      body.isAdvanced ? value(false) : from(schedules(body), rows => value(alive(rows).length > 0))),
    hasKeptBackup: ofBackups(backups => hasKept(backups)),
    hasSuccessfulBackup: ofBackups(backups => hasSuccess(backups)),
    isClassic: () => from(database, ({isAdvanced}) => value(!isAdvanced)),
    lastBackupAgeDays: ofBackups(backups => from(now, today => lastAge(backups, today))),
  }
}

const ofAdvanced = unknown('unsupported', 'Advanced plans have no scheduled backups')

const alive = (rows: Schedules): Schedules => rows.filter(({deleted_at: deletedAt}) => !deletedAt)

/** A follower is backed up with its leader. */
function scheduled(schedules: Answer<Schedules>, following: Known): Known {
  if ('gap' in following) return following
  if (following.value === true) return value('of its leader')
  if ('gap' in schedules) return {among: ['scheduled', 'none'], gap: schedules.gap}
  return value(alive(schedules.body).length > 0 ? 'scheduled' : 'none')
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

/**
 * Tells of which database a transfer was made: by the id of the add-on or of a schedule for sure. A name is that of an
 * attachment at the time, which may have been another's.
 */
function origins({all, addon, context, roster, schedules}: Ours, own: Schedules): (transfer: Transfer) => Origin {
  const ownSchedules = uuids(own)
  const others = lazy(() => paidByTheSame(all, addon))
  const otherSchedules = lazy(() => new Set(others().flatMap(other => {
    const database = databaseOf(other)
    const rows = 'body' in database && !database.body.isAdvanced ? schedules(database.body) : undefined
    return rows && 'body' in rows ? [...uuids(rows.body)] : []
  })))
  const names = lazy(() => namesOn(context, roster, addon))
  return ({from_name: name, from_uuid: id, schedule}) => {
    const made = schedule?.uuid
    if (id === addon.id || (made && ownSchedules.has(made))) return 'own'
    if ((id && others().some(other => other.id === id)) || (made && otherSchedules().has(made))) return 'other'
    return name && names().has(name.replace(/_URL$/, '')) ? 'named' : 'unclear'
  }
}

const payerOf = ({record}: AddonHandle): string =>
  'body' in record ? record.body.app?.id ?? record.body.app?.name ?? '' : ''

/** Worked out once for each list. */
const byPayer = new WeakMap<readonly AddonHandle[], ReadonlyMap<string, readonly AddonHandle[]>>()

function paidByTheSame(all: readonly AddonHandle[], addon: AddonHandle): AddonHandle[] {
  const groups = byPayer.get(all) ?? grouped(all, payerOf)
  byPayer.set(all, groups)
  return (groups.get(payerOf(addon)) ?? []).filter(({id}) => id !== addon.id)
}

const uuids = (rows: Schedules): ReadonlySet<string> => new Set(rows.flatMap(({uuid}) => uuid ? [uuid] : []))

/** What the database is called on the app that pays for it. */
function namesOn(context: Context, roster: Roster, addon: AddonHandle): ReadonlySet<string> {
  const payer = 'body' in addon.record ? addon.record.body.app : undefined
  const app = payer ? roster.appOf(payer) : undefined
  const rows = app ? attachmentsOf(context, app) : undefined
  const own = (rows && 'body' in rows ? rows.body : [])
    .filter(row => row.addon.id === addon.id || row.addon.name === addon.name)
  return new Set([addon.name, ...own.map(({name}) => name)])
}

/** Undefined where the API does not say. */
function isKept({transfer}: Backup): boolean | undefined {
  const {canceled_at: canceledAt, finished_at: finishedAt, succeeded} = transfer
  if (transfer.deleted_at || transfer.purged_at) return false
  if (succeeded === true) return true
  return canceledAt || (finishedAt && succeeded === false) ? false : undefined
}

/** Undefined where the API does not say. What was deleted brings nothing back. */
function isSuccess(backup: Backup): boolean | undefined {
  const kept = isKept(backup)
  if (kept === false) return false
  if (!backup.transfer.finished_at) return kept ? undefined : false
  return kept
}

function hasKept(backups: readonly Backup[]): Known {
  const left = backups.filter(backup => isKept(backup) !== false)
  if (left.length === 0) return value(false)
  const sure = left.some(backup => backup.isBackup && backup.origin !== 'unclear' && isKept(backup) === true)
  const detail = 'the API does not say whether a backup that is kept is of this database'
  return sure ? value(true) : unknown('no-statement', detail, [true, false])
}

const isSure = (backup: Backup): boolean => backup.isBackup && backup.origin === 'own' && isSuccess(backup) === true

const unclearOrigin = 'the API does not say whether a backup of the app is one of this database that succeeded'

function hasSuccess(backups: readonly Backup[]): Known {
  if (backups.some(backup => isSure(backup))) return value(true)
  const possible = backups.some(backup => isSuccess(backup) !== false)
  return possible ? unknown('no-statement', unclearOrigin, [true, false]) : value(false)
}

/** A backup that was begun more than a quarter of an hour ahead has no age. */
const tolerance = -0.01

function ageOf({created_at: createdAt}: Transfer, now: number): number | undefined {
  const age = ageInDays(createdAt, now)
  return age === undefined || age < tolerance ? undefined : age
}

/** Days since the newest backup that succeeded was begun. */
function lastAge(backups: readonly Backup[], now: number): Known {
  const aged = backups.filter(backup => isSuccess(backup) !== false)
    .map(backup => ({age: ageOf(backup.transfer, now), sure: isSure(backup)}))
  const ages = (counts: boolean) =>
    aged.flatMap(({age, sure}) => (sure && age !== undefined) === counts ? [age ?? 0] : [])
  const sure = Math.min(...ages(true))
  const possible = Math.min(...ages(false))
  if (sure !== Infinity && possible >= sure) return value(sure)
  if (possible === Infinity) return unknown('no-statement', 'no backup of the database succeeded')
  return unknown('no-statement', unclearOrigin, sure === Infinity ? undefined : [possible, sure])
}
