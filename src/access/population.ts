import type {Authorization} from '../model/account-facts.js'
import type {FactRequest, FactSource, Member} from '../model/facts.js'
import type {Gap, ReadResult} from '../model/gap.js'
import type {User} from '../model/resource-ref.js'
import type {Fact, Scope} from '../model/snapshot.js'
import type {AppHandle, ScopeInventory, SpaceHandle, TeamHandle} from '../subjects/context.js'
import type {AccessPlace, AccessPopulation, Grant, GrantKind, UnreadAccess} from './grant.js'

import {fingerprint} from '../foundation/canonical-json.js'
import {byCodeUnit, distinct} from '../foundation/collections.js'
import {emailOf} from '../model/membership.js'
import {notStated} from '../subjects/read-result.js'
import {factReader} from '../subjects/fact-reader.js'
import {scopeInventory} from '../subjects/scope/scope-inventory.js'
import {enterpriseAccountRef} from '../subjects/team/enterprise.js'
import {invitationsOf} from '../subjects/team/invitation.js'

/** A population, and the facts that it was read from. */
export interface PopulationReading extends AccessPopulation {
  /** What was read and isn't among the facts. */
  readonly wanted: readonly FactRequest[]
  /** The paths of all facts that were read, present or not. */
  readonly requested: ReadonlySet<string>
}

/**
 * Everyone and every token with access to what is in scope, a grant for each place, and the lists that couldn't be
 * read. A list that was read in part counts as one that couldn't be.
 */
export function accessPopulation(facts: ReadonlyMap<string, Fact>, scopes: readonly Scope[]): PopulationReading {
  const reader = factReader(facts)
  const readings = scopes.map(scope => readScope(reader.facts, scopeInventory(reader.facts, scope)))
  const grants = sortedById(readings.flatMap(reading => reading.grants))
  const notSeen = sortedLists(readings.flatMap(reading => reading.notSeen))
  return {
    digest: fingerprint({grants, notSeen}),
    grants,
    notSeen,
    requested: reader.requestedPaths(),
    wanted: reader.wantedFacts(),
  }
}

/** The digest that a population must have. */
export const populationDigest = ({grants, notSeen}: Omit<AccessPopulation, 'digest'>): string =>
  fingerprint({grants, notSeen})

/** The same grant in the lists of two scopes is one. */
const sortedById = (grants: readonly Grant[]): Grant[] =>
  [...new Map(grants.map(grant => [grant.id, grant])).values()].sort((a, b) => byCodeUnit(a.id, b.id))

const sortedLists = (lists: readonly UnreadAccess[]): UnreadAccess[] =>
  [...new Map(lists.map(list => [`${list.kind} ${list.place}`, list])).values()].sort((a, b) =>
    byCodeUnit(`${a.kind} ${a.place}`, `${b.kind} ${b.place}`),
  )

/** What a list gives: grants, or why it couldn't be read. */
interface Reading {
  readonly grants: readonly Grant[]
  readonly notSeen: readonly UnreadAccess[]
}

const joined = (readings: readonly Reading[]): Reading => ({
  grants: readings.flatMap(({grants}) => grants),
  notSeen: readings.flatMap(({notSeen}) => notSeen),
})

/** The lists of a scope: teams and the account only where the scope covers them. */
function readScope(facts: FactSource, inventory: ScopeInventory): Reading {
  const {apps, scope, spaces, teams} = inventory
  const isOfTeams = scope.kind === 'all' || scope.kind === 'team'
  const isOfSpaces = isOfTeams || scope.kind === 'space'
  return joined([
    {grants: [], notSeen: unreadLists(inventory)},
    ...teams.flatMap(team => [
      partOfTeam(team),
      membersOfTeam(facts, team),
      invitedToTeam(facts, team),
      ...(isOfTeams ? [tokensOfTeam(facts, team), membersOfEnterprise(facts, team)] : []),
    ]),
    ...(isOfSpaces ? spaces.map(space => membersOfSpace(facts, space)) : []),
    ...apps.map(app => collaboratorsOfApp(facts, app)),
    ...(isOfTeams ? [tokensOfCaller(facts)] : []),
  ])
}

