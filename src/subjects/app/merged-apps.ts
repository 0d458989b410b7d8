import type {App, FactSource, TeamApp} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {AppHandle, AccountLists, TeamHandle} from '../context.js'

import {isPending} from '../field-value.js'

/**
 * Apps of two lists that overlap: the account's, with whole records, and a team's, which says what is locked. What a
 * list does not tell of an app is asked of it alone, but not while the list is still to come.
 *
 * @param visible the account's list, and what is in scope of it
 * @param teamLists those of teams, and what is in scope of them
 */
export function mergeAppLists(
  facts: FactSource,
  [accountList, accountApps]: readonly [ReadResult<unknown>, readonly App[]],
  [teamLists, teamApps]: readonly [ReadonlyArray<ReadResult<unknown>>, readonly TeamApp[]],
  teams: ReadonlyArray<Pick<TeamHandle, 'name' | 'ref'>>,
): AppHandle[] {
  const pending = {record: firstPending([accountList]), teamRecord: firstPending(teamLists)}
  const records = new Map(accountApps.map(app => [app.id, app]))
  const teamRecords = new Map(teamApps.map(app => [app.id, app]))
  const sharedLists = {addons: () => facts.read('accountAddons'), attachments: () => facts.read('accountAttachments')}
  const listsByTeam = new Map<string | undefined, AccountLists>(
    teams.map(({name, ref}) => [
      name,
      {...sharedLists, teamAccess: {accessLists: () => facts.read('teamPermissions', ref), team: ref}},
    ]),
  )
  return [...new Map([...teamApps, ...accountApps].map(app => [app.id, app])).values()].map(({id, name}) => {
    const record = records.get(id)
    const teamRecord = teamRecords.get(id)
    return {
      id,
      name,
      get record() {
        return record ? {body: record} : (pending.record ?? facts.read('app', name))
      },
      ref: name,
      // Lists of the account tell of the apps that the account's own list shows.
      ...(record ? {accountLists: listsByTeam.get(record.team?.name) ?? {...sharedLists, teamAccess: undefined}} : {}),
      teamRecord: () => (teamRecord ? {body: teamRecord} : (pending.teamRecord ?? facts.read('teamApp', name))),
    }
  })
}

const firstPending = (responses: ReadonlyArray<ReadResult<unknown>>) =>
  responses.flatMap(response => ('gap' in response && isPending(response) ? [response] : []))[0]
