import {UserError} from '../../foundation/user-error.js'

/** @throws UserError where more than one of the flags was given, of which a command takes one */
export function assertAtMostOne(given: readonly string[], choice = 'Choose one'): void {
  if (given.length > 1)
    throw new UserError(`${choice}: ${given.join(' and ')} were given.`, `Leave out all but one, such as ${given[0]}.`)
}

/**
 * Flags that can't change anything are refused rather than ignored.
 *
 * @param given those of them that were given, as `--format`
 * @param reason what follows "has no effect", such as `with --sample: nothing is requested`
 * @throws UserError where any was given
 */
export function rejectIneffectiveFlags(given: readonly string[], reason: string, hint?: string): void {
  if (given.length === 0) return
  throw new UserError(
    `${given.join(' and ')} ${given.length === 1 ? 'has' : 'have'} no effect ${reason}.`,
    hint ?? `Leave ${given.length === 1 ? 'it' : 'them'} out.`,
  )
}
