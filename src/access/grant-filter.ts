import type {AccessReview} from './access-review.js'
import type {Grant} from './grant.js'

import {matchesGlob} from '../foundation/glob.js'
import {UserError} from '../foundation/user-error.js'
import {grantFindings} from './roster.js'

/** What a term of a filter may be about, and what of a grant it is compared with. */
const keys: Readonly<Record<string, (grant: Grant, findings: readonly string[]) => readonly string[]>> = {
  app: ({place}) => (place.kind === 'app' ? [place.name] : []),
  domain: ({person}) => (person?.email === undefined ? [] : [person.email.slice(person.email.lastIndexOf('@') + 1)]),
  finding: (_, findings) => findings,
  grant: ({id}) => [id],
  kind: ({kind}) => [kind],
  person: ({person}) => [person?.email, person?.id].filter(text => text !== undefined),
  role: ({holds}) => holds,
  space: ({place}) => (place.kind === 'space' ? [place.name] : []),
  team: ({place}) => (place.kind === 'team' ? [place.name] : []),
}

/**
 * The grants that a filter such as `role=viewer,app=web-*` names: those that all of its terms fit, or `open` for those
 * about which nobody has decided.
 *
 * @throws UserError where a term can't be read, or nothing fits
 */
export function grantsNamed(review: AccessReview, filter: string): readonly Grant[] {
  const {decisions, findings, population} = review
  const terms = filter.split(',').map(term => termOf(term.trim()))
  const named = population.grants.filter(grant =>
    terms.every(({key, value}) =>
      key === 'open'
        ? decisions[grant.id] === undefined || decisions[grant.id]?.action === 'ask'
        : (keys[key]?.(grant, findings[grant.id] ?? []) ?? []).some(text => matchesGlob(text, [value])),
    ),
  )
  if (named.length === 0)
    throw new UserError(`No grant of the review fits "${filter}".`, 'heroku compliance:access --full lists them.')
  return named
}

function termOf(term: string): {readonly key: string; readonly value: string} {
  if (term === 'open') return {key: 'open', value: ''}
  const [, key = '', value = ''] = /^([a-z]+)=(.+)$/.exec(term) ?? []
  if (!Object.hasOwn(keys, key))
    throw new UserError(
      `"${term}" doesn't name grants.`,
      `Write KEY=VALUE with ${Object.keys(keys).join(', ')}, or open: role=viewer,app=web-*.`,
    )
  if (key === 'finding' && !(grantFindings as readonly string[]).includes(value))
    throw new UserError(`There is no finding "${value}".`, `Write one of ${grantFindings.join(', ')}.`)
  return {key, value}
}
