import type {Member} from '../../model/facts.js'
import type {Known, Subject} from '../../model/subject.js'
import type {Context, Roster, TeamHandle} from '../context.js'

import {distinct} from '../../foundation/collections.js'
import {appPermissions} from './access-lists.js'
import {vendorIsAllowed} from '../addon/attachment.js'
import {enterpriseIsAYearOld, isOfEnterprise, missingArchives} from './enterprise.js'
import {hasIdentityProvider, signOnDaysLeft, usesSingleSignOn} from './identity-provider.js'
import {fields, from, unknown, value} from '../field-value.js'
import {membersOf} from '../people/member.js'

/** One subject for each team in scope. */
export function teams(context: Context, roster: Roster): Subject[] {
  return roster.teams.map(team => ({
    fields: fields({
      addonServicesAreDeclared: () => value(context.policy.allow.addonServices !== undefined),
      addonsAreControlled: () => addonControls(context, team),
      adminCount: () => from(membersOf(context, team.ref), adminCount),
      appPermissions: () => appPermissions(context, team),
      defaultPermission: () => defaultPermission(context, team),
      enterprise: () => isOfEnterprise(team.record),
      enterpriseIsAYearOld: () => enterpriseIsAYearOld(context, team.record),
      hasIdentityProvider: () => hasIdentityProvider(context, team.record),
      missingArchives: () => missingArchives(context, team.record),
      signOnDaysLeft: () => signOnDaysLeft(context, team.record),
      undeclaredServices: () => undeclaredServices(context, team),
      usesSingleSignOn: () => usesSingleSignOn(context, team.record),
    }),
    id: team.id,
    kind: 'team' as const,
    name: team.name,
    team: team.name,
  }))
}

const roles: readonly unknown[] = ['admin', 'member', 'owner', 'viewer', null]

function adminCount(all: readonly Member[]): Known {
  const admins = all.filter(({role}) => role === 'admin' || role === 'owner').length
  const strange = all.filter(({role}) => !roles.includes(role))
  const counts = [...strange, undefined].map((_, more) => admins + more)
  return strange.length > 0
    ? unknown('unknown-value', `"${strange[0]?.role ?? ''}" is no known role of a member`, counts)
    : value(admins)
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
    seen === undefined
      ? unknown('no-statement', 'the API does not say whether add-ons are restricted')
      : value(seen === true),
  )
}

/** Services that a team allows and the policy does not: a gap unless there are any, or all of them are told. */
function undeclaredServices(context: Context, team: TeamHandle): Known {
  return from(context.facts.read('teamAllowedServices', team.ref), rows => {
    const all = rows.map(({addon_service: service}) => ({
      allowed: vendorIsAllowed(context, service?.name),
      name: service?.name ?? '',
    }))
    const found = all.filter(({allowed}) => 'value' in allowed && allowed.value === false).map(({name}) => name)
    const gap = all.map(({allowed}) => allowed).find(allowed => 'gap' in allowed)
    return found.length === 0 && gap ? gap : value(distinct(found))
  })
}
