import type {Scope} from '../model/snapshot.js'

import {UserError} from '../foundation/user-error.js'

/** A scope with a name. */
export interface NamedScope {
  readonly kind: Exclude<Scope['kind'], 'all'>
  readonly name: string
}

/** The scope doesn't exist, or the account can't see it. */
export class UnreadableScopeError extends UserError {
  readonly scope: NamedScope

  constructor(scope: NamedScope, message: string, hint: string) {
    super(message, hint)
    this.scope = scope
  }
}
