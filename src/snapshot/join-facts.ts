import type {FactKind} from '../model/facts.js'
import type {OwnerIds} from '../model/owners.js'
import type {Fact} from '../model/snapshot.js'

import {concernsSameOwner, ownerOf, collectOwnerIds, isOwnerReadBy} from '../model/owners.js'

/** What one reading says at a path, and what it knew when it said so. */
interface ReadFact {
  readonly fact: Fact
  readonly owners: OwnerIds
  readonly isSeen: (path: string) => boolean
}

/**
 * The facts of several readings by one account, at each path the one that was read last. A name may have passed to
 * another thing between two readings: what is then said under it is left out, unless it was read of the thing that
 * has the name now.
 */
export function joinFacts(collections: ReadonlyArray<readonly Fact[]>): Fact[] {
  const newest = new Map<string, ReadFact>()
  for (const facts of collections) {
    const owners = collectOwnerIds(facts)
    const isSeen = isOwnerReadBy(facts, owners)
    for (const fact of facts) {
      const newestSoFar = newest.get(fact.path)
      if (!newestSoFar || newestSoFar.fact.at < fact.at) newest.set(fact.path, {fact, isSeen, owners})
    }
  }

  // An app that moved takes its list of add-ons with it, which says what their names mean.
  const currentOfOthers = currentFacts([...newest.values()], ({path}) => !isOfAddon(path))
  const current = currentFacts(currentOfOthers, ({path}) => isOfAddon(path))
  const facts = current.map(({fact}) => fact)
  const isSeenNow = isOwnerReadBy(facts, collectOwnerIds(facts))
  return current.map(({fact, isSeen}) =>
    isAbsence(fact) && isSeenNow(fact.path) && !isSeen(fact.path) ? asUnseenOwner(fact) : fact,
  )
}

const isOfAddon = (path: string): boolean => ownerOf(path)?.startsWith('/addons/') === true

/** Without those of a sort that are of another thing now. What a reading that did not know the thing could not read stands. */
function currentFacts(facts: readonly ReadFact[], isCandidate: (fact: Fact) => boolean): readonly ReadFact[] {
  const currentOwners = collectOwnerIds(facts.map(({fact}) => fact))
  return facts.filter(({fact, owners}) => {
    const owner = ownerOf(fact.path)
    if (owner === undefined || identityKinds.has(fact.kind) || !isCandidate(fact)) return true
    return owners.has(owner)
      ? concernsSameOwner(fact, owners, currentOwners)
      : !isStatement(fact) || !currentOwners.has(owner)
  })
}

/** These say themselves what their name means. */
const identityKinds: ReadonlySet<FactKind> = new Set(['addon', 'app', 'pipeline', 'space', 'team', 'teamApp'])

const isAbsence = ({kind, status}: Fact): boolean => status === 404 && !identityKinds.has(kind)
const isStatement = (fact: Fact): boolean => fact.body !== undefined || isAbsence(fact)

/** A 404 of a reading that did not see whose it is says nothing to one that did. */
function asUnseenOwner({at, gap, kind, path}: Fact): Fact {
  return {
    at,
    gap: {...gap, detail: 'the API answered 404 to a reading that did not see what it belongs to', reason: 'not-found'},
    kind,
    path,
  }
}
