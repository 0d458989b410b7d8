import type {Authorization} from '../model/account-facts.js'
import type {Known, Subject} from '../model/subject.js'
import type {Context} from './context.js'

import {fields, unknown, value} from './known.js'

/** One subject for each token of the caller. */
export function authorizations({facts}: Context): Subject[] {
  const rows = facts.read('authorizations')
  if ('gap' in rows) return []
  return rows.body.map(row => ({
    fields: fields({
      isLoginSession: () => row.session === undefined ? unknown('no-statement', 'the API does not say whether it is a login session') : value(row.session !== null),
      lifetimeSeconds: () => lifetime(row),
      scopes: () => scopes(row),
    }),
    id: row.id,
    kind: 'authorization' as const,
    name: row.id,
  }))
}

/** Null for one that never expires. */
function lifetime({expires_in: seconds}: Authorization): Known {
  return seconds === undefined ? unknown('no-statement', 'the API does not say how long the token lives') : value(seconds)
}

function scopes({scope}: Authorization): Known {
  return scope?.length ? value(scope) : unknown('no-statement', 'the API does not say what the token may do')
}
