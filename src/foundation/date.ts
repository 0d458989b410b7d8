/** Milliseconds of a day in UTC, ignoring leap seconds as POSIX time does. */
export const millisecondsPerDay = 86_400_000

/** Whether a text is an existing date in the format YYYY-MM-DD. */
export function isCalendarDate(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(time) && isoDate(time) === date
}

/** Whole days from today, in UTC, to an ISO date: 0 throughout that day, negative after it. */
export function daysUntil(date: string, now: number): number {
  return Date.parse(`${date}T00:00:00Z`) / millisecondsPerDay - Math.floor(now / millisecondsPerDay)
}

/** Whether something that expires on an ISO date is still valid: it is throughout that day in UTC. */
export function isInForce(date: string | undefined, now: number): boolean {
  return date === undefined || daysUntil(date, now) >= 0
}

/** The ISO date of a time in milliseconds, in UTC. */
export const isoDate = (now: number): string => new Date(now).toISOString().slice(0, 10)

/** The ISO date a number of days after another. */
export const addDays = (date: string, days: number): string =>
  isoDate(Date.parse(`${date}T00:00:00Z`) + days * millisecondsPerDay)

/** The same day a year later; for 29 February, 28 February. */
export function addYear(date: string): string {
  const nextYear = `${String(Number(date.slice(0, 4)) + 1).padStart(4, '0')}${date.slice(4)}`
  return nextYear.endsWith('-02-29') ? `${nextYear.slice(0, 8)}28` : nextYear
}

/** A number of days from today in words, whole ones: `in 3 days`, `3 days ago`. */
export function relativeDay(days: number): string {
  const whole = Math.trunc(Math.abs(days))
  const isPast = days < 0
  if (days === 0) return 'today'
  if (whole === 0) return isPast ? 'less than a day ago' : 'in less than a day'
  if (Math.abs(days) === 1) return isPast ? 'yesterday' : 'tomorrow'
  const count = `${whole} day${whole === 1 ? '' : 's'}`
  return isPast ? `${count} ago` : `in ${count}`
}
