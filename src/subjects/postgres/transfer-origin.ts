import type {Transfer} from '../../model/data-facts.js'
import type {FactTypes} from '../../model/facts.js'
import type {Answer} from '../../model/gap.js'
import type {AddonHandle} from '../addon/addons-of.js'
import type {Context, Roster} from '../context.js'
import type {Database} from './postgres.js'

import {grouped} from '../../foundation/collections.js'
import {attachmentsOf} from '../addon/addons-of.js'
import {lazy} from '../field-value.js'
import {databaseOf} from './postgres.js'

export type Schedules = FactTypes['postgresBackupSchedules']

/** What is known of whether a transfer was made of a database. */
export type Origin = 'named' | 'other' | 'own' | 'unclear'

/** A database among the add-ons in scope. */
export interface Ours {
  readonly addon: AddonHandle
  /** The add-ons in scope. */
  readonly all: readonly AddonHandle[]
  readonly context: Context
  readonly roster: Roster
  readonly schedules: (database: Database) => Answer<Schedules>
}

/**
 * Tells of which database a transfer was made: by the id of the add-on or of a schedule for sure. A name is that of an
 * attachment at the time, which may have been another's.
 */
export function origins(
  {all, addon, context, roster, schedules}: Ours,
  own: Schedules,
): (transfer: Transfer) => Origin {
  const ownSchedules = uuids(own)
  const others = lazy(() => paidByTheSame(all, addon))
  const otherSchedules = lazy(
    () =>
      new Set(
        others().flatMap(other => {
          const database = databaseOf(other)
          const rows = 'body' in database && !database.body.isAdvanced ? schedules(database.body) : undefined
          return rows && 'body' in rows ? [...uuids(rows.body)] : []
        }),
      ),
  )
  const names = lazy(() => namesOn(context, roster, addon))
  return ({from_name: name, from_uuid: id, schedule}) => {
    const made = schedule?.uuid
    if (id === addon.id || (made && ownSchedules.has(made))) return 'own'
    if ((id && others().some(other => other.id === id)) || (made && otherSchedules().has(made))) return 'other'
    return name && names().has(name.replace(/_URL$/, '')) ? 'named' : 'unclear'
  }
}

const payerOf = ({record}: AddonHandle): string | undefined =>
  'body' in record ? (record.body.app?.id ?? record.body.app?.name) : undefined

/** Worked out once for each list. */
const byPayer = new WeakMap<readonly AddonHandle[], ReadonlyMap<string | undefined, readonly AddonHandle[]>>()

function paidByTheSame(all: readonly AddonHandle[], addon: AddonHandle): AddonHandle[] {
  const groups = byPayer.get(all) ?? grouped(all, payerOf)
  byPayer.set(all, groups)
  return (groups.get(payerOf(addon)) ?? []).filter(({id}) => id !== addon.id)
}

const uuids = (rows: Schedules): ReadonlySet<string> => new Set(rows.flatMap(({uuid}) => (uuid ? [uuid] : [])))

/** What the database is called on the app that pays for it. */
function namesOn(context: Context, roster: Roster, addon: AddonHandle): ReadonlySet<string> {
  const payer = 'body' in addon.record ? addon.record.body.app : undefined
  const app = payer ? roster.appOf(payer) : undefined
  const rows = app ? attachmentsOf(context, app) : undefined
  const own = (rows && 'body' in rows ? rows.body : []).filter(
    row => row.addon.id === addon.id || row.addon.name === addon.name,
  )
  return new Set([addon.name, ...own.map(({name}) => name)])
}
