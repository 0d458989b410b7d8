import type {FactKind} from '../model/facts.js'
import type {OwnerIds} from '../model/owners.js'
import type {Fact} from '../model/snapshot.js'

import {concernsSameOwner, ownerOf, collectOwnerIds, isOwnerReadBy} from '../model/owners.js'

/** A fact, and what its collection knew about owners. */
interface CollectedFact {
  readonly fact: Fact
  readonly owners: OwnerIds
  readonly isSeen: (path: string) => boolean
}

/**
 * The facts of several collections by one account, the latest of each path. A name may have passed to another resource
 * between two collections. Facts under such a name are left out, unless they concern the resource that has it now.
 */
export function joinFacts(collections: ReadonlyArray<readonly Fact[]>): Fact[] {
  const newest = new Map<string, CollectedFact>()
  for (const facts of collections) {
    const owners = collectOwnerIds(facts)
    const isSeen = isOwnerReadBy(facts, owners)
    for (const fact of facts) {
      const newestSoFar = newest.get(fact.path)
      if (!newestSoFar || newestSoFar.fact.at < fact.at) newest.set(fact.path, {fact, isSeen, owners})
    }
  }

  // An app that was replaced takes its list of add-ons with it, which says what their names mean.
  const currentOfOthers = currentFacts([...newest.values()], ({path}) => !isOfAddon(path))
  const current = currentFacts(currentOfOthers, ({path}) => isOfAddon(path))
  const facts = current.map(({fact}) => fact)
  const isSeenNow = isOwnerReadBy(facts, collectOwnerIds(facts))
  return current.map(({fact, isSeen}) =>
    isAbsence(fact) && isSeenNow(fact.path) && !isSeen(fact.path) ? asUnseenOwner(fact) : fact,
  )
}

const isOfAddon = (path: string): boolean => ownerOf(path)?.startsWith('/addons/') === true

/**
 * Leaves out candidates that concern another resource now. Gaps of a collection that didn't know the resource stay.
 */
function currentFacts(facts: readonly CollectedFact[], isCandidate: (fact: Fact) => boolean): readonly CollectedFact[] {
  const currentOwners = collectOwnerIds(facts.map(({fact}) => fact))
  return facts.filter(({fact, owners}) => {
    const owner = ownerOf(fact.path)
    if (owner === undefined || identityKinds.has(fact.kind) || !isCandidate(fact)) return true
    return owners.has(owner)
      ? concernsSameOwner(fact, owners, currentOwners)
      : !isStatement(fact) || !currentOwners.has(owner)
  })
}

/** Facts that say themselves what their name means. */
const identityKinds: ReadonlySet<FactKind> = new Set(['addon', 'app', 'pipeline', 'space', 'team', 'teamApp'])

const isAbsence = ({kind, status}: Fact): boolean => status === 404 && !identityKinds.has(kind)
const isStatement = (fact: Fact): boolean => fact.body !== undefined || isAbsence(fact)

/** A 404 means nothing if its collection didn't read the owner, but another one did. */
function asUnseenOwner({at, gap, kind, path}: Fact): Fact {
  return {
    at,
    gap: {
      ...gap,
      detail: "the API answered 404 to a collection that didn't read what it belongs to",
      reason: 'not-found',
    },
    kind,
    path,
  }
}
