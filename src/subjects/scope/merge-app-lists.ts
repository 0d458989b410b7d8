import type {App, FactSource, TeamApp} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {AppHandle, AccountLists, TeamHandle} from '../context.js'

import {isPending} from '../read-result.js'

/**
 * Merges two lists of apps that overlap: the account's, which has whole records, and the teams', which have locks. What
 * no list states about an app is read individually, but not while a list is pending.
 *
 * @param accountList the account's list, followed by its apps that are in scope
 * @param teamLists the lists of teams, followed by their apps that are in scope
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
      // Account-wide lists cover the apps that the account's own list contains.
      ...(record ? {accountLists: listsByTeam.get(record.team?.name) ?? {...sharedLists, teamAccess: undefined}} : {}),
      teamRecord: () => (teamRecord ? {body: teamRecord} : (pending.teamRecord ?? facts.read('teamApp', name))),
    }
  })
}

const firstPending = (responses: ReadonlyArray<ReadResult<unknown>>) =>
  responses.flatMap(response => ('gap' in response && isPending(response) ? [response] : []))[0]
