import type {Policy} from '../../model/policy.js'

import {sanitizeLine} from '../../foundation/printable.js'
import {shellQuote} from '../../foundation/shell.js'

/** The flags of a collection for the guard: the scope of the policy, which needs none, else the app. */
export function collectScopeFlags({defaults = {}}: Pick<Policy, 'defaults'>, app?: unknown): string {
  for (const kind of ['team', 'space', 'pipeline'] as const) {
    const name = defaults[kind]
    if (name !== undefined) return `--${kind} ${shellQuote(sanitizeLine(name))}`
  }

  return typeof app === 'string' && /^[a-z][a-z\d-]{1,29}$/.test(app) ? `--app ${app}` : '--team TEAM'
}
