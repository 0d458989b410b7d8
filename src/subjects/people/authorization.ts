import type {Authorization} from '../../model/account-facts.js'
import type {Answer} from '../../model/gap.js'
import type {Known, Subject} from '../../model/subject.js'
import type {Context, Roster, TeamHandle} from '../context.js'

import {instant} from '../age.js'
import {fields, from, stated, unknown, value} from '../field-value.js'

/** The caller's own, which are judged with the whole account alone. */
export const authorizationsOfCaller = ({facts}: Context, {isOurs, scope}: Roster): Answer<readonly Authorization[]> =>
  scope.kind === 'all' && isOurs('account') ? facts.read('authorizations') : {body: []}

/** Those of a team: a 404 for a team that was read means that it has none. */
export function authorizationsOfTeam({facts}: Context, {record, ref}: TeamHandle): Answer<readonly Authorization[]> {
  const answer = facts.readOrNone(record, 'teamAuthorizations', ref)
  return 'gap' in answer ? answer : {body: answer.body ?? []}
}

/** One subject for each authorization of the caller and of each team in scope. */
export function authorizations(context: Context, roster: Roster): Subject[] {
  const own = rows(authorizationsOfCaller(context, roster)).map(row => subject(context, row))
  const ofTeams = roster.teams.flatMap(team =>
    rows(authorizationsOfTeam(context, team)).map(row => ({...subject(context, row), team: team.name})),
  )
  return [...new Map([...own, ...ofTeams].map(one => [one.id, one])).values()]
}

const rows = <T>(answer: Answer<readonly T[]>): readonly T[] => ('body' in answer ? answer.body : [])

function subject(context: Context, row: Authorization): Subject {
  return {
    fields: fields({
      client: () => clientOf(row, name => stated(name, 'the name of the client'), value(null)),
      clientIsAllowed: () => clientOf(row, name => clientIsAllowed(context, name), value(true)),
      hasClient: () => clientOf(row, () => value(true), value(false)),
      isLoginSession: () =>
        row.session === undefined
          ? unknown('no-statement', 'the API does not say whether it is a login session')
          : value(row.session !== null),
      lifetimeSeconds: () => lifetime(row, context.now),
      oauthClientsAreDeclared: () => value(context.policy.allow.oauthClients !== undefined),
      scopes: () => scopes(row),
    }),
    id: row.id,
    kind: 'authorization',
    name: row.id,
  }
}

function clientOf({client}: Authorization, use: (name: null | string | undefined) => Known, none: Known): Known {
  if (client === undefined) return unknown('no-statement', 'the API does not say whether a third party holds the token')
  return client === null ? none : use(client.name)
}

function clientIsAllowed({policy}: Context, name: null | string | undefined): Known {
  return name ? value(policy.allow.oauthClients?.includes(name) ?? false) : stated(undefined, 'the name of the client')
}

/** How far two clocks may be apart. */
const tolerance = 300

/**
 * Seconds from the making of the grant to the last moment at which one of its tokens is good; null where that never
 * comes. `expires_in` is the time that is left: https://devcenter.heroku.com/articles/platform-api-reference#oauth-token
 */
function lifetime({created_at: at, expires_in: access, refresh}: Authorization, now: Context['now']): Known {
  const left = refresh === null ? [access] : [access, refresh?.expires_in]
  if (left.includes(null)) return value(null)
  const made = instant(at)
  const known = left.filter(one => typeof one === 'number')
  if (made === undefined) return unknown('no-statement', 'the API does not say when the token was made')
  if (known.length === 0) return unknown('no-statement', 'the API does not say how long the token lives')
  return from(now, today => {
    const age = (today - made) / 1000
    if (age < -tolerance) return unknown('disagree', 'the API says that the token was made in the future')
    const whole = Math.ceil(age + Math.max(...known))
    if (!left.includes(undefined)) return value(whole)
    return unknown('no-statement', 'the API does not say how long all tokens of the authorization live', [whole, null])
  })
}

function scopes({scope}: Authorization): Known {
  return scope?.length ? value(scope) : unknown('no-statement', 'the API does not say what the token may do')
}
