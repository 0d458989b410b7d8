import type {FactRequest} from '../model/facts.js'
import type {Fact} from '../model/snapshot.js'

import {UserError} from '../foundation/user-error.js'

/** A command can't be applied, because a fact that says what it does isn't among the facts. */
export class MissingFactError extends UserError {
  /** @param gap why it is missing, where it was requested */
  constructor(
    readonly request: FactRequest,
    readonly gap?: Fact['gap'],
  ) {
    super(
      `The command can't be applied without ${request.path}, which ${missingReason(gap)}.`,
      gap?.needs === undefined
        ? 'Read a scope that includes it: --team, --space or --all.'
        : `To read it, the account needs ${gap.needs}.`,
    )
  }
}

const missingReason = (gap: Fact['gap']): string =>
  gap ? `couldn't be read: ${gap.detail ?? gap.reason}` : "isn't among the facts"
