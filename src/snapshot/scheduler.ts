import type {Fact} from '../model/snapshot.js'
import type {FactRequest} from '../api/fetch-fact.js'

/** How far a collection is, for whoever watches. */
export interface Progress {
  readonly done: number
  /** Grows while answers lead to further questions. */
  readonly expected: number
  readonly path: string
  /** Once apps are asked about one by one: how many have nothing more to be asked of them, as far as is known. */
  readonly apps?: {readonly done: number; readonly total: number}
}

export interface SchedulerOptions {
  /** Asked again and again, because one answer leads to the next question: once all that it wanted is there. */
  readonly missingFacts: (knownFacts: ReadonlyMap<string, Fact>) => readonly FactRequest[]
  readonly fetch: (request: FactRequest) => Promise<Fact>
  /** Looks at each round's facts and may throw to end the run. */
  readonly inspect: (facts: ReadonlyMap<string, Fact>) => void
  readonly onProgress: (progress: Progress) => void
  /**
   * Set where it is so little that `wantedOf` is asked before all is there: wherever there is room for a request, and at
   * once behind an answer of which this says that it leads to further questions.
   */
  readonly isLeading?: ((fact: Fact) => boolean) | undefined
  /** Ends the run: what was read stays, what is in flight is given up. */
  readonly signal?: AbortSignal | undefined
}

/** How many requests are open at once, at most. */
export const maxInFlight = 10

/**
 * Adds to `facts` what is wanted, until nothing more is. At most ten requests are in flight.
 *
 * @returns whether everything was asked; false where the signal ended it
 */
export async function fetchMissingFacts(
  facts: Map<string, Fact>,
  {inspect, fetch, isLeading, onProgress, signal, missingFacts}: SchedulerOptions,
): Promise<boolean> {
  const stopSignal = signal && abortPromise(signal)
  const progressOfApps = appCounter()
  const pending = new Map<string, Promise<void>>()
  const fetchAndRecord = async (request: FactRequest) => {
    const fact = await (stopSignal ? Promise.race([fetch(request), stopSignal]) : fetch(request))
    pending.delete(request.path)
    if (!fact) return
    facts.set(fact.path, fact)
    if (isLeading?.(fact)) leadingFacts++
    onProgress({
      done: facts.size,
      expected: facts.size + pending.size + queue.length,
      path: fact.path,
      ...progressOfApps.seen(fact.path),
    })
  }

  let queue: FactRequest[] = []
  let factsAtLastLook = -1
  // How many answers came since the last look that lead further.
  let leadingFacts = 0
  for (;;) {
    if (signal?.aborted) return false
    const openRequests = pending.size + queue.length
    if (
      openRequests === 0 ||
      leadingFacts > 0 ||
      (isLeading && facts.size > factsAtLastLook && openRequests < maxInFlight)
    ) {
      if (factsAtLastLook >= 0) inspect(facts)
      factsAtLastLook = facts.size
      leadingFacts = 0
      // Taken from the end.
      queue = missingFacts(facts)
        .filter(({path}) => !facts.has(path) && !pending.has(path))
        .reverse()
      if (pending.size + queue.length === 0) return true
      progressOfApps.expect([...pending.keys(), ...queue.map(({path}) => path)])
    }

    while (pending.size < maxInFlight) {
      const request = queue.pop()
      if (!request) break
      pending.set(request.path, fetchAndRecord(request))
    }

    await Promise.race(pending.values())
    // Answers that are there together are looked at together.
    if (isLeading) await nextTurn()
  }
}

const nextTurn = () =>
  new Promise(resolve => {
    setImmediate(resolve)
  })

/** Counts apps by the requests that name them. */
function appCounter(): {expect: (paths: Iterable<string>) => void; seen: (path: string) => Pick<Progress, 'apps'>} {
  const openRequests = new Map<string, number>()
  const apps = new Set<string>()
  const appOf = (path: string) => /^\/apps\/([^/]+)\/./.exec(path)?.[1]
  return {
    /** These are all that are still to come. */
    expect(paths) {
      openRequests.clear()
      for (const path of paths) {
        const app = appOf(path)
        if (app === undefined) continue
        apps.add(app)
        openRequests.set(app, (openRequests.get(app) ?? 0) + 1)
      }
    },
    seen(path) {
      const app = appOf(path)
      const remaining = app === undefined ? 0 : (openRequests.get(app) ?? 0) - 1
      if (app !== undefined && remaining > 0) openRequests.set(app, remaining)
      else if (app !== undefined) openRequests.delete(app)
      return apps.size > 0 ? {apps: {total: apps.size, done: apps.size - openRequests.size}} : {}
    },
  }
}

/** Settles once the signal does. */
function abortPromise(signal: AbortSignal): Promise<undefined> {
  return new Promise(resolve => {
    if (signal.aborted) resolve(undefined)
    signal.addEventListener('abort', () => resolve(undefined), {once: true})
  })
}
