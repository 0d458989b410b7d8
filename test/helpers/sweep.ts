import {chance} from './chance.js'

/** Whether every case of a sweep is run, as `npm run test:exhaustive` does, or a sample of them. */
export const isExhaustive = process.env['SWEEP'] === 'all'

// Threads inherit it.
process.env['SEED'] ??= String(Math.floor(Date.now() / 1000) % 1_000_000)
const seed = Number(process.env['SEED'])

/** What repeats the sample that was drawn: belongs into the message of whatever fails for it. */
export const sampleName = isExhaustive ? 'all cases' : `SEED=${seed}`

/**
 * All cases, or a sample of `size` in their order, drawn by the seed; `key` makes the draws of several sweeps differ.
 */
export function sampleOf<T>(cases: readonly T[], size: number, key = 0): readonly T[] {
  if (isExhaustive || cases.length <= size) return cases
  const {below} = chance(seed + key)
  const chosen = new Set<number>()
  while (chosen.size < size) chosen.add(below(cases.length))
  return cases.filter((_, index) => chosen.has(index))
}
