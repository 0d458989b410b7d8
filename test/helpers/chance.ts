/** Chance that is the same in every run. */
export interface Chance {
  /** A whole number from 0 up to, and not including, `end`. */
  readonly below: (end: number) => number
  readonly pick: <T>(all: readonly T[]) => T
}

/** Numbers that look random, from a seed (mulberry32). */
export function chance(seed: number): Chance {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  const below = (end: number) => Math.floor(next() * end)
  return {
    below,
    pick<T>(all: readonly T[]): T {
      const found = all.slice(below(all.length)).slice(0, 1)
      for (const item of found) return item
      throw new Error('nothing to pick from')
    },
  }
}
