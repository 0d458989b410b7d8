import type {Member} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {FieldValue, Subject} from '../../model/subject.js'
import type {SubjectContext, ScopeInventory, TeamHandle} from '../context.js'

import {mapResult} from '../../model/gap.js'
import {emailOf, membersAmong} from '../../model/membership.js'
import {isOfEnterprise, lastLoginAgeDays} from '../team/enterprise.js'
import {hasIdentityProvider} from '../team/identity-provider.js'
import {lazyFields, required, unknown, value} from '../field-value.js'
import {notStated} from '../read-result.js'
import {policyFields} from '../policy-fields.js'
import {emailDomainIsAllowed, isSharedAccount} from './person.js'

/**
 * The members of a team, without entries with the role `collaborator`. Returns the same array for the same response, so
 * that it can be indexed once.
 */
export function membersOf({facts}: SubjectContext, team: string): ReadResult<readonly Member[]> {
  return mapResult(facts.read('members', team), membersAmong)
}

/** One subject for each member of each team in scope. */
export function memberSubjects(context: SubjectContext, inventory: ScopeInventory): Subject[] {
  return inventory.teams.flatMap(team => {
    const response = membersOf(context, team.ref)
    return 'gap' in response ? [] : response.body.map(member => memberSubject(context, team, member, response.body))
  })
}

function memberSubject(context: SubjectContext, team: TeamHandle, member: Member, members: readonly Member[]): Subject {
  const email = emailOf(member)
  const id = member.id ?? member.user?.id ?? email ?? 'unnamed'
  return {
    fields: lazyFields({
      email: () => required(email, 'the email address'),
      emailDomainIsAllowed: () => emailDomainIsAllowed(context, email),
      federated: () => required(member.federated, 'whether the member signs in through an identity provider'),
      isSharedAccount: () => isSharedAccount(context, email),
      lastLoginAgeDays: () => lastLoginAgeDays(context, team.record, member),
      mfa: () => mfa(context, member, members),
      role: () => required(member.role, 'the role of the member'),
      teamHasIdentityProvider: () => hasIdentityProvider(context, team.record),
      teamIsOfEnterprise: () => isOfEnterprise(team.record),
      ...policyFields(context.policy, 'member'),
    }),
    id,
    kind: 'member',
    name: `${team.name}/${email ?? id}`,
    team: team.name,
  }
}

/**
 * Whether the member uses multi-factor authentication. A "no" in the list counts only if the list is right about the
 * caller, whose own account is known.
 */
function mfa({facts}: SubjectContext, member: Member, members: readonly Member[]): FieldValue {
  const reported = member.two_factor_authentication
  if (reported !== false) return required(reported, 'whether the member uses multi-factor authentication')
  const account = facts.read('account')
  if ('gap' in account) return account
  const {email, id, mfa_enabled: enabled} = account.body
  if (!email) return notStated('who you are')
  const ownEntry = members.find(
    candidate => (id && candidate.user?.id === id) || emailOf(candidate)?.toLowerCase() === email.toLowerCase(),
  )
  if (!ownEntry || ownEntry.two_factor_authentication === true || enabled === false) return value(false)
  return enabled === true && ownEntry.two_factor_authentication === false
    ? unknown(
        'disagree',
        "the list says that you don't use multi-factor authentication, but your account says that you do",
      )
    : notStated('whether you use multi-factor authentication yourself')
}
