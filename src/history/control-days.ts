import type {ControlHistory, DayState, Exposure} from '../model/history.js'

import {millisecondsPerDay} from '../foundation/date.js'
import {dayStates, stateLetters} from '../model/history.js'

/** A period of whole days in UTC, in milliseconds; `end` is the first moment after it. */
export interface Period {
  readonly start: number
  readonly end: number
}

const hours = (milliseconds: number): number => Math.round(milliseconds / 360_000) / 10

const dayOf = (at: number): number => Math.floor(at / millisecondsPerDay) * millisecondsPerDay

const isoText = (at: number): string => new Date(at).toISOString()

/** What days of a period were for a control, by readings in the order of their times. */
export interface ControlDays {
  readonly add: (at: number, state: DayState) => void
  readonly finish: () => Omit<ControlHistory, 'framework' | 'id' | 'title' | 'waivedChecks'>
}

/**
 * Counts days. A day is what its readings say or, where it has none, what the last one before it said, since that
 * speaks of the time until the next one. Beyond `maxGap` milliseconds it doesn't: a day with a moment of which no
 * reading speaks isn't looked at, but for the hours before its own first reading. Of several states, the day is the
 * first of `dayStates`.
 */
export function controlDays({end, start}: Period, maxGap: number): ControlDays {
  const days = new Uint8Array((end - start) / millisecondsPerDay).fill(dayStates.length)
  const exposures = exposureTracker()
  let last: {readonly at: number; readonly state: DayState} | undefined
  let readings = 0
  let readingsHeld = 0

  const mark = (from: number, to: number, state: DayState) => {
    if (to <= from) return
    const rank = dayStates.indexOf(state)
    const first = Math.max(0, Math.floor((from - start) / millisecondsPerDay))
    const until = Math.min(days.length, Math.ceil((to - start) / millisecondsPerDay))
    for (let day = first; day < until; day++) days[day] = Math.min(days[day] ?? rank, rank)
  }

  const markUntil = (at: number) => {
    if (!last) {
      mark(start, dayOf(at), 'not-looked-at')
      return
    }

    mark(dayOf(last.at) + millisecondsPerDay, Math.min(dayOf(at), last.at + maxGap), last.state)
    mark(last.at + maxGap, dayOf(last.at) === dayOf(at) ? at : dayOf(at), 'not-looked-at')
  }

  return {
    add(at, state) {
      markUntil(at)
      mark(at, at + 1, state)
      last = {at, state}
      if (at < start || at >= end) {
        if (at < start) exposures.before(at, state)
        return
      }
      readings += 1
      if (state === 'held' || state === 'attested') readingsHeld += 1
      exposures.add(at, state)
    },
    finish() {
      markUntil(end)
      const states = [...days].map(rank => dayStates[rank] ?? 'not-looked-at')
      return {
        ...exposures.finish(),
        days: Object.fromEntries(
          dayStates.map(state => [state, states.filter(other => other === state).length]),
        ) as Record<DayState, number>,
        readings,
        readingsHeld,
        strip: states.map(state => stateLetters[state]).join(''),
      }
    },
  }
}

interface Failure {
  readonly from: number
  readonly lastAt: number
  /** The last reading before it that didn't fail. */
  readonly before: number | undefined
}

/** The longest time that a control was seen to fail, by what is certain of it. */
function exposureTracker() {
  let good: number | undefined
  let failure: Failure | undefined
  let longest: Exposure | undefined
  let first: number | undefined
  let lastFailure: number | undefined

  const close = (to: number | undefined) => {
    if (!failure) return
    const {before, from, lastAt} = failure
    const exposure: Exposure = {
      atLeastHours: hours(lastAt - from),
      from: isoText(from),
      ...(to === undefined || before === undefined ? {} : {atMostHours: hours(to - before)}),
      ...(to === undefined ? {} : {to: isoText(to)}),
    }
    if (!longest || exposure.atLeastHours > longest.atLeastHours) longest = exposure
    failure = undefined
  }

  return {
    add(at: number, state: DayState) {
      if (state === 'failing') {
        failure = {before: failure ? failure.before : good, from: failure?.from ?? at, lastAt: at}
        first ??= at
        lastFailure = at
      } else {
        close(at)
        good = at
      }
    },
    /** A reading before the period. */
    before(at: number, state: DayState) {
      good = state === 'failing' ? undefined : at
    },
    finish(): Pick<ControlHistory, 'firstFailure' | 'lastFailure' | 'longestExposure'> {
      close(undefined)
      return {
        ...(first === undefined ? {} : {firstFailure: isoText(first)}),
        ...(lastFailure === undefined ? {} : {lastFailure: isoText(lastFailure)}),
        ...(longest ? {longestExposure: longest} : {}),
      }
    },
  }
}
