import type {AccessDecision, AccessReview} from './access-review.js'
import type {AccessPopulation, Grant, UnreadAccess} from './grant.js'

import {shellQuote} from '../foundation/shell.js'
import {distinct} from '../foundation/collections.js'
import {isSamePerson} from '../model/person.js'

/** A decision that isn't carried out by itself. */
export interface AccessRemoval {
  readonly grant: Grant
  readonly decision: AccessDecision
  /** Of the Heroku CLI, quoted for a shell; absent where it has none. */
  readonly command?: string
  /** What a person does where there is no command. */
  readonly byHand?: string
}

/** The decisions of a review that end or change access, in the order of the grants. */
export function accessRemovals({
  decisions,
  population,
}: Pick<AccessReview, 'decisions' | 'population'>): AccessRemoval[] {
  return population.grants.flatMap(grant => {
    const decision = decisions[grant.id]
    return decision?.action === 'remove' || decision?.action === 'change'
      ? [{decision, grant, ...actionFor(grant, decision)}]
      : []
  })
}

function actionFor(grant: Grant, decision: AccessDecision): Pick<AccessRemoval, 'byHand' | 'command'> {
  const command = commandFor(grant, decision)
  return command === undefined ? {byHand: byHandFor(grant)} : {command: command.join(' ')}
}

function commandFor(grant: Grant, decision: AccessDecision): string[] | undefined {
  const {id, kind, person} = grant
  if (kind === 'token') return ['heroku authorizations:revoke', shellQuote(id.slice('token:'.length))]
  if (person?.email === undefined || person.email.startsWith('-')) return undefined
  return personCommands[kind]?.(grant, shellQuote(person.email), decision)
}

type PersonCommand = (grant: Grant, email: string, decision: AccessDecision) => string[] | undefined

const removeFromTeam = ({place}: Grant, email: string): string[] => [
  ...['heroku members:remove', email, '--team', shellQuote(place.name)],
]

/** What the Heroku CLI can do about the access of a person. */
const personCommands: Readonly<Partial<Record<Grant['kind'], PersonCommand>>> = {
  collaborator({holds, place}, email, {action, becomes = []}) {
    const app = shellQuote(place.name)
    // An app has an owner as long as nobody transfers it.
    if (holds.includes('owner')) return undefined
    return action === 'remove'
      ? ['heroku access:remove', email, '--app', app]
      : ['heroku access:update', email, '--app', app, '--permissions', becomes.map(name => shellQuote(name)).join(',')]
  },
  invitation: removeFromTeam,
  member: (grant, email, {action, becomes: [role = ''] = []}) =>
    action === 'remove'
      ? removeFromTeam(grant, email)
      : ['heroku members:set', email, '--team', shellQuote(grant.place.name), '--role', shellQuote(role)],
}

const byHandTexts: Readonly<Record<Grant['kind'], string>> = {
  collaborator:
    'Change it on the Access tab of the app, in the Heroku Dashboard; an owner stays until the app is transferred.',
  'enterprise-member': 'Change it on the Access tab of the enterprise account, in the Heroku Dashboard.',
  invitation: 'Withdraw the invitation on the Access tab of the team, in the Heroku Dashboard.',
  member: 'Change it on the Access tab of the team, in the Heroku Dashboard.',
  'space-member': 'Change it on the Access tab of the space, in the Heroku Dashboard.',
  'team-token': 'Revoke the token under the settings of the team, in the Heroku Dashboard.',
  token: 'Revoke the token under Applications in the account settings.',
}

const byHandFor = ({kind}: Grant): string => byHandTexts[kind]

/** What a later reading says of a decision. */
export interface VerifiedRemoval extends AccessRemoval {
  readonly outcome: 'done' | 'open' | 'unknown'
}

/**
 * Whether decisions were carried out, by a later reading of the same scope. What isn't listed anymore has ended only if
 * the list that would have it was read: of a place that isn't there anymore, nobody knows who has access.
 */
export function verifyRemovals(
  review: Pick<AccessReview, 'decisions' | 'population'>,
  later: AccessPopulation,
): VerifiedRemoval[] {
  const now = new Map(later.grants.map(grant => [grant.id, grant]))
  return accessRemovals(review).map(removal => ({
    ...removal,
    outcome: outcomeOf(removal, now.get(removal.grant.id) ?? membershipOf(removal.grant, later), later),
  }))
}

/** An invitation that isn't listed anymore may have been accepted: then the person is a member. */
const membershipOf = ({kind, person, place}: Grant, {grants}: AccessPopulation): Grant | undefined =>
  kind === 'invitation' && person?.email !== undefined
    ? grants.find(
        grant =>
          grant.kind === 'member' &&
          grant.place.id === place.id &&
          isSamePerson(grant.person?.email ?? '', person.email ?? ''),
      )
    : undefined

function outcomeOf(
  {decision, grant}: AccessRemoval,
  held: Grant | undefined,
  {notSeen, places}: AccessPopulation,
): VerifiedRemoval['outcome'] {
  if (held) return isAsDecided(decision, held) ? 'done' : 'open'
  // By id: it may have another name now.
  const place = places.find(({id, kind}) => id === grant.place.id && kind === grant.place.kind)
  return !place || notSeen.some(list => mayHold(list, {...grant, place})) ? 'unknown' : 'done'
}

const isAsDecided = ({action, becomes = []}: AccessDecision, {holds, kind}: Grant): boolean =>
  action === 'change' && namesText(kind, holds) === namesText(kind, becomes)

/** The Heroku CLI adds the permission to view an app to all others. */
const namesText = (kind: Grant['kind'], names: readonly string[]): string =>
  distinct(kind === 'collaborator' ? [...names, 'view'] : names).join()

/** A place whose own list couldn't be found may hold any grant of its kind. */
const mayHold = ({kind, place}: UnreadAccess, grant: Grant): boolean =>
  kind === grant.kind || (kind === 'member' && grant.kind === 'invitation')
    ? place === grant.place.name || grant.place.kind === 'account' || grant.place.kind === 'enterprise account'
    : (kind === 'apps' && grant.kind === 'collaborator') ||
      (kind === 'spaces' && grant.kind === 'space-member') ||
      kind === 'teams'
