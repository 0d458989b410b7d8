import type {Problem} from '../foundation/json-pointer.js'

import {recordedCommand, recordedCommandNames} from '../catalog/host-commands.js'
import {matchesGlob} from '../foundation/glob.js'
import {isObject} from '../foundation/is-object.js'
import {didYouMean} from '../foundation/suggestion.js'

/** What is wrong with the commands that a policy's guard looks at: a misspelled one would guard nothing. */
export function guardProblems(policy: unknown): Problem[] {
  const guard = isObject(policy) ? policy['guard'] : undefined
  const commands = isObject(guard) ? guard['commands'] : undefined
  if (!Array.isArray(commands)) return []
  return commands.flatMap((command: unknown, index) => {
    const flaw = typeof command === 'string' ? commandFlaw(command.toLowerCase()) : undefined
    return flaw === undefined ? [] : [{pointer: `/guard/commands/${index}`, describe: () => flaw}]
  })
}

function commandFlaw(glob: string): string | undefined {
  if (/^(?:ci:)?config(?:$|:)/.test(glob)) return `is "${glob}", which is never guarded: its arguments are secrets`
  const canonical = recordedCommand(glob)?.id ?? glob
  if (canonical !== glob) return `is "${glob}", another name of ${canonical}: write "${canonical}"`
  const ids = recordedCommandNames()
  return ids.some(id => matchesGlob(id, [glob]))
    ? undefined
    : `is "${glob}", which is no command of the Heroku CLI${didYouMean(glob, ids)}`
}
