/** Milliseconds of a day in UTC, which has no leap seconds. */
export const millisecondsPerDay = 86_400_000

/** Whether a text is a day that there is, as ISO 8601 has it. */
export function isCalendarDate(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(time) && isoDate(time) === date
}

/** Whole days from the day of `now`, in UTC, to an ISO date: 0 through that day, negative once it is past. */
export function daysUntil(date: string, now: number): number {
  return Date.parse(`${date}T00:00:00Z`) / millisecondsPerDay - Math.floor(now / millisecondsPerDay)
}

/** Whether an ISO date is today or ahead: it holds through that day in UTC. */
export function isInForce(date: string | undefined, now: number): boolean {
  return date === undefined || daysUntil(date, now) >= 0
}

/** The ISO date of an instant, in UTC. */
export const isoDate = (now: number): string => new Date(now).toISOString().slice(0, 10)

/** The ISO date that is so many days after another. */
export const addDays = (date: string, days: number): string =>
  isoDate(Date.parse(`${date}T00:00:00Z`) + days * millisecondsPerDay)

/** The same day a year later; of 29 February the 28th. */
export function addYear(date: string): string {
  const nextYear = `${String(Number(date.slice(0, 4)) + 1).padStart(4, '0')}${date.slice(4)}`
  return nextYear.endsWith('-02-29') ? `${nextYear.slice(0, 8)}28` : nextYear
}

/** A number of days ahead in words. */
export function relativeDay(days: number): string {
  if (days === 0) return 'today'
  return days === 1 ? 'tomorrow' : `in ${days} days`
}
