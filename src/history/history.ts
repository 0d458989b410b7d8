import type {History, HistoryDay, HistoryProblem, HistorySeries} from '../model/history.js'
import type {ControlDays, Period} from './control-days.js'
import type {HistoryReading} from './reading.js'

import {byCodeUnit, distinct} from '../foundation/collections.js'
import {isoDate, millisecondsPerDay} from '../foundation/date.js'
import {pluralize} from '../foundation/text.js'
import {controlDays} from './control-days.js'

export interface HistoryOptions {
  /** ISO dates, both included. */
  readonly from: string
  readonly to: string
  readonly maxGapHours: number
  readonly version: string
}

/** What readings say of a period, a series for each scope. */
export function historyOf(
  readings: readonly HistoryReading[],
  problems: readonly HistoryProblem[],
  {from, maxGapHours, to, version}: HistoryOptions,
): History {
  const period = {end: Date.parse(to) + millisecondsPerDay, start: Date.parse(from)}
  const keys = distinct(readings.map(({scopeKey}) => scopeKey))
  const series = keys
    .map(key =>
      seriesOf(
        readings.filter(({scopeKey}) => scopeKey === key).toSorted((a, b) => a.at - b.at),
        period,
        maxGapHours * 3_600_000,
      ),
    )
    .sort((a, b) => byCodeUnit(a.scope, b.scope))
  return {
    historyVersion: 1,
    tool: {name: 'heroku-compliance', version},
    period: {from, to},
    maxGapHours,
    series,
    problems,
    exit: exitOf(series, problems),
  }
}

interface Tracked {
  readonly framework: string
  readonly id: string
  readonly title: string
  readonly days: ControlDays
  readonly waived: Set<string>
}

const isWithin = ({end, start}: Period, at: number): boolean => at >= start && at < end

/** @param readings of one scope, by time */
function seriesOf(readings: readonly HistoryReading[], period: Period, maxGap: number): HistorySeries {
  const within = readings.filter(({at}) => isWithin(period, at))
  return {
    scope: readings.at(-1)?.scope ?? '',
    ...readingTimes(within.map(({at}) => at)),
    notLookedAt: unseenTimes(readings, period, maxGap),
    byDay: daysOf(within),
    controls: [...trackControls(readings, period, maxGap)].map(({days, framework, id, title, waived}) => ({
      framework,
      id,
      title,
      ...days.finish(),
      waivedChecks: [...waived].sort(byCodeUnit),
    })),
  }
}

function trackControls(readings: readonly HistoryReading[], period: Period, maxGap: number): Iterable<Tracked> {
  const controls = new Map<string, Tracked>()
  for (const {at, controls: states} of readings)
    for (const {framework, id, state, title, waivedChecks} of states) {
      const key = `${framework} ${id}`
      const tracked = controls.get(key) ?? {days: controlDays(period, maxGap), framework, id, title, waived: new Set()}
      controls.set(key, tracked)
      tracked.days.add(at, state)
      if (isWithin(period, at)) for (const check of waivedChecks) tracked.waived.add(check)
    }

  return controls.values()
}

function readingTimes(
  times: readonly number[],
): Pick<HistorySeries, 'first' | 'last' | 'longestGapHours' | 'readings'> {
  const [first, last] = [times[0], times.at(-1)]
  if (first === undefined || last === undefined) return {readings: 0}
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at))
  return {
    readings: times.length,
    first: new Date(first).toISOString(),
    last: new Date(last).toISOString(),
    ...(gaps.length > 0 ? {longestGapHours: Math.round(Math.max(...gaps) / 360_000) / 10} : {}),
  }
}

/** The times of which no reading speaks, but for the hours before the first on its own day. */
function unseenTimes(
  readings: readonly HistoryReading[],
  {end, start}: Period,
  maxGap: number,
): HistorySeries['notLookedAt'] {
  const [first] = readings
  const startOfFirst = first ? Math.floor(first.at / millisecondsPerDay) * millisecondsPerDay : end
  const after = readings.map(({at}, index) => [at + maxGap, readings[index + 1]?.at ?? end] as const)
  return [[start, startOfFirst] as const, ...after]
    .map(([from, to]) => [Math.max(from, start), Math.min(to, end)] as const)
    .filter(([from, to]) => from < to)
    .map(([from, to]) => ({from: new Date(from).toISOString(), to: new Date(to).toISOString()}))
}

function daysOf(readings: readonly HistoryReading[]): HistoryDay[] {
  const byDay = new Map(readings.map(reading => [isoDate(reading.at), reading]))
  return [...byDay].map(([day, {apps, databases, failures, people}]) => ({apps, databases, day, failures, people}))
}

function exitOf(series: readonly HistorySeries[], problems: readonly HistoryProblem[]): History['exit'] {
  const controls = series.flatMap(({controls: all}) => all)
  const count = (state: 'failing' | 'not-looked-at' | 'unknown') => controls.filter(({days}) => days[state] > 0).length
  const failing = count('failing')
  if (failing > 0) return {code: 1, reason: `${pluralize(failing, 'control')} failed on some day`}
  if (problems.length > 0) return {code: 3, reason: `${pluralize(problems.length, 'file')} can't be relied on`}
  const unknown = count('unknown')
  if (unknown > 0) return {code: 3, reason: `${pluralize(unknown, 'control')} couldn't be determined on some day`}
  const unseen = count('not-looked-at')
  if (unseen > 0 || controls.length === 0)
    return {
      code: 3,
      reason: unseen > 0 ? `${pluralize(unseen, 'control')} weren't looked at on some day` : 'nothing was read',
    }
  return {code: 0, reason: 'no control was seen to fail on any day'}
}
