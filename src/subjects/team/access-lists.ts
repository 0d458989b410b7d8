import type {AccessList} from '../../model/account-facts.js'
import type {FieldValue} from '../../model/subject.js'
import type {SubjectContext, TeamHandle} from '../context.js'

import {distinct} from '../../foundation/collections.js'
import {fieldFrom, unknown, value} from '../field-value.js'

/** Each person on each app and space of a team with what they may do there, as one line. */
export function appPermissions({facts}: SubjectContext, team: TeamHandle): FieldValue {
  return fieldFrom(facts.read('teamPermissions', team.ref), lists => {
    const lines = lists.map(list => permissionLines(list))
    const completeLines = lines.filter(listLines => listLines !== undefined)
    return completeLines.length < lines.length
      ? unknown('no-statement', "the API doesn't say everything that people may do")
      : value(distinct(completeLines.flat()))
  })
}

/** Undefined where a part is not told. */
function permissionLines({name, type, users}: AccessList): string[] | undefined {
  if (!name || !type || !users) return undefined
  const lines = users.flatMap(({email, permissions}) =>
    email && permissions ? [`${type} ${name}: ${email} (${distinct(permissions).join(', ') || 'nothing'})`] : [],
  )
  return lines.length === users.length ? lines : undefined
}
