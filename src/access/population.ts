import type {Authorization} from '../model/account-facts.js'
import type {FactRequest, FactSource, Member} from '../model/facts.js'
import type {User} from '../model/resource-ref.js'
import type {Fact, Scope, Snapshot} from '../model/snapshot.js'
import type {AppHandle, ScopeInventory, SpaceHandle, TeamHandle} from '../subjects/context.js'
import type {AccessReading} from './access-list.js'
import type {AccessPlace, AccessPopulation, Grant, UnreadAccess} from './grant.js'

import {fingerprint} from '../foundation/canonical-json.js'
import {byCodeUnit, distinct} from '../foundation/collections.js'
import {emailOf} from '../model/membership.js'
import {factReader} from '../subjects/fact-reader.js'
import {scopeInventory} from '../subjects/scope/scope-inventory.js'
import {enterpriseAccountRef} from '../subjects/team/enterprise.js'
import {invitationsOf} from '../subjects/team/invitation.js'
import {
  joined,
  permissionNames,
  personGrant,
  personOf,
  placeOf,
  readList,
  stated,
  unread,
  withoutUndefined,
} from './access-list.js'

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
  const inventories = scopes.map(scope => scopeInventory(reader.facts, scope))
  const readings = inventories.map(inventory => readScope(reader.facts, inventory))
  const grants = sortedById(readings.flatMap(reading => reading.grants))
  const notSeen = sortedLists(readings.flatMap(reading => reading.notSeen))
  const places = sortedPlaces(inventories.flatMap(inventory => placesIn(reader.facts, inventory)))
  return {
    digest: populationDigest({grants, notSeen, places}),
    grants,
    notSeen,
    places,
    requested: reader.requestedPaths(),
    wanted: reader.wantedFacts(),
  }
}

/** Everyone with access to what a snapshot is of, by its facts. */
export function populationOf({facts, scopes}: Pick<Snapshot, 'facts' | 'scopes'>): AccessPopulation {
  const byPath = new Map(facts.map(fact => [fact.path, fact]))
  const {digest, grants, notSeen, places} = accessPopulation(byPath, scopes)
  return {digest, grants, notSeen, places}
}

/** The digest that a population must have. */
export const populationDigest = ({grants, notSeen, places}: Omit<AccessPopulation, 'digest'>): string =>
  fingerprint({grants, notSeen, places})

/** What the lists are of: spaces, teams and accounts only where the scope covers theirs. */
function placesIn(facts: FactSource, {apps, scope, spaces, teams}: ScopeInventory): AccessPlace[] {
  const isOfApps = scope.kind === 'app' || scope.kind === 'pipeline'
  return [
    ...apps.map(app => placeOf('app', app)),
    ...(isOfApps ? [] : spaces.map(space => placeOf('space', space))),
    ...(isOfApps ? [] : teams.map(team => placeOf('team', team))),
    ...(coversTeams(scope) ? [...teams.flatMap(team => enterpriseOf(team) ?? []), callerPlace(facts)] : []),
  ]
}

const coversTeams = ({kind}: Scope): boolean => kind === 'all' || kind === 'team'

const sortedPlaces = (places: readonly AccessPlace[]): AccessPlace[] =>
  [...new Map(places.map(place => [`${place.kind} ${place.id}`, place])).entries()]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([, place]) => place)

/** The same grant in the lists of two scopes is one. */
const sortedById = (grants: readonly Grant[]): Grant[] =>
  [...new Map(grants.map(grant => [grant.id, grant])).values()].sort((a, b) => byCodeUnit(a.id, b.id))

const sortedLists = (lists: readonly UnreadAccess[]): UnreadAccess[] =>
  [...new Map(lists.map(list => [`${list.kind} ${list.place}`, list])).values()].sort((a, b) =>
    byCodeUnit(`${a.kind} ${a.place}`, `${b.kind} ${b.place}`),
  )

/** The lists of a scope: teams and the account only where the scope covers them. */
function readScope(facts: FactSource, inventory: ScopeInventory): AccessReading {
  const {apps, scope, spaces, teams} = inventory
  const isOfTeams = coversTeams(scope)
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

/** Who isn't an admin may see a part of a team's lists only. */
function partOfTeam({name, record}: TeamHandle): AccessReading {
  if ('gap' in record) return {grants: [], notSeen: [unread('member', name, record.gap)]}
  const {role} = record.body
  const detail = 'only its admins see all of the list'
  const isAdmin = role === 'admin' || role === 'owner'
  return {grants: [], notSeen: isAdmin ? [] : [unread('member', name, {detail, reason: 'not-visible'})]}
}

/** People with the role `collaborator` have access to apps alone, but are on the team's list. */
function membersOfTeam(facts: FactSource, team: TeamHandle): AccessReading {
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

function invitedToTeam(facts: FactSource, team: TeamHandle): AccessReading {
  const place = placeOf('team', team)
  return readList('invitation', place, invitationsOf({facts}, team), ({created_at: since, id, role, user}) => ({
    holds: [role ?? 'unknown'],
    id: `invitation:${id}`,
    kind: 'invitation',
    place,
    ...stated({person: personOf(user), since}),
  }))
}

function tokensOfTeam(facts: FactSource, team: TeamHandle): AccessReading {
  const place = placeOf('team', team)
  const response = facts.readOptional(team.record, 'teamAuthorizations', team.ref)
  const tokens = 'gap' in response ? response : {body: response.body ?? []}
  return readList('team-token', place, tokens, token => tokenGrant('team-token', place, token))
}

/** The account that reads, which sees its own tokens and nobody else's. */
function callerPlace(facts: FactSource): AccessPlace {
  const account = facts.read('account')
  const {email, id} = 'gap' in account ? {} : account.body
  return {id: id ?? 'account', kind: 'account', name: email ?? 'account'}
}

/** Login sessions of the caller end by themselves; they aren't tokens that somebody made. */
function tokensOfCaller(facts: FactSource): AccessReading {
  const account = facts.read('account')
  const {email, id} = 'gap' in account ? {} : account.body
  const person = personOf(withoutUndefined({email, id}))
  const place = callerPlace(facts)
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

/** The enterprise account of a team; by the team's name where it isn't known, and undefined where there is none. */
function enterpriseOf({name, record}: TeamHandle): AccessPlace | undefined {
  const {enterprise_account: enterprise} = 'body' in record ? record.body : {}
  if (enterprise === null) return undefined
  const account = enterpriseAccountRef(record)
  const key = 'body' in account ? account.body : name
  return {id: enterprise?.id ?? key, kind: 'enterprise account', name: enterprise?.name ?? key}
}

function membersOfEnterprise(facts: FactSource, team: TeamHandle): AccessReading {
  const place = enterpriseOf(team)
  if (!place) return {grants: [], notSeen: []}
  const account = enterpriseAccountRef(team.record)
  const members = 'gap' in account ? account : facts.read('enterpriseMembers', account.body)
  return readList('enterprise-member', place, members, member =>
    personGrant('enterprise-member', place, member.user, {
      holds: permissionNames(member.permissions),
      ...stated({lastLogin: member.last_login, mfa: member.two_factor_authentication}),
    }),
  )
}

function membersOfSpace(facts: FactSource, space: SpaceHandle): AccessReading {
  const place = placeOf('space', space)
  return readList('space-member', place, facts.read('spaceMembers', space.ref), ({permissions, user}) =>
    personGrant('space-member', place, user, {holds: permissionNames(permissions)}),
  )
}

/** Among them is whoever owns the app: a person, or the user that represents its team. */
function collaboratorsOfApp(facts: FactSource, app: AppHandle): AccessReading {
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
