import type {Gap} from './gap.js'

/** Milliseconds that two clocks may be apart before nothing is judged by the date. */
const tolerance = 5 * 60_000

/** Seconds that the first clock is ahead of the second, if they are too far apart. */
export function skewOf(own: number, other: number): number | undefined {
  const apart = own - other
  return Math.abs(apart) > tolerance ? Math.round(apart / 1000) : undefined
}

/** The widest of several skews; undefined where there is none. */
export function widest(all: ReadonlyArray<number | undefined>): number | undefined {
  const skews = all.flatMap(one => one ?? [])
  return skews.sort((a, b) => Math.abs(b) - Math.abs(a))[0]
}

const units: ReadonlyArray<readonly [string, number]> = [
  ['days', 86_400],
  ['hours', 3600],
  ['minutes', 60],
]

/** How far a clock was off, for a person. */
export function skewText(skew: number): string {
  const seconds = Math.abs(skew)
  const [unit, size] = units.find(([, one]) => seconds >= 2 * one) ?? ['seconds', 1]
  const apart = `${Math.floor(seconds / size)} ${unit} ${skew > 0 ? 'ahead of' : 'behind'}`
  return `the clock of the computer that read the facts was ${apart} Heroku's`
}

/** What that means, for the one who reads the report, and for the one who typed. */
export function clockIsOff(skew: number): string {
  const effect = 'nothing is judged by the date, and no waiver, document or answer that relieves counts'
  return `${skewText(skew).replace('the', 'The')}: ${effect}. Set the clock and collect again.`
}

/** Why the date is not known where the clock was off. */
export const skewGap = (skew: number): Gap => ({detail: skewText(skew), reason: 'disagree'})
