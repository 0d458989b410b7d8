import type {Member} from '../../model/facts.js'
import type {FieldValue, Subject} from '../../model/subject.js'
import type {SubjectContext, ScopeInventory, TeamHandle} from '../context.js'

import {distinct} from '../../foundation/collections.js'
import {appPermissions} from './access-lists.js'
import {vendorIsAllowed} from '../addon/attachment.js'
import {enterpriseIsAYearOld, isOfEnterprise, missingArchives} from './enterprise.js'
import {hasIdentityProvider, signOnDaysLeft, usesSingleSignOn} from './identity-provider.js'
import {lazyFields, fieldFrom, required, unknown, value} from '../field-value.js'
import {policyFields} from '../policy-fields.js'
import {notStated} from '../read-result.js'
import {membersOf} from '../people/member.js'

/** One subject for each team in scope. */
export function teamSubjects(context: SubjectContext, inventory: ScopeInventory): Subject[] {
  return inventory.teams.map(team => ({
    fields: lazyFields({
      addonsAreControlled: () => addonControls(context, team),
      adminCount: () => fieldFrom(membersOf(context, team.ref), adminCount),
      appPermissions: () => appPermissions(context, team),
      defaultPermission: () => defaultPermission(context, team),
      enterpriseAccount: () =>
        fieldFrom(team.record, ({enterprise_account: account}) =>
          account === null ? value('none') : required(account?.name, 'which enterprise account the team belongs to'),
        ),
      enterprise: () => isOfEnterprise(team.record),
      enterpriseIsAYearOld: () => enterpriseIsAYearOld(context, team.record),
      hasIdentityProvider: () => hasIdentityProvider(context, team.record),
      missingArchives: () => missingArchives(context, team.record),
      signOnDaysLeft: () => signOnDaysLeft(context, team.record),
      undeclaredServices: () => undeclaredServices(context, team),
      usesSingleSignOn: () => usesSingleSignOn(context, team.record),
      ...policyFields(context.policy, 'team'),
    }),
    id: team.id,
    kind: 'team' as const,
    name: team.name,
    team: team.name,
  }))
}

const knownRoles: readonly unknown[] = ['admin', 'member', 'owner', 'viewer', null]

function adminCount(members: readonly Member[]): FieldValue {
  const admins = members.filter(({role}) => role === 'admin' || role === 'owner').length
  const unknownRoles = members.filter(({role}) => !knownRoles.includes(role))
  const counts = [...unknownRoles, undefined].map((_, extra) => admins + extra)
  return unknownRoles.length > 0
    ? unknown('unknown-value', `"${unknownRoles[0]?.role ?? ''}" isn't a known member role`, counts)
    : value(admins)
}

const knownPermissions = ['admin', 'member', 'viewer']

function defaultPermission({facts}: SubjectContext, team: TeamHandle): FieldValue {
  return fieldFrom(facts.read('teamPreferences', team.ref), ({'default-permission': permission}) => {
    if (permission === undefined) return notStated('what new members may do')
    if (permission === null) return value('none')
    return knownPermissions.includes(permission)
      ? value(permission)
      : unknown('unknown-value', `"${permission}" isn't a known permission`)
  })
}

/** Null means that nothing is restricted. */
function addonControls({facts}: SubjectContext, team: TeamHandle): FieldValue {
  return fieldFrom(facts.read('teamPreferences', team.ref), ({'addons-controls': isRestricted}) =>
    isRestricted === undefined ? notStated('whether add-ons are restricted') : value(isRestricted === true),
  )
}

/** Services that a team allows and the policy doesn't: a gap if none is known and an entry is incomplete. */
function undeclaredServices(context: SubjectContext, team: TeamHandle): FieldValue {
  return fieldFrom(context.facts.read('teamAllowedServices', team.ref), allowedServices => {
    const services = allowedServices.map(({addon_service: service}) => ({
      isAllowed: vendorIsAllowed(context, service?.name),
      name: service?.name ?? '',
    }))
    const undeclared = services
      .filter(({isAllowed}) => 'value' in isAllowed && isAllowed.value === false)
      .map(({name}) => name)
    const gap = services.map(({isAllowed}) => isAllowed).find(isAllowed => 'gap' in isAllowed)
    return undeclared.length === 0 && gap ? gap : value(distinct(undeclared))
  })
}
