import type {Fact} from '../model/snapshot.js'
import type {Wanted} from './fetch.js'

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
  /** Asked again after each round, because one answer leads to the next question. */
  readonly wantedOf: (facts: ReadonlyMap<string, Fact>) => readonly Wanted[]
  readonly fetch: (wanted: Wanted) => Promise<Fact>
  /** Looks at each round's facts and may throw to end the run. */
  readonly accept: (facts: ReadonlyMap<string, Fact>) => void
  readonly onProgress: (progress: Progress) => void
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
export async function collect(facts: Map<string, Fact>, {accept, fetch, onProgress, signal, wantedOf}: Collecting): Promise<boolean> {
  const stopped = signal && stop(signal)
  const apps = appCounter()
  for (;;) {
    const wanted = wantedOf(facts).filter(({path}) => !facts.has(path))
    if (wanted.length === 0) return true
    const known = facts.size + wanted.length
    apps.expect(wanted)
    const queue = wanted.values()
    const work = async () => {
      for (const next of queue) {
        if (signal?.aborted) return
        const fact = await (stopped ? Promise.race([fetch(next), stopped]) : fetch(next))
        if (!fact) return
        facts.set(fact.path, fact)
        onProgress({done: facts.size, known, path: fact.path, ...apps.seen(fact.path)})
      }
    }

    await Promise.all(Array.from({length: Math.min(inFlight, wanted.length)}, work))
    if (signal?.aborted) return false
    accept(facts)
  }
}

/** Counts apps by the requests that name them. */
function appCounter(): {expect: (wanted: readonly Wanted[]) => void; seen: (path: string) => Pick<Progress, 'apps'>} {
  const open = new Map<string, number>()
  const all = new Set<string>()
  const appOf = (path: string) => /^\/apps\/([^/]+)\/./.exec(path)?.[1]
  return {
    expect(wanted) {
      for (const {path} of wanted) {
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
