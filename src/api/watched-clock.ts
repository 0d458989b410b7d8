import type {Get} from './http.js'

import {measureClockSkew, widestClockSkew} from '../model/clock.js'

/** The date format of HTTP (RFC 9110, 5.6.7); the two obsolete formats are no longer sent. */
const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

export interface ClockSkewRecorder {
  readonly get: Get
  /** Seconds that the local clock is ahead of the API's; undefined if they agree. */
  readonly skew: () => number | undefined
}

/** Compares the local clock with the date of each response. */
export function recordClockSkew(get: Get, now: () => number): ClockSkewRecorder {
  let skew: number | undefined
  return {
    async get(request) {
      const outcome = await get(request)
      const date = 'response' in outcome ? outcome.response.headers['date'] : undefined
      if (date !== undefined && httpDate.test(date))
        skew = widestClockSkew([skew, measureClockSkew(now(), Date.parse(date))])
      return outcome
    },
    skew: () => skew,
  }
}
