import {UserError} from '../../foundation/user-error.js'

const units = {s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000} as const
const pattern = /^(\d{1,6})([smhd])$/

/**
 * Milliseconds of a duration such as `90s`, `30m`, `1h` or `2d`.
 *
 * @throws UserError for anything else
 */
export function parseDuration(flag: string, text: string): number {
  const [, count, unit] = pattern.exec(text) ?? []
  if (count === undefined || unit === undefined)
    throw new UserError(`${flag} ${text} is no duration.`, 'Type a number with its unit, such as 30m, 1h or 2d.')
  return Number(count) * units[unit as keyof typeof units]
}
