import type {Gap} from './gap.js'

/** Milliseconds that two clocks may differ before dates are no longer evaluated. */
const toleratedSkew = 5 * 60_000

/** Seconds that the first clock is ahead of the second; undefined where they differ little enough. */
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

/** How far a clock was off, for people. */
export function clockSkewText(skew: number): string {
  const seconds = Math.abs(skew)
  const [unit, size] = timeUnits.find(([, unitSeconds]) => seconds >= 2 * unitSeconds) ?? ['seconds', 1]
  const distance = `${Math.floor(seconds / size)} ${unit} ${skew > 0 ? 'ahead of' : 'behind'}`
  return `the clock of the computer that collected the facts was ${distance} Heroku's`
}

/** What that means for the report, and how to fix it. */
export function clockSkewWarning(skew: number): string {
  const effect = 'dates are not evaluated, and no waiver, document or favorable answer counts'
  return `${clockSkewText(skew).replace('the', 'The')}: ${effect}. Set the clock and collect again.`
}

/** Why dates can't be evaluated where the clock was off. */
export const clockSkewGap = (skew: number): Gap => ({detail: clockSkewText(skew), reason: 'disagree'})
