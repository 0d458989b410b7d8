import type {Fact} from '../model/snapshot.js'
import type {Wanted} from '../api/fetch-fact.js'

/** How far a collection is, for whoever watches. */
export interface Progress {
  readonly done: number
  /** Grows while answers lead to further questions. */
  readonly known: number
  readonly path: string
  /** Once apps are asked about one by one: how many have nothing more to be asked of them, as far as is known. */
  readonly apps?: {readonly done: number; readonly all: number}
}

export interface Collecting {
  /** Asked again and again, because one answer leads to the next question: once all that it wanted is there. */
  readonly wantedOf: (facts: ReadonlyMap<string, Fact>) => readonly Wanted[]
  readonly fetch: (wanted: Wanted) => Promise<Fact>
  /** Looks at each round's facts and may throw to end the run. */
  readonly accept: (facts: ReadonlyMap<string, Fact>) => void
  readonly onProgress: (progress: Progress) => void
  /**
   * Set where it is so little that `wantedOf` is asked before all is there: wherever there is room for a request, and at
   * once behind an answer of which this says that it leads to further questions.
   */
  readonly leads?: ((fact: Fact) => boolean) | undefined
  /** Ends the run: what was read stays, what is in flight is given up. */
  readonly signal?: AbortSignal | undefined
}

/** How many requests are open at once, at most. */
export const inFlight = 10

/**
 * Adds to `facts` what is wanted, until nothing more is. At most ten requests are in flight.
 *
 * @returns whether everything was asked; false where the signal ended it
 */
export async function collect(
  facts: Map<string, Fact>,
  {accept, fetch, leads, onProgress, signal, wantedOf}: Collecting,
): Promise<boolean> {
  const stopped = signal && stop(signal)
  const apps = appCounter()
  const going = new Map<string, Promise<void>>()
  const ask = async (next: Wanted) => {
    const fact = await (stopped ? Promise.race([fetch(next), stopped]) : fetch(next))
    going.delete(next.path)
    if (!fact) return
    facts.set(fact.path, fact)
    if (leads?.(fact)) ahead++
    onProgress({
      done: facts.size,
      known: facts.size + going.size + queue.length,
      path: fact.path,
      ...apps.seen(fact.path),
    })
  }

  let queue: Wanted[] = []
  let looked = -1
  // How many answers came since the last look that lead further.
  let ahead = 0
  for (;;) {
    if (signal?.aborted) return false
    const left = going.size + queue.length
    if (left === 0 || ahead > 0 || (leads && facts.size > looked && left < inFlight)) {
      if (looked >= 0) accept(facts)
      looked = facts.size
      ahead = 0
      // Taken from the end.
      queue = wantedOf(facts)
        .filter(({path}) => !facts.has(path) && !going.has(path))
        .reverse()
      if (going.size + queue.length === 0) return true
      apps.expect([...going.keys(), ...queue.map(({path}) => path)])
    }

    while (going.size < inFlight) {
      const next = queue.pop()
      if (!next) break
      going.set(next.path, ask(next))
    }

    await Promise.race(going.values())
    // Answers that are there together are looked at together.
    if (leads) await turn()
  }
}

const turn = () =>
  new Promise(resolve => {
    setImmediate(resolve)
  })

/** Counts apps by the requests that name them. */
function appCounter(): {expect: (paths: Iterable<string>) => void; seen: (path: string) => Pick<Progress, 'apps'>} {
  const open = new Map<string, number>()
  const all = new Set<string>()
  const appOf = (path: string) => /^\/apps\/([^/]+)\/./.exec(path)?.[1]
  return {
    /** These are all that are still to come. */
    expect(paths) {
      open.clear()
      for (const path of paths) {
        const app = appOf(path)
        if (app === undefined) continue
        all.add(app)
        open.set(app, (open.get(app) ?? 0) + 1)
      }
    },
    seen(path) {
      const app = appOf(path)
      const left = app === undefined ? 0 : (open.get(app) ?? 0) - 1
      if (app !== undefined && left > 0) open.set(app, left)
      else if (app !== undefined) open.delete(app)
      return all.size > 0 ? {apps: {all: all.size, done: all.size - open.size}} : {}
    },
  }
}

/** Settles once the signal does. */
function stop(signal: AbortSignal): Promise<undefined> {
  return new Promise(resolve => {
    if (signal.aborted) resolve(undefined)
    signal.addEventListener('abort', () => resolve(undefined), {once: true})
  })
}
