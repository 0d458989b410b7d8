import type {Member} from '../../model/facts.js'
import type {Answer} from '../../model/gap.js'
import type {Known, Subject} from '../../model/subject.js'
import type {Context, Roster, TeamHandle} from '../context.js'

import {mapAnswer} from '../../model/gap.js'
import {isOfEnterprise, lastLoginAgeDays} from '../team/enterprise.js'
import {hasIdentityProvider} from '../team/identity-provider.js'
import {fields, stated, unknown, value} from '../field-value.js'
import {emailDomainIsAllowed, emailDomainsAreDeclared, isSharedAccount} from './person.js'

const known = new WeakMap<readonly Member[], readonly Member[]>()

/** The members of a team, the same list each time; a row of role `collaborator` is none. */
export function membersOf({facts}: Context, team: string): Answer<readonly Member[]> {
  return mapAnswer(facts.read('members', team), all => {
    const own = known.get(all) ?? all.filter(({role}) => role !== 'collaborator')
    known.set(all, own)
    return own
  })
}

export const emailOf = ({email, user}: Member): null | string | undefined => email ?? user?.email

/** One subject for each member of each team in scope. */
export function members(context: Context, roster: Roster): Subject[] {
  return roster.teams.flatMap(team => {
    const rows = membersOf(context, team.ref)
    return 'gap' in rows ? [] : rows.body.map(member => subject(context, team, member, rows.body))
  })
}

function subject(context: Context, team: TeamHandle, member: Member, all: readonly Member[]): Subject {
  const email = emailOf(member)
  const id = member.id ?? member.user?.id ?? email ?? 'unnamed'
  return {
    fields: fields({
      emailDomainIsAllowed: () => emailDomainIsAllowed(context, email),
      emailDomainsAreDeclared: () => emailDomainsAreDeclared(context),
      federated: () => stated(member.federated, 'whether the member signs in through an identity provider'),
      isSharedAccount: () => isSharedAccount(context, email),
      lastLoginAgeDays: () => lastLoginAgeDays(context, team.record, member),
      mfa: () => mfa(context, member, all),
      role: () => stated(member.role, 'the role of the member'),
      teamHasIdentityProvider: () => hasIdentityProvider(context, team.record),
      teamIsOfEnterprise: () => isOfEnterprise(team.record),
    }),
    id,
    kind: 'member',
    name: `${team.name}/${email ?? id}`,
    team: team.name,
  }
}

/**
 * Whether the member uses multi-factor authentication. The list is not to be believed when it says no where it
 * says no of the caller too, whose own account says yes.
 */
function mfa({facts}: Context, member: Member, all: readonly Member[]): Known {
  const seen = member.two_factor_authentication
  if (seen !== false) return stated(seen, 'whether the member uses multi-factor authentication')
  const account = facts.read('account')
  if ('gap' in account) return account
  const {email, id, mfa_enabled: enabled} = account.body
  if (!email) return unknown('no-statement', 'the API does not say who you are')
  const own = all.find(one => (id && one.user?.id === id) || emailOf(one)?.toLowerCase() === email.toLowerCase())
  if (!own || own.two_factor_authentication === true || enabled === false) return value(false)
  return enabled === true && own.two_factor_authentication === false
    ? unknown('disagree', 'the list says that you use no multi-factor authentication, your account says that you do')
    : unknown('no-statement', 'the API does not say whether you use multi-factor authentication yourself')
}
