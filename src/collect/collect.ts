import type {Fact} from '../model/snapshot.js'
import type {Wanted} from './fetch.js'

/** How far a collection is, for whoever watches. */
export interface Progress {
  readonly done: number
  /** Grows while answers lead to further questions. */
  readonly known: number
  readonly path: string
}

const inFlight = 10

/**
 * Reads what is wanted until nothing more is: `wantedOf` is asked again after each round, because one answer
 * leads to the next question. At most ten requests are in flight.
 *
 * @param accept looks at each round's facts and may throw to end the run
 */
export async function collect(
  wantedOf: (facts: ReadonlyMap<string, Fact>) => readonly Wanted[],
  fetch: (wanted: Wanted) => Promise<Fact>,
  accept: (facts: ReadonlyMap<string, Fact>) => void,
  onProgress: (progress: Progress) => void,
): Promise<Fact[]> {
  const facts = new Map<string, Fact>()
  for (;;) {
    const wanted = wantedOf(facts).filter(({path}) => !facts.has(path))
    if (wanted.length === 0) return [...facts.values()]
    const known = facts.size + wanted.length
    const queue = wanted.values()
    const work = async () => {
      for (const next of queue) {
        const fact = await fetch(next)
        facts.set(fact.path, fact)
        onProgress({done: facts.size, known, path: fact.path})
      }
    }

    await Promise.all(Array.from({length: Math.min(inFlight, wanted.length)}, work))
    accept(facts)
  }
}
