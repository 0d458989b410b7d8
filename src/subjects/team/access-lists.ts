import type {AccessList} from '../../model/account-facts.js'
import type {Known} from '../../model/subject.js'
import type {Context, TeamHandle} from '../context.js'

import {distinct} from '../../foundation/collections.js'
import {from, unknown, value} from '../field-value.js'

/** Each person on each app and space of a team with what they may do there, as one line. */
export function appPermissions({facts}: Context, team: TeamHandle): Known {
  return from(facts.read('teamPermissions', team.ref), lists => {
    const lines = lists.map(list => linesOf(list))
    const whole = lines.filter(one => one !== undefined)
    return whole.length < lines.length
      ? unknown('no-statement', 'the API does not say all that people may do')
      : value(distinct(whole.flat()))
  })
}

/** Undefined where a part is not told. */
function linesOf({name, type, users}: AccessList): string[] | undefined {
  if (!name || !type || !users) return undefined
  const lines = users.flatMap(({email, permissions}) =>
    email && permissions ? [`${type} ${name}: ${email} (${distinct(permissions).join(', ') || 'nothing'})`] : [],
  )
  return lines.length === users.length ? lines : undefined
}
