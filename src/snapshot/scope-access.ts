import type {Fact, Scope} from '../model/snapshot.js'

import {UserError} from '../foundation/user-error.js'
import {paths} from '../model/paths.js'
import {UnreadableScopeError} from './unreadable-scope-error.js'

/**
 * Ends a run that has nothing to assess.
 *
 * @throws UserError if the login is refused, or the scope doesn't exist or isn't visible to the account
 */
export function assertScopeReadable(scope: Scope, facts: ReadonlyMap<string, Fact>): void {
  assertLogin(facts.get(paths.account())?.gap)
  const {kind, name} = scope
  if (kind === 'all' || name === undefined) return
  const gap = facts.get(paths[kind](name))?.gap
  if (!gap) return
  assertLogin(gap)
  const hint = `You need ${gap.needs ?? 'access to it'}.`
  if (gap.reason === 'not-found')
    throw new UnreadableScopeError(
      {kind, name},
      `There is no ${kind} ${name}, or your account has no access to it.`,
      hint,
    )
  if (gap.reason === 'forbidden')
    throw new UnreadableScopeError({kind, name}, `Your account has no access to the ${kind} ${name}.`, hint)
}

function assertLogin(gap: Fact['gap']): void {
  if (gap?.reason === 'unauthorized')
    throw new UserError("Heroku doesn't accept your login.", 'Run heroku login, or check the token in HEROKU_API_KEY.')
}
