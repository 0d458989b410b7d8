import {UserError} from '../../foundation/user-error.js'

const pattern = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/

/**
 * The time in UTC, as `2026-11-22T18:00:00.000Z`, of an ISO 8601 date or of a date and time with a zone.
 *
 * @throws UserError for anything else
 */
export function parseDatetime(text: string): string {
  const time = pattern.test(text) ? Date.parse(text) : Number.NaN
  const isReal =
    !Number.isNaN(time) && new Date(`${text.slice(0, 10)}T00:00:00Z`).toISOString().startsWith(text.slice(0, 10))
  if (!isReal)
    throw new UserError(
      `--now ${text} isn't a valid date or time.`,
      'Use a date such as 2026-11-22, or a time with its zone such as 2026-11-22T18:00:00Z.',
    )
  return new Date(time).toISOString()
}
