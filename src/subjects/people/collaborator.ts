import type {User} from '../../model/resource-ref.js'
import type {ReadResult} from '../../model/gap.js'
import type {FieldValue, Subject} from '../../model/subject.js'
import type {AppHandle, SubjectContext, ScopeInventory} from '../context.js'
import type {Collaborator} from './team-access.js'

import {mapResult} from '../../model/gap.js'
import {isServiceAccount, memberIndex} from '../../model/membership.js'
import {hasTeam} from '../app/app.js'
import {lazyFields, fieldFrom, required, unknown, value} from '../field-value.js'
import {policyFields} from '../policy-fields.js'
import {itemsOf, notStated} from '../read-result.js'
import {membersOf} from './member.js'
import {emailDomainIsAllowed} from './person.js'
import {collaboratorsFromTeam} from './team-access.js'

/** The people who have access to an app, without the user that represents its team. */
export function collaboratorsOf(context: SubjectContext, app: AppHandle): ReadResult<readonly Collaborator[]> {
  if (app.visibilityGap) return {gap: app.visibilityGap}
  return mapResult(collaboratorsFromTeam(context, app) ?? context.facts.read('collaborators', app.ref), collaborators =>
    collaborators.filter(({user}) => !isTeamUser(app, user?.email)),
  )
}

/** The app's owner is the user that represents its team. Any other service account is an outsider. */
function isTeamUser({record}: AppHandle, email: null | string | undefined): boolean {
  const owner = 'body' in record ? record.body.owner?.email : undefined
  return Boolean(email && owner && isServiceAccount(email) && email.toLowerCase() === owner.toLowerCase())
}

/** A gap if a service account may be the user that represents the app's team, because the owner is unknown. */
function teamUserGap({record}: AppHandle, email: null | string | undefined): ReadResult<unknown> {
  if (!email || !isServiceAccount(email)) return {body: null}
  if ('gap' in record) return record
  const {owner, team} = record.body
  return team === null || owner?.email ? {body: null} : notStated('who owns the app')
}

/** A gap if an entry doesn't say who has access. */
export function unidentifiedCollaborators(context: SubjectContext, app: AppHandle): ReadResult<unknown> {
  const response = collaboratorsOf(context, app)
  const isNamed = 'gap' in response || response.body.every(({user}) => userKey(user) !== undefined)
  return isNamed ? {body: null} : notStated('who a collaborator is')
}

const userKey = (user: undefined | User) => user?.id ?? user?.email ?? undefined

/**
 * One subject for each collaborator of each app in scope. Its ID consists of the IDs of app and user, which all lists
 * contain, so that it doesn't depend on the list.
 */
export function collaboratorSubjects(context: SubjectContext, inventory: ScopeInventory): Subject[] {
  return inventory.apps.flatMap(app =>
    itemsOf(collaboratorsOf(context, app)).flatMap(({user}) => collaboratorSubject(context, app, user) ?? []),
  )
}

/** Undefined if the entry doesn't say who has access. */
function collaboratorSubject(context: SubjectContext, app: AppHandle, user: User | undefined): Subject | undefined {
  const {email, id} = user ?? {}
  const key = userKey(user)
  if (key === undefined) return undefined
  return {
    app: app.name,
    fields: lazyFields({
      appHasTeam: () => fieldFrom(app.record, hasTeam),
      email: () => required(email, 'the email address'),
      emailDomainIsAllowed: () => fieldFrom(teamUserGap(app, email), () => emailDomainIsAllowed(context, email)),
      teamMember: () => fieldFrom(teamUserGap(app, email), () => isMember(context, app, email?.toLowerCase(), id)),
      ...policyFields(context.policy, 'collaborator'),
    }),
    id: `${app.id}/${key}`,
    kind: 'collaborator',
    name: `${app.name}/${email ?? key}`,
  }
}

/** An entry with another role may be anyone; the role `collaborator` isn't a member. */
const memberRoles: readonly unknown[] = ['admin', 'member', 'owner', 'viewer']

function isMember(
  context: SubjectContext,
  app: AppHandle,
  email: string | undefined,
  id: string | undefined,
): FieldValue {
  return fieldFrom(app.record, ({team}) => {
    const name = team?.name ?? team?.id
    if (!name) return notStated('which team the app belongs to')
    if (!email) return notStated('who the collaborator is')
    return fieldFrom(membersOf(context, name), members => {
      const {byEmail, byId, isNamed} = memberIndex(members)
      const matches = [...(byEmail.get(email) ?? []), ...(byId.get(id) ?? [])]
      if (matches.some(({role}) => memberRoles.includes(role))) return value(true)
      if (matches.length > 0)
        return unknown('unknown-value', "the list of members doesn't give the person a member role")
      return isNamed ? value(false) : unknown('no-statement', "an entry in the list of members doesn't say who it is")
    })
  })
}
