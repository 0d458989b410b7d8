import type {Authorization} from '../../model/account-facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {FieldValue, Subject} from '../../model/subject.js'
import type {SubjectContext, ScopeInventory, TeamHandle} from '../context.js'

import {parseInstant} from '../age.js'
import {lazyFields, fieldFrom, required, unknown, value} from '../field-value.js'
import {policyFields} from '../policy-fields.js'
import {itemsOf, notStated} from '../read-result.js'

/** The caller's own authorizations, which are assessed with the whole account only. */
export const authorizationsOfCaller = (
  {facts}: SubjectContext,
  {isInShard, scope}: ScopeInventory,
): ReadResult<readonly Authorization[]> =>
  scope.kind === 'all' && isInShard('account') ? facts.read('authorizations') : {body: []}

/** The authorizations of a team. A 404 for a readable team means that it has none. */
export function authorizationsOfTeam(
  {facts}: SubjectContext,
  {record, ref}: TeamHandle,
): ReadResult<readonly Authorization[]> {
  const response = facts.readOptional(record, 'teamAuthorizations', ref)
  return 'gap' in response ? response : {body: response.body ?? []}
}

/** One subject for each authorization of the caller and of each team in scope. */
export function authorizationSubjects(context: SubjectContext, inventory: ScopeInventory): Subject[] {
  const ownAuthorizations = itemsOf(authorizationsOfCaller(context, inventory)).map(authorization =>
    authorizationSubject(context, authorization),
  )
  const teamAuthorizations = inventory.teams.flatMap(team =>
    itemsOf(authorizationsOfTeam(context, team)).map(authorization => ({
      ...authorizationSubject(context, authorization),
      team: team.name,
    })),
  )
  return [...new Map([...ownAuthorizations, ...teamAuthorizations].map(subject => [subject.id, subject])).values()]
}

function authorizationSubject(context: SubjectContext, authorization: Authorization): Subject {
  return {
    fields: lazyFields({
      client: () => fromClient(authorization, name => required(name, 'the name of the client'), value(null)),
      clientIsAllowed: () => fromClient(authorization, name => clientIsAllowed(context, name), value(true)),
      hasClient: () => fromClient(authorization, () => value(true), value(false)),
      isLoginSession: () =>
        authorization.session === undefined
          ? notStated('whether it is a login session')
          : value(authorization.session !== null),
      lifetimeSeconds: () => lifetime(authorization, context.now),
      scopes: () => scopes(authorization),
      ...policyFields(context.policy, 'authorization'),
    }),
    id: authorization.id,
    kind: 'authorization',
    name: authorization.id,
    ...authorizationLabel(authorization),
  }
}

/** Who holds it, if a client does. Its description isn't recorded: people may write anything into it. */
function authorizationLabel({client}: Authorization): {readonly label?: string} {
  const name = client?.name
  return name?.trim() ? {label: name} : {}
}

function fromClient(
  {client}: Authorization,
  use: (name: null | string | undefined) => FieldValue,
  valueWithoutClient: FieldValue,
): FieldValue {
  if (client === undefined) return notStated('whether a third party holds the token')
  return client === null ? valueWithoutClient : use(client.name)
}

function clientIsAllowed({policy}: SubjectContext, name: null | string | undefined): FieldValue {
  return name ? value(policy.allow.oauthClients?.includes(name) ?? false) : notStated('the name of the client')
}

/** Tolerated difference between two clocks, in seconds. */
const clockTolerance = 300

/**
 * Seconds from the creation of the authorization until its last token expires; null if one never expires. `expires_in`
 * is the remaining time: https://devcenter.heroku.com/articles/platform-api-reference#oauth-token
 */
function lifetime(
  {created_at: createdAt, expires_in: access, refresh}: Authorization,
  now: SubjectContext['now'],
): FieldValue {
  const remaining = refresh === null ? [access] : [access, refresh?.expires_in]
  if (remaining.includes(null)) return value(null)
  const created = parseInstant(createdAt)
  const knownRemaining = remaining.filter(seconds => typeof seconds === 'number')
  if (created === undefined) return notStated('when the token was created')
  if (knownRemaining.length === 0) return notStated('how long the token is valid')
  return fieldFrom(now, today => {
    const age = (today - created) / 1000
    if (age < -clockTolerance) return unknown('disagree', 'the API says that the token was created in the future')
    const total = Math.ceil(age + Math.max(...knownRemaining))
    if (!remaining.includes(undefined)) return value(total)
    return unknown('no-statement', "the API doesn't say how long all tokens of the authorization are valid", [
      total,
      null,
    ])
  })
}

function scopes({scope}: Authorization): FieldValue {
  return scope?.length ? value(scope) : notStated('what the token may do')
}
