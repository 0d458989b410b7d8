import type {Wanted} from '../api/fetch-fact.js'
import type {Caller} from '../model/caller.js'
import type {Owners} from '../model/owners.js'
import type {Fact} from '../model/snapshot.js'

import {callerOf, named} from '../model/caller.js'
import {UserError} from '../foundation/user-error.js'
import {isOfSame, ownerOf, ownersIn, saysWho, seenBy} from '../model/owners.js'

/** What an earlier collection of the same scope read. */
export interface Earlier {
  /** Taken as they are, once it is seen that they are still about the same things. */
  readonly known: readonly Fact[]
  /** Asked again, but only for what has changed. */
  readonly stale: readonly Fact[]
}

/** An earlier reading that a new one goes on with. */
export interface Going {
  /** Whether the one who reads now is known to be the one who read the earlier facts. */
  readonly isSame: (reader: Caller | undefined) => boolean
  /** Ends the run where somebody else reads now. */
  readonly refuseOther: (facts: Iterable<Fact>) => void
  /** What is asked next: first who has which name; then the earlier facts that still hold are let in, and the rest is asked. */
  readonly next: (examine: () => readonly Wanted[]) => readonly Wanted[]
  /** What was read of a path before, and may be asked for by its tag. */
  readonly before: (path: string) => Fact | undefined
  /** Earlier facts that were not looked at yet, for the next one who goes on. */
  readonly left: () => readonly Fact[]
}

const anew = 'Collect again without --resume and --max-age, or log in with the account that read the file.'

/**
 * Goes on with an earlier reading without mixing the two up: the caller has to be the same; who has which name is read
 * again, and what was said under a name that means another thing now is asked anew; and a 404 counts with an owner
 * of its own reading alone.
 *
 * @param facts what is read by now; earlier facts are let into it
 * @throws UserError where it is not known who read the earlier facts
 */
export function goingOn({known, stale}: Earlier, facts: Map<string, Fact>): Going {
  const all = [...known, ...stale]
  const caller = callerOf(all)
  if (!caller)
    throw new UserError(
      "The file does not say which account read it, so it can't be continued.",
      'Collect again without --resume and --max-age.',
    )
  const owners = ownersIn(all)
  const wasSeen = seenBy(all, owners)
  const waiting = new Map(known.filter(fact => !saysWho(fact)).map(fact => [fact.path, fact]))
  const old = new Map(all.filter(({path}) => !waiting.has(path)).map(fact => [fact.path, fact]))
  const admitted = new Set<Fact>()
  let now: Owners = new Map()

  const holds = (fact: Fact) => isOfSame(fact, owners, now) && (fact.status !== 404 || wasSeen(fact.path))

  /** Takes in what holds, and throws out what does not any more. */
  function settle(): boolean {
    now = ownersIn(facts.values())
    const refuted = [...unproven(facts, admitted, now), ...[...admitted].filter(fact => !holds(fact))]
    for (const fact of refuted) {
      facts.delete(fact.path)
      admitted.delete(fact)
    }

    const fresh = [...waiting.values()].filter(fact => !facts.has(fact.path) && holds(fact))
    for (const fact of fresh) {
      facts.set(fact.path, fact)
      admitted.add(fact)
      waiting.delete(fact.path)
    }

    return refuted.length + fresh.length > 0
  }

  const isSame: Going['isSame'] = reader => reader?.id === caller.id
  return {
    before(path) {
      const fact = old.get(path)
      return fact && (saysWho(fact) || isOfSame(fact, owners, now)) ? fact : undefined
    },
    isSame,
    left: () => known.filter(({path}) => !facts.has(path)),
    next(examine) {
      for (;;) {
        const wanted = examine()
        const names = wanted.filter(one => saysWho(one))
        if (names.length > 0) return names
        if (!settle()) return wanted
      }
    },
    refuseOther(read) {
      const account = [...read].find(({kind}) => kind === 'account')
      if (!account) return
      const reader = callerOf([account])
      if (!reader)
        throw new UserError(
          `Your account could not be read, so it is not known whether it is ${named(caller)}, who read the file.`,
          anew,
        )
      if (!isSame(reader))
        throw new UserError(
          `The file was read by ${named(caller)}, and you are ${named(reader)}: facts of two accounts can't be combined.`,
          anew,
        )
    },
  }
}

/** Earlier facts of a thing of which a 404 was read now: whether it is there at all has to be seen now, too. */
function unproven(facts: ReadonlyMap<string, Fact>, admitted: ReadonlySet<Fact>, owners: Owners): Fact[] {
  const fresh = [...facts.values()].filter(fact => !admitted.has(fact))
  const isSeen = seenBy(fresh, owners)
  const idOf = (path: string) => {
    const owner = ownerOf(path)
    return owner === undefined ? undefined : (owners.get(owner) ?? owner)
  }

  const doubtful = new Set(
    fresh.flatMap(({path, status}) => (status === 404 && !isSeen(path) ? (idOf(path) ?? []) : [])),
  )
  return doubtful.size === 0 ? [] : [...admitted].filter(({path}) => doubtful.has(idOf(path) ?? ''))
}
