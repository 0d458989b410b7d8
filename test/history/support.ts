import type {DayState} from '../../src/model/history.js'
import type {HistoryReading} from '../../src/history/reading.js'

export const hour = 3_600_000
export const day = 24 * hour
export const start = Date.parse('2026-01-01')

/** A reading of one or more controls at an hour of the year, such as `{at: 26, states: {a: 'held'}}`. */
export function readingAt(
  at: number,
  states: Readonly<Record<string, DayState>>,
  more: Partial<HistoryReading> = {},
): HistoryReading {
  return {
    apps: 1,
    at: start + at * hour,
    controls: Object.entries(states).map(([id, state]) => ({
      framework: 'f',
      id,
      state,
      title: `Control ${id}`,
      waivedChecks: [],
    })),
    databases: 1,
    failures: {critical: 0, high: 0, low: 0, medium: 0},
    people: 1,
    scope: 'team crew',
    scopeKey: 'team t1',
    ...more,
  }
}
