import type {Get} from './http.js'

import {measureClockSkew, widestClockSkew} from '../model/clock.js'

/** The one form in which HTTP prints a date (RFC 9110, 5.6.7); the older two are no longer sent. */
const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

export interface ClockSkewRecorder {
  readonly get: Get
  /** Seconds that the clock is ahead of that of the API; undefined where they agree. */
  readonly skew: () => number | undefined
}

/** Holds the clock to the date that each answer carries. */
export function recordClockSkew(get: Get, now: () => number): ClockSkewRecorder {
  let skew: number | undefined
  return {
    async get(request) {
      const outcome = await get(request)
      const date = 'reply' in outcome ? outcome.reply.headers['date'] : undefined
      if (date !== undefined && httpDate.test(date))
        skew = widestClockSkew([skew, measureClockSkew(now(), Date.parse(date))])
      return outcome
    },
    skew: () => skew,
  }
}
