import {day} from '../foundation/date.js'

// RFC 3339
const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/
// Old certificates carry 2031/05/05 12:05:56 -0700, schedules of backups 2018-03-04 18:25:39 +0000, databases
// 2013-08-01 21:34:23 UTC and 2018-01-09 19:16 UTC. What names no zone is no instant.
const spaced = /^(\d{4})([-/])(\d{2})\2(\d{2}) (\d{2}:\d{2})(:\d{2})? (?:UTC|([+-]\d{2}):?(\d{2}))$/

/** Milliseconds since 1970 of a date with a time zone; undefined for any other string. */
export function instant(text: null | string | undefined): number | undefined {
  if (!text) return undefined
  const normal = normalized(text)
  const at = iso.test(normal) ? Date.parse(normal) : Number.NaN
  return Number.isNaN(at) ? undefined : at
}

function normalized(text: string): string {
  const parts = spaced.exec(text)
  if (!parts) return text
  const [, year, , month, day, time, seconds = ':00', hours, minutes] = parts
  return `${year}-${month}-${day}T${time}${seconds}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`
}

/** Days since then, rounded up to hundredths, so that rounding never makes a thing younger than it is. */
export function ageInDays(text: null | string | undefined, now: number): number | undefined {
  const at = instant(text)
  return at === undefined ? undefined : Math.ceil(((now - at) / day) * 100) / 100
}

/** Days until then, rounded down to hundredths; negative once it is past. */
export function daysLeft(text: null | string | undefined, now: number): number | undefined {
  const at = instant(text)
  return at === undefined ? undefined : Math.floor(((at - now) / day) * 100) / 100
}
