import {effects, harmlessCommands} from '../changes/effects.js'
import {isNeverGuarded} from './guarded-commands.js'

/** The commands that are guarded where the policy names none: those that are known to change what a check reads. */
export const guardedByDefault: readonly string[] = [...new Set([...Object.keys(effects), 'pipelines:promote'])]
  .filter(id => !harmlessCommands.has(id) && !isNeverGuarded(id))
  .sort()
