import {nearest} from '../../foundation/suggestion.js'

/** The hint of an error for a name that doesn't exist: the nearest name, if any is near, and all names. */
export function availableHint(given: string, names: readonly string[]): string {
  const suggestion = nearest(given, names)
  return `${suggestion === undefined ? '' : `Did you mean ${suggestion}? `}Available: ${names.join(', ')}.`
}
