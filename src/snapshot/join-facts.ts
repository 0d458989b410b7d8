import type {FactKind} from '../model/facts.js'
import type {Owners} from '../model/owners.js'
import type {Fact} from '../model/snapshot.js'

import {isOfSame, ownerOf, ownersIn, seenBy} from '../model/owners.js'

/** What one reading says at a path, and what it knew when it said so. */
interface Said {
  readonly fact: Fact
  readonly owners: Owners
  readonly isSeen: (path: string) => boolean
}

/**
 * The facts of several readings by one account, at each path the one that was read last. A name may have passed to
 * another thing between two readings: what is then said under it is left out, unless it was read of the thing that
 * has the name now.
 */
export function joinFacts(readings: ReadonlyArray<readonly Fact[]>): Fact[] {
  const newest = new Map<string, Said>()
  for (const facts of readings) {
    const owners = ownersIn(facts)
    const isSeen = seenBy(facts, owners)
    for (const fact of facts) {
      const known = newest.get(fact.path)
      if (!known || known.fact.at < fact.at) newest.set(fact.path, {fact, isSeen, owners})
    }
  }

  // An app that moved takes its list of add-ons with it, which says what their names mean.
  const ofOthers = standing([...newest.values()], ({path}) => !isOfAddon(path))
  const all = standing(ofOthers, ({path}) => isOfAddon(path))
  const facts = all.map(({fact}) => fact)
  const isSeenNow = seenBy(facts, ownersIn(facts))
  return all.map(({fact, isSeen}) =>
    isNone(fact) && isSeenNow(fact.path) && !isSeen(fact.path) ? withoutNone(fact) : fact,
  )
}

const isOfAddon = (path: string): boolean => ownerOf(path)?.startsWith('/addons/') === true

/** Without those of a sort that are of another thing now. What a reading that did not know the thing could not read stands. */
function standing(all: readonly Said[], isOfSort: (fact: Fact) => boolean): readonly Said[] {
  const now = ownersIn(all.map(({fact}) => fact))
  return all.filter(({fact, owners}) => {
    const owner = ownerOf(fact.path)
    if (owner === undefined || records.has(fact.kind) || !isOfSort(fact)) return true
    return owners.has(owner) ? isOfSame(fact, owners, now) : !isAnswer(fact) || !now.has(owner)
  })
}

/** These say themselves what their name means. */
const records: ReadonlySet<FactKind> = new Set(['addon', 'app', 'pipeline', 'space', 'team', 'teamApp'])

const isNone = ({kind, status}: Fact): boolean => status === 404 && !records.has(kind)
const isAnswer = (fact: Fact): boolean => fact.body !== undefined || isNone(fact)

/** A 404 of a reading that did not see whose it is says nothing to one that did. */
function withoutNone({at, gap, kind, path}: Fact): Fact {
  return {
    at,
    gap: {...gap, detail: 'the API answered 404 to a reading that did not see what it belongs to', reason: 'not-found'},
    kind,
    path,
  }
}
