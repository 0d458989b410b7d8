import type {FactTypes} from './facts.js'
import type {Fact} from './snapshot.js'

/** The account that read the facts. */
export interface Caller {
  readonly id: string
  /** The email address of the account, or its id. */
  readonly name: string
}

/** Undefined where the account or its id couldn't be read. */
export function callerOf(facts: Iterable<Fact>): Caller | undefined {
  for (const {body, kind} of facts) {
    if (kind !== 'account') continue
    const {email, id} = (body ?? {}) as FactTypes['account']
    return id ? {id, name: email ?? id} : undefined
  }

  return undefined
}

/** A caller for people, with the id: an address can move from one account to another. */
export function describeCaller(caller: Caller | undefined): string {
  if (caller === undefined) return 'an account that could not be read'
  return caller.name === caller.id ? caller.id : `${caller.name} (${caller.id})`
}