/** What is in scope and couldn't be listed has access lists that nobody has seen. */
const unreadLists = ({unreadLists: lists}: ScopeInventory): UnreadAccess[] =>
  lists.flatMap(({gap, kinds, parent}) =>
    kinds
      .filter(kind => kind === 'app' || kind === 'space' || kind === 'team')
      .map(kind => unread(`${kind}s`, parent, gap)),
  )

function unread(kind: UnreadAccess['kind'], place: string, {detail, needs, path, reason}: Gap): UnreadAccess {
  return {
    kind,
    place,
    reason,
    ...(detail === undefined ? {} : {detail}),
    ...(path === undefined ? {} : {path}),
    ...(needs === undefined ? {} : {needs}),
  }
}

/** A grant for each entry; an entry that doesn't say who has access makes the list one that couldn't be read. */
function readList<T>(
  kind: GrantKind,
  place: AccessPlace,
  response: ReadResult<readonly T[]>,
  grantOf: (entry: T) => Grant | undefined,
): Reading {
  if ('gap' in response) return {grants: [], notSeen: [unread(kind, place.name, response.gap)]}
  const grants = response.body.map(entry => grantOf(entry))
  const known = grants.filter(grant => grant !== undefined)
  const gap = notStated('who has access').gap
  return {grants: known, notSeen: known.length < grants.length ? [unread(kind, place.name, gap)] : []}
}

/** Whom an entry is about; undefined where it doesn't say. */
function personOf(user: null | undefined | User): Grant['person'] {
  const {email, id} = user ?? {}
  if (!email && id === undefined) return undefined
  return {...(email ? {email} : {}), ...(id === undefined ? {} : {id})}
}

const keyOf = ({email, id}: NonNullable<Grant['person']>): string => id ?? email?.toLowerCase() ?? ''

/** A grant of a person, by whom and where it is. */
function personGrant(
  kind: GrantKind,
  place: AccessPlace,
  user: null | undefined | User,
  rest: Pick<Grant, 'federated' | 'holds' | 'lastLogin' | 'mfa' | 'since'>,
): Grant | undefined {
  const person = personOf(user)
  return person && {id: `${kind}:${place.id}/${keyOf(person)}`, kind, person, place, ...rest}
}

/** What an entry doesn't say isn't there. */
function stated<T extends object>(values: T): {[K in keyof T]?: NonNullable<T[K]>} {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }
}

const permissionNames = (permissions: null | ReadonlyArray<{readonly name?: null | string}> | undefined): string[] =>
  distinct((permissions ?? []).map(({name}) => name ?? 'unknown'))

const placeOf = (kind: AccessPlace['kind'], {id, name}: {readonly id: string; readonly name: string}): AccessPlace => ({
  id,
  kind,
  name,
})

/** Who isn't an admin may see a part of a team's lists only. */
function partOfTeam({name, record}: TeamHandle): Reading {
  if ('gap' in record) return {grants: [], notSeen: [unread('member', name, record.gap)]}
  const {role} = record.body
  const detail = 'only its admins see all of the list'
  const isAdmin = role === 'admin' || role === 'owner'
  return {grants: [], notSeen: isAdmin ? [] : [unread('member', name, {detail, reason: 'not-visible'})]}
}

/** People with the role `collaborator` have access to apps alone, but are on the team's list. */
function membersOfTeam(facts: FactSource, team: TeamHandle): Reading {
  const place = placeOf('team', team)
  const lastLogins = lastLoginsOf(facts, team)
  return readList('member', place, facts.read('members', team.ref), member => {
    const user = {id: member.user?.id, email: emailOf(member)}
    return personGrant('member', place, withoutUndefined(user), {
      holds: [member.role ?? 'unknown'],
      ...stated({
        federated: member.federated,
        lastLogin: lastLogins(member),
        mfa: member.two_factor_authentication,
        since: member.created_at,
      }),
    })
  })
}

const withoutUndefined = ({
  email,
  id,
}: {
  readonly email: null | string | undefined
  readonly id: string | undefined
}) => ({
  ...(email === undefined ? {} : {email}),
  ...(id === undefined ? {} : {id}),
})

