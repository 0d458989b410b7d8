import type {FactRequest} from '../api/fetch-fact.js'
import type {Caller} from '../model/caller.js'
import type {OwnerIds} from '../model/owners.js'
import type {Fact} from '../model/snapshot.js'

import {callerOf, describeCaller} from '../model/caller.js'
import {UserError} from '../foundation/user-error.js'
import {concernsSameOwner, ownerOf, collectOwnerIds, establishesIdentity, isOwnerReadBy} from '../model/owners.js'

/** What an earlier collection of the same scope read. */
export interface EarlierFacts {
  /** Taken as they are, once it is seen that they are still about the same things. */
  readonly reusable: readonly Fact[]
  /** Asked again, but only for what has changed. */
  readonly stale: readonly Fact[]
}

/** An earlier reading that a new one goes on with. */
export interface Continuation {
  /** Whether the one who reads now is known to be the one who read the earlier facts. */
  readonly isSameCaller: (reader: Caller | undefined) => boolean
  /** Ends the run where somebody else reads now. */
  readonly assertSameCaller: (facts: Iterable<Fact>) => void
  /** What is asked next: first who has which name; then the earlier facts that still hold are let in, and the rest is asked. */
  readonly nextRequests: (examine: () => readonly FactRequest[]) => readonly FactRequest[]
  /** What was read of a path before, and may be asked for by its tag. */
  readonly staleFact: (path: string) => Fact | undefined
  /** Earlier facts that were not looked at yet, for the next one who goes on. */
  readonly unusedFacts: () => readonly Fact[]
}

const recollectHint = 'Collect again without --resume and --max-age, or log in with the account that read the file.'

/**
 * Goes on with an earlier reading without mixing the two up: the caller has to be the same; who has which name is read
 * again, and what was said under a name that means another thing now is asked anew; and a 404 counts with an owner
 * of its own reading alone.
 *
 * @param facts what is read by now; earlier facts are let into it
 * @throws UserError where it is not known who read the earlier facts
 */
export function continueFrom({reusable, stale}: EarlierFacts, facts: Map<string, Fact>): Continuation {
  const earlierFacts = [...reusable, ...stale]
  const caller = callerOf(earlierFacts)
  if (!caller)
    throw new UserError(
      "The file does not say which account read it, so it can't be continued.",
      'Collect again without --resume and --max-age.',
    )
  const owners = collectOwnerIds(earlierFacts)
  const wasOwnerSeen = isOwnerReadBy(earlierFacts, owners)
  const awaitingOwners = new Map(reusable.filter(fact => !establishesIdentity(fact)).map(fact => [fact.path, fact]))
  const staleFacts = new Map(earlierFacts.filter(({path}) => !awaitingOwners.has(path)).map(fact => [fact.path, fact]))
  const admitted = new Set<Fact>()
  let currentOwners: OwnerIds = new Map()

  const isStillValid = (fact: Fact) =>
    concernsSameOwner(fact, owners, currentOwners) && (fact.status !== 404 || wasOwnerSeen(fact.path))

  /** Takes in what holds, and throws out what does not any more. */
  function reconcile(): boolean {
    currentOwners = collectOwnerIds(facts.values())
    const refuted = [
      ...unconfirmedFacts(facts, admitted, currentOwners),
      ...[...admitted].filter(fact => !isStillValid(fact)),
    ]
    for (const fact of refuted) {
      facts.delete(fact.path)
      admitted.delete(fact)
    }

    const newlyValid = [...awaitingOwners.values()].filter(fact => !facts.has(fact.path) && isStillValid(fact))
    for (const fact of newlyValid) {
      facts.set(fact.path, fact)
      admitted.add(fact)
      awaitingOwners.delete(fact.path)
    }

    return refuted.length + newlyValid.length > 0
  }

  const isSameCaller: Continuation['isSameCaller'] = reader => reader?.id === caller.id
  return {
    staleFact(path) {
      const fact = staleFacts.get(path)
      return fact && (establishesIdentity(fact) || concernsSameOwner(fact, owners, currentOwners)) ? fact : undefined
    },
    isSameCaller,
    unusedFacts: () => reusable.filter(({path}) => !facts.has(path)),
    nextRequests(examine) {
      for (;;) {
        const requests = examine()
        const ownerRequests = requests.filter(request => establishesIdentity(request))
        if (ownerRequests.length > 0) return ownerRequests
        if (!reconcile()) return requests
      }
    },
    assertSameCaller(currentFacts) {
      const account = [...currentFacts].find(({kind}) => kind === 'account')
      if (!account) return
      const reader = callerOf([account])
      if (!reader)
        throw new UserError(
          `Your account could not be read, so it is not known whether it is ${describeCaller(caller)}, who read the file.`,
          recollectHint,
        )
      if (!isSameCaller(reader))
        throw new UserError(
          `The file was read by ${describeCaller(caller)}, and you are ${describeCaller(reader)}: facts of two accounts can't be combined.`,
          recollectHint,
        )
    },
  }
}

/** Earlier facts of a thing of which a 404 was read now: whether it is there at all has to be seen now, too. */
function unconfirmedFacts(facts: ReadonlyMap<string, Fact>, admitted: ReadonlySet<Fact>, owners: OwnerIds): Fact[] {
  const fresh = [...facts.values()].filter(fact => !admitted.has(fact))
  const isSeen = isOwnerReadBy(fresh, owners)
  const ownerId = (path: string) => {
    const owner = ownerOf(path)
    return owner === undefined ? undefined : (owners.get(owner) ?? owner)
  }

  const doubtful = new Set(
    fresh.flatMap(({path, status}) => (status === 404 && !isSeen(path) ? (ownerId(path) ?? []) : [])),
  )
  return doubtful.size === 0 ? [] : [...admitted].filter(({path}) => doubtful.has(ownerId(path) ?? ''))
}
