import type {FactRequest} from '../model/facts.js'
import type {Caller} from '../model/caller.js'
import type {OwnerIds} from '../model/owners.js'
import type {Fact} from '../model/snapshot.js'

import {callerOf, describeCaller} from '../model/caller.js'
import {UserError} from '../foundation/user-error.js'
import {concernsSameOwner, ownerOf, collectOwnerIds, establishesIdentity, isOwnerReadBy} from '../model/owners.js'

/** The facts of an earlier collection of the same scope. */
export interface EarlierFacts {
  /** Reused as they are, once it's certain that they still concern the same resources. */
  readonly reusable: readonly Fact[]
  /** Requested again, but only if they have changed. */
  readonly stale: readonly Fact[]
}

/** An earlier collection that a new one continues. */
export interface Continuation {
  /** Whether the caller is known, and is the one who read the earlier facts. */
  readonly isSameCaller: (caller: Caller | undefined) => boolean
  /** @throws UserError if another account reads now */
  readonly assertSameCaller: (facts: Iterable<Fact>) => void
  /**
   * The next requests: first for the facts that say what names mean; after that, earlier facts that are still valid are
   * admitted, and the remaining ones are requested.
   */
  readonly nextRequests: (assess: () => readonly FactRequest[]) => readonly FactRequest[]
  /** The earlier fact of a path, to request it only if it has changed. */
  readonly staleFact: (path: string) => Fact | undefined
  /** Earlier facts that were not used so far, for the next run that continues. */
  readonly unusedFacts: () => readonly Fact[]
}

const recollectHint = 'Collect again without --resume and --max-age, or log in with the account that read the file.'

/**
 * Continues an earlier collection without mixing up the two. The caller must be the same. The meaning of names is read
 * again; a fact under a name that belongs to another resource now is requested again. A 404 counts only if the same
 * collection read the resource that it belongs to.
 *
 * @param facts the facts of the new collection; valid earlier facts are added to it
 * @throws UserError if it isn't known who read the earlier facts
 */
export function continueFrom({reusable, stale}: EarlierFacts, facts: Map<string, Fact>): Continuation {
  const earlierFacts = [...reusable, ...stale]
  const caller = callerOf(earlierFacts)
  if (!caller)
    throw new UserError(
      "The file doesn't say which account read it, so it can't be continued.",
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

  /** Admits earlier facts that are valid, and removes those that no longer are. Returns whether anything changed. */
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
    nextRequests(assess) {
      for (;;) {
        const requests = assess()
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
          `The file was read by ${describeCaller(caller)}. ` +
            "Whether that's your account is unknown, because it can't be read.",
          recollectHint,
        )
      if (!isSameCaller(reader))
        throw new UserError(
          `The file was read by ${describeCaller(caller)}, but you are ${describeCaller(reader)}. ` +
            "Facts of two accounts can't be combined.",
          recollectHint,
        )
    },
  }
}

/** Admitted facts of resources that returned a 404 now, and that this collection hasn't read itself. */
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
