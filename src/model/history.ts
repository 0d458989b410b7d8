import type {Severity} from './framework.js'

/**
 * What a day was for a control, those that decide it first: of several, a day is the first. `not-looked-at` is what no
 * reading speaks of.
 */
export const dayStates = [
  'failing',
  'unknown',
  'not-looked-at',
  'open',
  'waived',
  'attested',
  'held',
  'not-applicable',
] as const
export type DayState = (typeof dayStates)[number]

/** The longest time that a control was seen to fail, by its readings. Times are ISO 8601. */
export interface Exposure {
  /** The first reading of it that failed. */
  readonly from: string
  /** The first reading after it that didn't fail; absent where the last reading still failed. */
  readonly to?: string
  /** Between the first and the last reading that failed, in hours. */
  readonly atLeastHours: number
  /** Between the readings before and after that didn't fail; absent where there is none of one kind. */
  readonly atMostHours?: number
}

export interface ControlHistory {
  readonly framework: string
  readonly id: string
  readonly title: string
  /** How many days were which. */
  readonly days: Readonly<Record<DayState, number>>
  /** A letter for each day of the period: see `stateLetters`. */
  readonly strip: string
  /** How many readings of the period spoke of it, and in how many of these it held. */
  readonly readings: number
  readonly readingsHeld: number
  readonly firstFailure?: string
  readonly lastFailure?: string
  readonly longestExposure?: Exposure
  /** Checks whose failures were waived at some time of the period. */
  readonly waivedChecks: readonly string[]
}

/** The letter of a day in a strip. */
export const stateLetters: Readonly<Record<DayState, string>> = {
  attested: 'a',
  failing: 'F',
  held: '+',
  'not-applicable': '.',
  'not-looked-at': ' ',
  open: 'o',
  unknown: '?',
  waived: 'w',
}

export interface HistoryDay {
  /** ISO date. */
  readonly day: string
  readonly apps: number
  readonly people: number
  readonly databases: number
  readonly failures: Readonly<Record<Severity, number>>
}

/** The readings of one scope. */
export interface HistorySeries {
  readonly scope: string
  /** Of the period; hours between two readings, where there are two. */
  readonly readings: number
  readonly first?: string
  readonly last?: string
  readonly longestGapHours?: number
  /** Times of the period of which no reading speaks: beyond the longest gap that counts. */
  readonly notLookedAt: ReadonlyArray<{readonly from: string; readonly to: string}>
  /** The last reading of each day that has one. */
  readonly byDay: readonly HistoryDay[]
  /** Sorted by framework and as the framework has them. */
  readonly controls: readonly ControlHistory[]
}

/** A file that isn't a reading, or not where it belongs. */
export interface HistoryProblem {
  readonly file: string
  readonly problem: string
}

/** What readings say of a period. */
export interface History {
  readonly historyVersion: 1
  readonly tool: {readonly name: 'heroku-compliance'; readonly version: string}
  /** ISO dates, both included. */
  readonly period: {readonly from: string; readonly to: string}
  readonly maxGapHours: number
  readonly series: readonly HistorySeries[]
  readonly problems: readonly HistoryProblem[]
  readonly exit: {readonly code: 0 | 1 | 3; readonly reason: string}
}

/** The history of what a report is of, up to the report. */
export interface ReportHistory {
  readonly history: History
  /** Readings of something else, which the history leaves out. */
  readonly otherReadings: number
}
