import type {FactRequest} from '../model/facts.js'
import type {Fact} from '../model/snapshot.js'

/** How far a collection is. */
export interface Progress {
  readonly done: number
  /** Facts that are expected in all, as far as is known. It grows while facts lead to further requests. */
  readonly expected: number
  /** The path of the latest fact. */
  readonly path: string
  /** Once apps are read one by one: how many of them are complete, as far as is known. */
  readonly apps?: {readonly done: number; readonly total: number}
}

export interface SchedulerOptions {
  /**
   * The facts that are needed and missing. It's called in rounds, because facts lead to further requests: again once
   * everything that it returned is there.
   */
  readonly missingFacts: (knownFacts: ReadonlyMap<string, Fact>) => readonly FactRequest[]
  readonly fetch: (request: FactRequest) => Promise<Fact>
  /** Called with the facts of each round. It may throw to end the run. */
  readonly inspect: (facts: ReadonlyMap<string, Fact>) => void
  readonly onProgress: (progress: Progress) => void
  /**
   * Whether a fact leads to further requests. Set it for small collections only: `missingFacts` is then called in the
   * middle of a round, right after a leading fact and whenever fewer requests are open than possible.
   */
  readonly isLeading?: ((fact: Fact) => boolean) | undefined
  /** Stops the run: facts that are there are kept, open requests are abandoned. */
  readonly signal?: AbortSignal | undefined
}

/** How many requests are open at the same time, at most. */
export const maxInFlight = 10

/**
 * Fetches missing facts and adds them to `facts`, until none is missing.
 *
 * @returns whether all were fetched; false if the signal stopped the run
 */
export async function fetchMissingFacts(facts: Map<string, Fact>, options: SchedulerOptions): Promise<boolean> {
  const {inspect, isLeading, missingFacts, signal} = options
  const requests = requestQueue(facts, options)
  let factsAtLastLook = -1
  const isLookDue = () => {
    const openCount = requests.openCount()
    if (openCount === 0 || requests.hasLeadingFact()) return true
    return isLeading !== undefined && facts.size > factsAtLastLook && openCount < maxInFlight
  }

  while (!signal?.aborted) {
    if (isLookDue()) {
      if (factsAtLastLook >= 0) inspect(facts)
      factsAtLastLook = facts.size
      requests.replace(missingFacts(facts))
      if (requests.openCount() === 0) return true
    }

    requests.send()
    await requests.nextFact()
    // Facts that arrive together are looked at together.
    if (isLeading) await nextTurn()
  }

  return false
}

/** The requests that are in flight or wait to be sent. */
interface RequestQueue {
  readonly openCount: () => number
  /** Whether a leading fact arrived since the last `replace`. */
  readonly hasLeadingFact: () => boolean
  /** Replaces the waiting requests. Facts that are there or in flight are not requested again. */
  readonly replace: (requests: readonly FactRequest[]) => void
  /** Sends as many waiting requests as may be in flight. */
  readonly send: () => void
  readonly nextFact: () => Promise<void>
}

function requestQueue(
  facts: Map<string, Fact>,
  {fetch, isLeading, onProgress, signal}: SchedulerOptions,
): RequestQueue {
  const aborted = signal && abortPromise(signal)
  const appProgress = appCounter()
  const inFlight = new Map<string, Promise<void>>()
  // Taken from the end.
  let waiting: FactRequest[] = []
  let hasLeadingFact = false
  const fetchAndRecord = async (request: FactRequest) => {
    const fact = await (aborted ? Promise.race([fetch(request), aborted]) : fetch(request))
    inFlight.delete(request.path)
    if (!fact) return
    facts.set(fact.path, fact)
    if (isLeading?.(fact)) hasLeadingFact = true
    onProgress({
      done: facts.size,
      expected: facts.size + inFlight.size + waiting.length,
      path: fact.path,
      ...appProgress.fetched(fact.path),
    })
  }

  return {
    hasLeadingFact: () => hasLeadingFact,
    nextFact: () => Promise.race(inFlight.values()),
    openCount: () => inFlight.size + waiting.length,
    replace(requests) {
      hasLeadingFact = false
      waiting = requests.filter(({path}) => !facts.has(path) && !inFlight.has(path)).reverse()
      appProgress.expect([...inFlight.keys(), ...waiting.map(({path}) => path)])
    },
    send() {
      while (inFlight.size < maxInFlight) {
        const request = waiting.pop()
        if (!request) break
        inFlight.set(request.path, fetchAndRecord(request))
      }
    },
  }
}

const nextTurn = () =>
  new Promise(resolve => {
    setImmediate(resolve)
  })

interface AppCounter {
  /** Sets the paths that are still to be fetched. */
  readonly expect: (paths: Iterable<string>) => void
  readonly fetched: (path: string) => Pick<Progress, 'apps'>
}

/** Counts apps by the requests that name them. */
function appCounter(): AppCounter {
  const openRequests = new Map<string, number>()
  const apps = new Set<string>()
  const appOf = (path: string) => /^\/apps\/([^/]+)\/./.exec(path)?.[1]
  return {
    expect(paths) {
      openRequests.clear()
      for (const path of paths) {
        const app = appOf(path)
        if (app === undefined) continue
        apps.add(app)
        openRequests.set(app, (openRequests.get(app) ?? 0) + 1)
      }
    },
    fetched(path) {
      const app = appOf(path)
      const remaining = app === undefined ? 0 : (openRequests.get(app) ?? 0) - 1
      if (app !== undefined && remaining > 0) openRequests.set(app, remaining)
      else if (app !== undefined) openRequests.delete(app)
      return apps.size > 0 ? {apps: {total: apps.size, done: apps.size - openRequests.size}} : {}
    },
  }
}

/** Resolves when the signal aborts. */
function abortPromise(signal: AbortSignal): Promise<undefined> {
  return new Promise(resolve => {
    if (signal.aborted) resolve(undefined)
    signal.addEventListener('abort', () => resolve(undefined), {once: true})
  })
}
