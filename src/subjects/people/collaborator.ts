import type {AccessList} from '../../model/account-facts.js'
import type {FactTypes, Member, User} from '../../model/facts.js'
import type {Answer} from '../../model/gap.js'
import type {Known, Subject} from '../../model/subject.js'
import type {AppHandle, Context, Roster} from '../context.js'

import {mapAnswer} from '../../model/gap.js'
import {grouped} from '../../foundation/collections.js'
import {hasTeam} from '../app/app.js'
import {fields, from, isPending, unknown, value} from '../field-value.js'
import {emailOf, membersOf} from './member.js'
import {emailDomainIsAllowed, emailDomainsAreDeclared} from './person.js'

type Collaborator = FactTypes['collaborators'][number]

/** The people who were given access to an app, without the user that stands for its team. */
export function collaboratorsOf(context: Context, app: AppHandle): Answer<readonly Collaborator[]> {
  if (app.unseen) return {gap: app.unseen}
  return mapAnswer(listed(context, app) ?? context.facts.read('collaborators', app.ref), all =>
    all.filter(({user}) => !isTeam(app, user?.email)),
  )
}

/** From the access lists of the app's team, where these can be read, tell of the app, and are proven to tell of outsiders. */
function listed(context: Context, {id, listed: lists}: AppHandle): Answer<readonly Collaborator[]> | undefined {
  const source = lists?.people
  if (!source) return undefined
  const answer = source.lists()
  if ('gap' in answer) return isPending(answer) ? answer : undefined
  const users = ofApps(answer.body).get(id)?.users
  if (!users) return undefined
  const members = membersOf(context, source.team)
  if ('gap' in members) return isPending(members) ? members : undefined
  return showOutsiders(answer.body, members.body) ? {body: users.map(user => ({user}))} : undefined
}

const proven = new WeakMap<readonly AccessList[], ReadonlyMap<readonly Member[], boolean>>()

/**
 * Whether access lists of a team name somebody on an app who is surely not a member. Nothing promises that they do: the
 * route is in development, and the CLI asks each app.
 */
function showOutsiders(lists: readonly AccessList[], members: readonly Member[]): boolean {
  const known = proven.get(lists)?.get(members)
  if (known !== undefined) return known
  const {byEmail, byId, isNamed} = people(members)
  const found =
    isNamed &&
    lists.some(
      ({type, users}) =>
        type === 'app' &&
        users?.some(({email, id}) => email && !isService(email) && !byEmail.has(email.toLowerCase()) && !byId.has(id)),
    )
  proven.set(lists, new Map([[members, found]]))
  return found
}

const indexes = new WeakMap<readonly AccessList[], ReadonlyMap<string | undefined, AccessList>>()

/** The lists that are of apps, by the app's id: each of many is looked for among many. */
function ofApps(lists: readonly AccessList[]): ReadonlyMap<string | undefined, AccessList> {
  // The first of an app counts.
  const found =
    indexes.get(lists) ?? new Map(lists.toReversed().flatMap(list => (list.type === 'app' ? [[list.id, list]] : [])))
  indexes.set(lists, found)
  return found
}

/** Heroku's own domain for users that are no persons. */
const isService = (email: string): boolean => email.toLowerCase().endsWith('@herokumanager.com')

/** The user that stands for the app's own team is the app's owner; any other service account is a stranger. */
function isTeam({record}: AppHandle, email: null | string | undefined): boolean {
  const owner = 'body' in record ? record.body.owner?.email : undefined
  return Boolean(email && owner && isService(email) && email.toLowerCase() === owner.toLowerCase())
}

/** Set where a service account may be the user that stands for the app's own team, because the owner is not known. */
function perhapsTeam({record}: AppHandle, email: null | string | undefined): Answer<unknown> {
  if (!email || !isService(email)) return {body: null}
  if ('gap' in record) return record
  const {owner, team} = record.body
  return team === null || owner?.email
    ? {body: null}
    : {gap: {detail: 'the API does not say who owns the app', reason: 'no-statement'}}
}

/** Set where a row does not say who has access. */
export function strangersOf(context: Context, app: AppHandle): Answer<unknown> {
  const all = collaboratorsOf(context, app)
  const isNamed = 'gap' in all || all.body.every(({user}) => whoOf(user) !== undefined)
  return isNamed ? {body: null} : {gap: {detail: 'the API does not say who a collaborator is', reason: 'no-statement'}}
}

const whoOf = (user: undefined | User) => user?.id ?? user?.email ?? undefined

/**
 * One subject for each collaborator of each app in scope. Its id is made of the app's and the user's, which every list
 * has, so that it is one whichever list told of it.
 */
export function collaborators(context: Context, roster: Roster): Subject[] {
  return roster.apps.flatMap(app => {
    const rows = collaboratorsOf(context, app)
    if ('gap' in rows) return []
    return rows.body.flatMap(({user}) => {
      const {email, id} = user ?? {}
      const who = whoOf(user)
      return who === undefined
        ? []
        : [
            {
              app: app.name,
              fields: fields({
                appHasTeam: () => from(app.record, hasTeam),
                emailDomainIsAllowed: () => from(perhapsTeam(app, email), () => emailDomainIsAllowed(context, email)),
                emailDomainsAreDeclared: () => emailDomainsAreDeclared(context),
                teamMember: () => from(perhapsTeam(app, email), () => isMember(context, app, email?.toLowerCase(), id)),
              }),
              id: `${app.id}/${who}`,
              kind: 'collaborator' as const,
              name: `${app.name}/${email ?? who}`,
            },
          ]
    })
  })
}

/** A row of another role may be anybody's; of role `collaborator` there is none among the members. */
const memberRoles: readonly unknown[] = ['admin', 'member', 'owner', 'viewer']

function isMember(context: Context, app: AppHandle, email: string | undefined, id: string | undefined): Known {
  return from(app.record, ({team}) => {
    const name = team?.name ?? team?.id
    if (!name) return unknown('no-statement', 'the API does not say which team the app belongs to')
    if (!email) return unknown('no-statement', 'the API does not say who the collaborator is')
    return from(membersOf(context, name), all => {
      const {byEmail, byId, isNamed} = people(all)
      const own = [...(byEmail.get(email) ?? []), ...(byId.get(id) ?? [])]
      if (own.some(({role}) => memberRoles.includes(role))) return value(true)
      if (own.length > 0) return unknown('unknown-value', 'the list of members gives the person no role of a member')
      return isNamed ? value(false) : unknown('no-statement', 'a row of the list of members does not say who it is')
    })
  })
}

interface People {
  readonly byEmail: ReadonlyMap<string | undefined, readonly Member[]>
  readonly byId: ReadonlyMap<string | undefined, readonly Member[]>
  /** Whether every row says who it is. */
  readonly isNamed: boolean
}

const known = new WeakMap<readonly Member[], People>()

/** The members of a team by what a collaborator is known by: each of many is looked for among many. */
function people(all: readonly Member[]): People {
  const found = known.get(all) ?? indexed(all)
  known.set(all, found)
  return found
}

function indexed(all: readonly Member[]): People {
  const byId = grouped(all, ({user}) => user?.id)
  // Two that have no id are not the same.
  byId.delete(undefined)
  return {
    byEmail: grouped(all, member => emailOf(member)?.toLowerCase()),
    byId,
    isNamed: all.every(member => emailOf(member)),
  }
}
