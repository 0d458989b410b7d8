import type {AccessPopulation, Grant, GrantKind, UnreadAccess} from '../access/grant.js'
import type {Gap} from '../model/gap.js'
import type {Subject} from '../model/subject.js'
import type {ClassScope} from './class-scope.js'
import type {Components} from './components.js'

import {byCodeUnit} from '../foundation/collections.js'
import {verdictOn} from './class-scope.js'
import {notSeenText} from './gap-text.js'

/** How somebody has access, in words. */
const kindWords: Readonly<Record<GrantKind, string>> = {
  collaborator: 'collaborator of an app',
  'enterprise-member': 'member of an enterprise account',
  invitation: 'invited to a team',
  member: 'member of a team',
  'space-member': 'member of a space',
  'team-token': 'token of a team',
  token: 'token of the account',
}

/** The lists that say who has access, and those that say what there is to have access to. */
const listWords: Readonly<Record<UnreadAccess['kind'], string>> = {
  apps: 'apps',
  collaborator: 'collaborators',
  'enterprise-member': 'members',
  invitation: 'invitations',
  member: 'members',
  'space-member': 'members',
  spaces: 'spaces',
  teams: 'teams',
  'team-token': 'tokens',
  token: 'tokens',
}

export const accessHeader: readonly string[] = [
  'who',
  'account_id',
  'how',
  'place_kind',
  'place',
  'holds',
  'mfa',
  'single_sign_on',
  'last_login',
  'since',
  'in_scope',
  'in_scope_for',
  'grant',
  'seen',
  'population_sha256',
]

/** Every grant, by whom and where, and every list that couldn't be read. */
export function accessRows(
  {digest, grants, notSeen}: AccessPopulation,
  {subjects}: Components,
  scopes: readonly ClassScope[],
): ReadonlyArray<readonly string[]> {
  const subjectOf = placeIndex(subjects)
  return [
    ...[...grants].sort(byPerson).map(grant => [...grantCells(grant, scopes, subjectOf), 'yes', digest]),
    ...notSeen.map(list => [...unreadCells(list), notSeenText(list), digest]),
  ]
}

const byPerson = (a: Grant, b: Grant): number =>
  byCodeUnit(whoOf(a).toLowerCase(), whoOf(b).toLowerCase()) ||
  byCodeUnit(a.place.kind, b.place.kind) ||
  byCodeUnit(a.place.name, b.place.name) ||
  byCodeUnit(a.id, b.id)

/** A person by address, a token by who holds it. */
const whoOf = ({client, kind, person}: Grant): string =>
  client ?? person?.email ?? person?.id ?? (kind === 'team-token' ? 'a token without a client' : 'not named')

type PlaceIndex = (place: Grant['place']) => Subject | undefined

function placeIndex(subjects: readonly Subject[]): PlaceIndex {
  const byPlace = new Map(subjects.map(subject => [`${subject.kind} ${subject.id}`, subject]))
  return ({id, kind}) => byPlace.get(`${kind} ${id}`)
}

function grantCells(grant: Grant, scopes: readonly ClassScope[], subjectOf: PlaceIndex): readonly string[] {
  const {federated, holds, id, kind, lastLogin, mfa, person, place, since} = grant
  const subject = subjectOf(place)
  const inScopeFor = scopes.flatMap(scope => {
    const {isInScope} = subject ? verdictOn(scope, subject) : scope.ofAll
    return isInScope ? [scope.dataClass ?? 'all'] : []
  })
  return [
    whoOf(grant),
    person?.id ?? '',
    kindWords[kind],
    place.kind,
    place.name,
    holds.join('; '),
    answerText(mfa),
    answerText(federated),
    lastLogin === undefined ? '' : `on ${lastLogin}`,
    since === undefined ? '' : `since ${since}`,
    inScopeFor.length > 0 ? 'yes' : 'no',
    inScopeFor.join('; '),
    id,
  ]
}

/** What the API doesn't say is no answer. */
function answerText(value: boolean | undefined): string {
  if (value === undefined) return 'not said'
  return value ? 'yes' : 'no'
}

function unreadCells({kind, place}: UnreadAccess): readonly string[] {
  const cells = accessHeader.slice(2, -2).map(() => '')
  return [listName(kind, place), '', ...cells]
}

const listName = (kind: UnreadAccess['kind'], place: string): string => `the ${listWords[kind]} of ${place}`

/** Lists of access that couldn't be read by a request of their own, or that a reader without a role sees in part. */
export const accessGaps = ({notSeen}: AccessPopulation): ReadonlyArray<Gap & {readonly path: string}> =>
  notSeen.map(({path, ...list}) => ({
    ...list,
    path: path ?? listName(list.kind, list.place),
  }))
