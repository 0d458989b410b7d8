import type {AccessList} from '../../model/account-facts.js'
import type {FieldValue} from '../../model/subject.js'
import type {SubjectContext, TeamHandle} from '../context.js'

import {distinct} from '../../foundation/collections.js'
import {fieldFrom, value} from '../field-value.js'
import {notStated} from '../read-result.js'

/** One line for each person on each app and space of a team, with their permissions. */
export function appPermissions({facts}: SubjectContext, team: TeamHandle): FieldValue {
  return fieldFrom(facts.read('teamPermissions', team.ref), lists => {
    const lines = lists.map(list => permissionLines(list))
    const completeLines = lines.filter(listLines => listLines !== undefined)
    return completeLines.length < lines.length
      ? notStated('everything that people may do')
      : value(distinct(completeLines.flat()))
  })
}

/** Undefined if the list is incomplete. */
function permissionLines({name, type, users}: AccessList): string[] | undefined {
  if (!name || !type || !users) return undefined
  const lines = users.flatMap(({email, permissions}) =>
    email && permissions ? [`${type} ${name}: ${email} (${distinct(permissions).join(', ') || 'nothing'})`] : [],
  )
  return lines.length === users.length ? lines : undefined
}
