import type {Check} from '../model/check.js'

/** A check as a custom framework or an older evidence bundle states it: its author may leave out the failure title. */
export type StatedCheck = Omit<Check, 'failureTitle'> & Partial<Pick<Check, 'failureTitle'>>

/** The check with a failure title: its own or, where it has none, one that quotes its title. */
export const withFailureTitle = (check: StatedCheck): Check => ({
  ...check,
  failureTitle: check.failureTitle ?? `not met: ${check.title}`,
})
