import {millisecondsPerDay} from './date.js'
import {UserError} from './user-error.js'

const milliseconds = {s: 1000, m: 60_000, h: 3_600_000, d: millisecondsPerDay} as const
const pattern = /^(\d{1,6})([smhd])$/

/**
 * The milliseconds of a duration such as `90s`, `30m`, `1h` or `2d`.
 *
 * @throws UserError for anything else
 */
export function parseDuration(flag: string, text: string): number {
  const [, count, unit] = pattern.exec(text) ?? []
  if (count === undefined || unit === undefined)
    throw new UserError(`${flag} ${text} isn't a valid duration.`, 'Use a number with a unit, such as 30m, 1h or 2d.')
  return Number(count) * milliseconds[unit as keyof typeof milliseconds]
}
