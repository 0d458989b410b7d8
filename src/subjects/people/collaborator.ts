import type {AccessList} from '../../model/account-facts.js'
import type {FactTypes, Member} from '../../model/facts.js'
import type {User} from '../../model/resource-ref.js'
import type {ReadResult} from '../../model/gap.js'
import type {FieldValue, Subject} from '../../model/subject.js'
import type {AppHandle, SubjectContext, ScopeInventory} from '../context.js'

import {mapResult} from '../../model/gap.js'
import {groupBy} from '../../foundation/collections.js'
import {hasTeam} from '../app/app.js'
import {lazyFields, fieldFrom, unknown, value} from '../field-value.js'
import {isPending, notStated, itemsOf} from '../read-result.js'
import {emailOf, membersOf} from './member.js'
import {emailDomainIsAllowed, emailDomainsAreDeclared} from './person.js'

type Collaborator = FactTypes['collaborators'][number]

/** The people who have access to an app, without the user that represents its team. */
export function collaboratorsOf(context: SubjectContext, app: AppHandle): ReadResult<readonly Collaborator[]> {
  if (app.visibilityGap) return {gap: app.visibilityGap}
  return mapResult(listedCollaborators(context, app) ?? context.facts.read('collaborators', app.ref), collaborators =>
    collaborators.filter(({user}) => !isTeamUser(app, user?.email)),
  )
}

/**
 * Collaborators from the access lists of the app's team; undefined unless the lists can be read, contain the app, and
 * are proven to include outsiders.
 */
function listedCollaborators(
  context: SubjectContext,
  {id, accountLists}: AppHandle,
): ReadResult<readonly Collaborator[]> | undefined {
  const teamAccess = accountLists?.teamAccess
  if (!teamAccess) return undefined
  const response = teamAccess.accessLists()
  if ('gap' in response) return isPending(response) ? response : undefined
  const users = accessListsByApp(response.body).get(id)?.users
  if (!users) return undefined
  const members = membersOf(context, teamAccess.team)
  if ('gap' in members) return isPending(members) ? members : undefined
  return showOutsiders(response.body, members.body) ? {body: users.map(user => ({user}))} : undefined
}

const outsiderProofs = new WeakMap<readonly AccessList[], ReadonlyMap<readonly Member[], boolean>>()

/**
 * Whether the access lists of a team name someone on an app who is certainly not a member. Nothing guarantees that they
 * include outsiders: the route is in development, and the CLI reads each app.
 */
function showOutsiders(lists: readonly AccessList[], members: readonly Member[]): boolean {
  const cached = outsiderProofs.get(lists)?.get(members)
  if (cached !== undefined) return cached
  const {byEmail, byId, isNamed} = memberIndex(members)
  const hasOutsider =
    isNamed &&
    lists.some(
      ({type, users}) =>
        type === 'app' &&
        users?.some(
          ({email, id}) => email && !isServiceAccount(email) && !byEmail.has(email.toLowerCase()) && !byId.has(id),
        ),
    )
  outsiderProofs.set(lists, new Map([[members, hasOutsider]]))
  return hasOutsider
}

const appListIndexes = new WeakMap<readonly AccessList[], ReadonlyMap<string | undefined, AccessList>>()

/** The access lists of apps, by app ID. */
function accessListsByApp(lists: readonly AccessList[]): ReadonlyMap<string | undefined, AccessList> {
  // The first list of an app counts.
  const index =
    appListIndexes.get(lists) ??
    new Map(lists.toReversed().flatMap(list => (list.type === 'app' ? [[list.id, list]] : [])))
  appListIndexes.set(lists, index)
  return index
}

/** Heroku's own domain for users that aren't people. */
const isServiceAccount = (email: string): boolean => email.toLowerCase().endsWith('@herokumanager.com')

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
  return inventory.apps.flatMap(app => {
    return itemsOf(collaboratorsOf(context, app)).flatMap(({user}) => {
      const {email, id} = user ?? {}
      const key = userKey(user)
      return key === undefined
        ? []
        : [
            {
              app: app.name,
              fields: lazyFields({
                appHasTeam: () => fieldFrom(app.record, hasTeam),
                emailDomainIsAllowed: () =>
                  fieldFrom(teamUserGap(app, email), () => emailDomainIsAllowed(context, email)),
                emailDomainsAreDeclared: () => emailDomainsAreDeclared(context),
                teamMember: () =>
                  fieldFrom(teamUserGap(app, email), () => isMember(context, app, email?.toLowerCase(), id)),
              }),
              id: `${app.id}/${key}`,
              kind: 'collaborator' as const,
              name: `${app.name}/${email ?? key}`,
            },
          ]
    })
  })
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

interface MemberIndex {
  readonly byEmail: ReadonlyMap<string | undefined, readonly Member[]>
  readonly byId: ReadonlyMap<string | undefined, readonly Member[]>
  /** Whether every entry says who it is. */
  readonly isNamed: boolean
}

const memberIndexes = new WeakMap<readonly Member[], MemberIndex>()

/** Finds the members of a team by email address or ID. */
function memberIndex(members: readonly Member[]): MemberIndex {
  const index = memberIndexes.get(members) ?? buildMemberIndex(members)
  memberIndexes.set(members, index)
  return index
}

function buildMemberIndex(members: readonly Member[]): MemberIndex {
  const byId = groupBy(members, ({user}) => user?.id)
  // Two entries without an ID aren't the same person.
  byId.delete(undefined)
  return {
    byEmail: groupBy(members, member => emailOf(member)?.toLowerCase()),
    byId,
    isNamed: members.every(member => emailOf(member)),
  }
}
