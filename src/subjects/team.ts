import type {Member} from '../model/facts.js'
import type {Known, Subject} from '../model/subject.js'
import type {Context, Roster, TeamHandle} from './context.js'

import {appPermissions} from './access-lists.js'
import {hasIdentityProvider, signOnDaysLeft, usesSingleSignOn} from './identity-provider.js'
import {fields, from, unknown, value} from './known.js'
import {membersOf} from './member.js'

/** One subject for each team in scope. */
export function teams(context: Context, roster: Roster): Subject[] {
  return roster.teams.map(team => ({
    fields: fields({
      addonsAreControlled: () => addonControls(context, team),
      adminCount: () => from(membersOf(context, team.ref), adminCount),
      appPermissions: () => appPermissions(context, team),
      defaultPermission: () => defaultPermission(context, team),
      enterprise: () => from(team.record, ({enterprise_account: account}) => account === undefined
        ? unknown('no-statement', 'the API does not say whether the team belongs to an enterprise account')
        : value(account !== null)),
      hasIdentityProvider: () => hasIdentityProvider(context, team.record),
      signOnDaysLeft: () => signOnDaysLeft(context, team.record),
      usesSingleSignOn: () => usesSingleSignOn(context, team.record),
    }),
    id: team.id,
    kind: 'team' as const,
    name: team.name,
    team: team.name,
  }))
}

const roles: readonly unknown[] = ['admin', 'collaborator', 'member', 'owner', 'viewer', null]

function adminCount(all: readonly Member[]): Known {
  const admins = all.filter(({role}) => role === 'admin' || role === 'owner').length
  const strange = all.filter(({role}) => !roles.includes(role))
  const counts = [...strange, undefined].map((_, more) => admins + more)
  return strange.length > 0 ? unknown('unknown-value', `"${strange[0]?.role ?? ''}" is no known role of a member`, counts) : value(admins)
}

const permissions = ['admin', 'member', 'viewer']

function defaultPermission({facts}: Context, team: TeamHandle): Known {
  return from(facts.read('teamPreferences', team.ref), ({'default-permission': seen}) => {
    if (seen === undefined) return unknown('no-statement', 'the API does not say what new members may do')
    if (seen === null) return value('none')
    return permissions.includes(seen) ? value(seen) : unknown('unknown-value', `"${seen}" is no known permission`)
  })
}

/** Null means that nothing is restricted. */
function addonControls({facts}: Context, team: TeamHandle): Known {
  return from(facts.read('teamPreferences', team.ref), ({'addons-controls': seen}) =>
    seen === undefined ? unknown('no-statement', 'the API does not say whether add-ons are restricted') : value(seen === true))
}
