import type {Gap} from './gap.js'

/** Milliseconds that two clocks may be apart before nothing is judged by the date. */
const toleratedSkew = 5 * 60_000

/** Seconds that the first clock is ahead of the second, if they are too far apart. */
export function measureClockSkew(ownClock: number, otherClock: number): number | undefined {
  const difference = ownClock - otherClock
  return Math.abs(difference) > toleratedSkew ? Math.round(difference / 1000) : undefined
}

/** The widest of several skews; undefined where there is none. */
export function widestClockSkew(skews: ReadonlyArray<number | undefined>): number | undefined {
  const knownSkews = skews.flatMap(skew => skew ?? [])
  return knownSkews.sort((a, b) => Math.abs(b) - Math.abs(a))[0]
}

const timeUnits: ReadonlyArray<readonly [string, number]> = [
  ['days', 86_400],
  ['hours', 3600],
  ['minutes', 60],
]

/** How far a clock was off, for a person. */
export function clockSkewText(skew: number): string {
  const seconds = Math.abs(skew)
  const [unit, size] = timeUnits.find(([, unitSeconds]) => seconds >= 2 * unitSeconds) ?? ['seconds', 1]
  const distance = `${Math.floor(seconds / size)} ${unit} ${skew > 0 ? 'ahead of' : 'behind'}`
  return `the clock of the computer that collected the facts was ${distance} Heroku's`
}

/** What that means, for the one who reads the report, and for the one who typed. */
export function clockSkewWarning(skew: number): string {
  const effect = 'dates are not evaluated, and no waiver, document or favorable answer counts'
  return `${clockSkewText(skew).replace('the', 'The')}: ${effect}. Set the clock and collect again.`
}

/** Why the date is not known where the clock was off. */
export const clockSkewGap = (skew: number): Gap => ({detail: clockSkewText(skew), reason: 'disagree'})
