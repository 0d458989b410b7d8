import type {Transfer} from '../../model/data-facts.js'
import type {CommandEffect} from '../command-effect.js'

import {UserError} from '../../foundation/user-error.js'
import {appOf, knownWord, requiredArgument} from '../command-effect.js'
import {databaseOf} from '../databases.js'
import {bodyByEitherKey, forget, updateByEitherKey} from '../lookups.js'

/** A database that has a schedule has one. */
export const scheduleBackups: CommandEffect = (editor, command) => {
  const {addon} = databaseOf(editor, command)
  const schedule = {uuid: editor.newId()}
  updateByEitherKey(editor, 'postgresBackupSchedules', addon, schedules => [...schedules, schedule])
}

/** Which of several schedules ends isn't known: the facts don't have their names. */
export const unscheduleBackups: CommandEffect = (editor, command) => {
  const {addon} = databaseOf(editor, command)
  const schedules = bodyByEitherKey(editor, 'postgresBackupSchedules', addon)
  const live = schedules?.filter(({deleted_at: deletedAt}) => !deletedAt) ?? []
  if (schedules && live.length === 0)
    throw new UserError(`${addon.name} has no backup schedule.`, 'heroku pg:backups:schedules lists those of an app.')
  if (live.length > 1) forget(editor, 'postgresBackupSchedules', addon)
  else updateByEitherKey(editor, 'postgresBackupSchedules', addon, list => list.filter(other => !live.includes(other)))
}

/** The command waits until the backup is done. */
export const captureBackup: CommandEffect = (editor, command) => {
  const {addon, attachment} = databaseOf(editor, command)
  const backup: Transfer = {
    created_at: editor.at,
    finished_at: editor.at,
    from_name: attachment ?? null,
    from_type: 'pg_dump',
    from_uuid: addon.id,
    succeeded: true,
    to_type: 'gof3r',
  }
  if (addon.app) updateByEitherKey(editor, 'postgresTransfers', addon.app, transfers => [...transfers, backup])
}

/** A deleted backup can't be restored. */
export const deleteBackup: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  const name = knownWord(command, requiredArgument(command, 'backup_id'))
  const number = Number(/^[abcr](\d+)$/.exec(name)?.[1] ?? Number.NaN)
  const transfers = bodyByEitherKey(editor, 'postgresTransfers', app)
  if (transfers && !transfers.some(({num}) => num === number))
    throw new UserError(
      `${app.name} has no backup ${name}.`,
      `heroku pg:backups -a ${app.name} lists those that it has.`,
    )
  updateByEitherKey(editor, 'postgresTransfers', app, list =>
    list.map(transfer => (transfer.num === number ? {...transfer, deleted_at: editor.at} : transfer)),
  )
}