/** Only the list of an enterprise account says when somebody last signed in. */
function lastLoginsOf(facts: FactSource, team: TeamHandle): (member: Member) => string | undefined {
  const account = enterpriseAccountRef(team.record)
  const response = 'gap' in account ? account : facts.read('enterpriseMembers', account.body)
  const members = 'gap' in response ? [] : response.body
  const logins = new Map(
    members.flatMap(({last_login: lastLogin, user}) =>
      lastLogin ? [user?.id, user?.email?.toLowerCase()].map(key => [key, lastLogin] as const) : [],
    ),
  )
  logins.delete(undefined)
  return member => logins.get(member.user?.id) ?? logins.get(emailOf(member)?.toLowerCase())
}

function invitedToTeam(facts: FactSource, team: TeamHandle): Reading {
  const place = placeOf('team', team)
  return readList('invitation', place, invitationsOf({facts}, team), ({created_at: since, id, role, user}) => ({
    holds: [role ?? 'unknown'],
    id: `invitation:${id}`,
    kind: 'invitation',
    place,
    ...stated({person: personOf(user), since}),
  }))
}

function tokensOfTeam(facts: FactSource, team: TeamHandle): Reading {
  const place = placeOf('team', team)
  const response = facts.readOptional(team.record, 'teamAuthorizations', team.ref)
  const tokens = 'gap' in response ? response : {body: response.body ?? []}
  return readList('team-token', place, tokens, token => tokenGrant('team-token', place, token))
}

/** Login sessions of the caller end by themselves; they aren't tokens that somebody made. */
function tokensOfCaller(facts: FactSource): Reading {
  const account = facts.read('account')
  const {email, id} = 'gap' in account ? {} : account.body
  const person = personOf(withoutUndefined({email, id}))
  const place: AccessPlace = {id: id ?? 'account', kind: 'account', name: email ?? 'account'}
  const tokens = facts.read('authorizations')
  const made = 'gap' in tokens ? tokens : {body: tokens.body.filter(({session}) => !session)}
  return readList('token', place, made, token => ({...tokenGrant('token', place, token), ...stated({person})}))
}

function tokenGrant(
  kind: 'team-token' | 'token',
  place: AccessPlace,
  {client, created_at: since, id, scope}: Authorization,
): Grant {
  return {
    holds: scope && scope.length > 0 ? distinct(scope) : ['unknown'],
    id: `${kind}:${id}`,
    kind,
    place,
    ...stated({client: client?.name, since}),
  }
}

function membersOfEnterprise(facts: FactSource, team: TeamHandle): Reading {
  const {record} = team
  if ('body' in record && record.body.enterprise_account === null) return {grants: [], notSeen: []}
  const account = enterpriseAccountRef(record)
  const {enterprise_account: enterprise} = 'body' in record ? record.body : {}
  const key = 'body' in account ? account.body : team.name
  const place: AccessPlace = {id: enterprise?.id ?? key, kind: 'enterprise account', name: enterprise?.name ?? key}
  const members = 'gap' in account ? account : facts.read('enterpriseMembers', account.body)
  return readList('enterprise-member', place, members, member =>
    personGrant('enterprise-member', place, member.user, {
      holds: permissionNames(member.permissions),
      ...stated({lastLogin: member.last_login, mfa: member.two_factor_authentication}),
    }),
  )
}

function membersOfSpace(facts: FactSource, space: SpaceHandle): Reading {
  const place = placeOf('space', space)
  return readList('space-member', place, facts.read('spaceMembers', space.ref), ({permissions, user}) =>
    personGrant('space-member', place, user, {holds: permissionNames(permissions)}),
  )
}

/** Among them is whoever owns the app: a person, or the user that represents its team. */
function collaboratorsOfApp(facts: FactSource, app: AppHandle): Reading {
  const place = placeOf('app', app)
  const {visibilityGap} = app
  const response = visibilityGap ? {gap: visibilityGap} : facts.read('collaborators', app.ref)
  const owner = 'body' in app.record ? app.record.body.owner?.email?.toLowerCase() : undefined
  const isTeam = (user: null | undefined | User) =>
    user?.email?.toLowerCase().endsWith('@herokumanager.com') === true && user.email.toLowerCase() === owner
  const people = 'gap' in response ? response : {body: response.body.filter(({user}) => !isTeam(user))}
  return readList('collaborator', place, people, ({created_at: since, permissions, role, user}) =>
    personGrant('collaborator', place, user, {
      holds: permissions && permissions.length > 0 ? permissionNames(permissions) : [role ?? 'unknown'],
      ...stated({since}),
    }),
  )
}
