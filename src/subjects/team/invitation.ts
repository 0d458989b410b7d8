import type {Invitation} from '../../model/account-facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {FieldValue, Subject} from '../../model/subject.js'
import type {SubjectContext, ScopeInventory, TeamHandle} from '../context.js'

import {ageInDays} from '../age.js'
import {lazyFields, fieldFrom, required, unknown, value} from '../field-value.js'
import {isPending, notStated, itemsOf} from '../read-result.js'

/** The pending invitations to a team. Teams of enterprise accounts have none. */
export function invitationsOf(
  {facts}: Pick<SubjectContext, 'facts'>,
  {record, ref}: TeamHandle,
): ReadResult<readonly Invitation[]> {
  if (isPending(record)) return record
  return 'body' in record && record.body.type === 'enterprise' ? {body: []} : facts.read('invitations', ref)
}

/** One subject for each invitation to each team in scope. */
export function invitationSubjects(context: SubjectContext, inventory: ScopeInventory): Subject[] {
  return inventory.teams.flatMap(team =>
    itemsOf(invitationsOf(context, team)).map(invitation => ({
      fields: lazyFields({
        ageDays: () => fieldFrom(context.now, now => invitationAge(invitation, now)),
        role: () => required(invitation.role, 'the role that the invitation is for'),
        teamType: () => fieldFrom(team.record, ({type}) => teamType(type)),
      }),
      id: invitation.id,
      kind: 'invitation' as const,
      name: `${team.name}/${invitation.user?.email ?? invitation.id}`,
      team: team.name,
    })),
  )
}

/** An enterprise team has no invitations, so none are requested. */
function teamType(type: string | undefined): FieldValue {
  if (type === 'team') return value(type)
  return type ? unknown('unknown-value', `"${type}" isn't a known team type`) : notStated('what type of team it is')
}

function invitationAge({created_at: createdAt}: Invitation, now: number): FieldValue {
  const days = ageInDays(createdAt, now)
  if (days !== undefined) return value(days)
  return createdAt
    ? unknown('unknown-value', "the date of the invitation can't be read")
    : notStated('when the invitation was created')
}
