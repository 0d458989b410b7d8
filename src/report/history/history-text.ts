import type {ControlHistory, DayState, History, HistoryDay, HistorySeries} from '../../model/history.js'
import type {NextStep} from '../text/next-steps.js'

import {dayStates} from '../../model/history.js'
import {countText} from '../text/labels.js'

export interface HistoryTextOptions {
  readonly color: boolean
  readonly columns: number
  readonly isAscii?: boolean
  readonly isFull?: boolean
  readonly nextSteps?: readonly NextStep[]
}

export const stateTitles: Readonly<Record<DayState, string>> = {
  attested: 'held by decision',
  failing: 'failing',
  held: 'held',
  'not-applicable': 'not applicable',
  'not-looked-at': 'not looked at',
  open: 'open',
  unknown: 'unknown',
  waived: 'waived',
}

export const periodText = ({period: {from, to}}: History): string => `${from} to ${to}`

/** How often it was read, which is all that is known of the time between. */
export function readingsText({first, last, longestGapHours, readings}: HistorySeries): string {
  if (readings === 0) return 'no reading in the period'
  const gap = longestGapHours === undefined ? '' : `, longest gap ${longestGapHours} h`
  return `${countText(readings, 'reading')} from ${(first ?? '').slice(0, 10)} to ${(last ?? '').slice(0, 10)}${gap}`
}

/** An instant to the minute. */
export const minuteText = (time: string): string => time.slice(0, 16).replace('T', ' ')

/** How much there was on a day. */
export const populationText = ({apps, databases, people}: HistoryDay): string =>
  `${countText(apps, 'app')}, ${people === 1 ? '1 person' : `${people} people`}, ${countText(databases, 'database')}`

/** How many days were what, the worst first; without those of which there is none. */
export const daysText = ({days}: ControlHistory): string =>
  dayStates.flatMap(state => (days[state] > 0 ? [`${days[state]} ${stateTitles[state]}`] : [])).join(', ')

/** An inference is worded as one; empty where no reading held. */
export function heldText({readings, readingsHeld}: ControlHistory, {longestGapHours}: HistorySeries): string {
  if (readingsHeld === 0) return ''
  const gap = longestGapHours === undefined ? '' : `, longest gap ${longestGapHours} h`
  const of = readingsHeld === readings ? '' : ` of ${readings}`
  return `seen to hold ${countText(readingsHeld, 'time')}${of}${gap}`
}

/** How long it failed, as far as readings tell. */
export function exposureText({longestExposure}: ControlHistory): string {
  if (!longestExposure) return ''
  const {atLeastHours, atMostHours, from, to} = longestExposure
  const most = atMostHours === undefined ? '' : `, at most ${atMostHours} h`
  const until = to === undefined ? 'still failing at the last reading' : `until ${to.slice(0, 10)}`
  return `from ${from.slice(0, 10)} ${until}: at least ${atLeastHours} h${most}`
}

/** The controls of a series that failed, those that failed on most days first; then unknown, then not looked at. */
export const worstControls = ({controls}: HistorySeries): readonly ControlHistory[] =>
  controls
    .filter(({days}) => days.failing + days.unknown > 0)
    .toSorted((a, b) => b.days.failing - a.days.failing || b.days.unknown - a.days.unknown)
