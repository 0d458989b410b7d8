import {millisecondsPerDay} from '../foundation/date.js'

// RFC 3339
const isoFormat = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/
// Old certificates have 2031/05/05 12:05:56 -0700, backup schedules 2018-03-04 18:25:39 +0000, databases 2013-08-01
// 21:34:23 UTC and 2018-01-09 19:16 UTC. A date without a time zone is no instant.
const spacedFormat = /^(\d{4})([-/])(\d{2})\2(\d{2}) (\d{2}:\d{2})(:\d{2})? (?:UTC|([+-]\d{2}):?(\d{2}))$/

/** Milliseconds since 1970 of a date with a time zone; undefined for any other string. */
export function parseInstant(text: null | string | undefined): number | undefined {
  if (!text) return undefined
  const isoText = toIsoText(text)
  const milliseconds = isoFormat.test(isoText) ? Date.parse(isoText) : Number.NaN
  return Number.isNaN(milliseconds) ? undefined : milliseconds
}

function toIsoText(text: string): string {
  const match = spacedFormat.exec(text)
  if (!match) return text
  const [, year, , month, day, time, seconds = ':00', hours, minutes] = match
  return `${year}-${month}-${day}T${time}${seconds}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`
}

/** Days since the date, rounded up to hundredths, so that nothing looks younger than it is. */
export function ageInDays(text: null | string | undefined, now: number): number | undefined {
  const milliseconds = parseInstant(text)
  return milliseconds === undefined ? undefined : Math.ceil(((now - milliseconds) / millisecondsPerDay) * 100) / 100
}

/** Days until the date, rounded down to hundredths; negative once it is past. */
export function daysLeft(text: null | string | undefined, now: number): number | undefined {
  const milliseconds = parseInstant(text)
  return milliseconds === undefined ? undefined : Math.floor(((milliseconds - now) / millisecondsPerDay) * 100) / 100
}
