import type {CommandEffect} from './command-effect.js'

import {attachAddon, detachAddon} from './commands/addons-attach.js'

/** What each command that is modeled does, by its canonical id. */
export const effects: Readonly<Record<string, CommandEffect>> = {
  'addons:attach': attachAddon,
  'addons:detach': detachAddon,
}

/** Commands that change nothing that a check reads. */
export const harmlessCommands: ReadonlySet<string> = new Set([])

/** The ids of all commands whose effect is known, sorted. */
export const modeledCommands: readonly string[] = [...Object.keys(effects), ...harmlessCommands].sort()
