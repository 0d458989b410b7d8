import type {GuardLevel, Policy} from '../model/policy.js'

import {parseDuration} from '../foundation/duration.js'
import {matchesGlob} from '../foundation/glob.js'
import {guardedByDefault} from './guarded-by-default.js'
import {isNeverGuarded} from './guarded-commands.js'

/** What a policy says of Heroku commands, with what holds where it says nothing. */
export interface GuardSettings {
  readonly level: GuardLevel
  /** Globs on ids of commands. */
  readonly commands: readonly string[]
  /** Milliseconds up to which facts count as current. */
  readonly maxAge: number
}

/** The settings of a policy's guard; undefined where it has none. */
export function guardSettings({guard}: Pick<Policy, 'guard'>): GuardSettings | undefined {
  if (!guard) return undefined
  const {commands = guardedByDefault, level = 'advise', maxAge = '24h'} = guard
  return {commands, level, maxAge: parseDuration('maxAge', maxAge)}
}

/** Whether a command is looked at before it runs. */
export const isGuarded = (id: string, {commands}: Pick<GuardSettings, 'commands'>): boolean =>
  !isNeverGuarded(id) && matchesGlob(id, commands)
