import type {App, Facts, TeamApp} from '../../model/facts.js'
import type {Answer} from '../../model/gap.js'
import type {AppHandle, Listed, TeamHandle} from '../context.js'

import {isPending} from '../field-value.js'

/**
 * Apps of two lists that overlap: the account's, with whole records, and a team's, which says what is locked. What a
 * list does not tell of an app is asked of it alone, but not while the list is still to come.
 *
 * @param visible the account's list, and what is in scope of it
 * @param listed those of teams, and what is in scope of them
 */
export function merged(
  facts: Facts,
  [visible, whole]: readonly [Answer<unknown>, readonly App[]],
  [listed, ofTeams]: readonly [ReadonlyArray<Answer<unknown>>, readonly TeamApp[]],
  teams: ReadonlyArray<Pick<TeamHandle, 'name' | 'ref'>>,
): AppHandle[] {
  const waiting = {record: pendingGap([visible]), teamRecord: pendingGap(listed)}
  const records = new Map(whole.map(app => [app.id, app]))
  const teamRecords = new Map(ofTeams.map(app => [app.id, app]))
  const shared = {addons: () => facts.read('accountAddons'), attachments: () => facts.read('accountAttachments')}
  const ofTeam = new Map<string | undefined, Listed>(
    teams.map(({name, ref}) => [
      name,
      {...shared, people: {lists: () => facts.read('teamPermissions', ref), team: ref}},
    ]),
  )
  return [...new Map([...ofTeams, ...whole].map(app => [app.id, app])).values()].map(({id, name}) => {
    const record = records.get(id)
    const teamRecord = teamRecords.get(id)
    return {
      id,
      name,
      get record() {
        return record ? {body: record} : (waiting.record ?? facts.read('app', name))
      },
      ref: name,
      // Lists of the account tell of the apps that the account's own list shows.
      ...(record ? {listed: ofTeam.get(record.team?.name) ?? {...shared, people: undefined}} : {}),
      teamRecord: () => (teamRecord ? {body: teamRecord} : (waiting.teamRecord ?? facts.read('teamApp', name))),
    }
  })
}

const pendingGap = (all: ReadonlyArray<Answer<unknown>>) =>
  all.flatMap(one => ('gap' in one && isPending(one) ? [one] : []))[0]
