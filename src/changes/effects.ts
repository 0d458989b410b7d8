import type {CommandEffect} from './command-effect.js'

import {attachAddon, detachAddon} from './commands/addons-attach.js'
import {lockApp, unlockApp} from './commands/apps-lock.js'
import {disableFeature, disableLabsFeature, enableFeature, enableLabsFeature} from './commands/features.js'
import {endMaintenance, startMaintenance} from './commands/maintenance.js'
import {resizeDynos, scaleDynos} from './commands/ps-formation.js'

/** What each command that is modeled does, by its canonical id. */
export const effects: Readonly<Record<string, CommandEffect>> = {
  'addons:attach': attachAddon,
  'addons:detach': detachAddon,
  'apps:lock': lockApp,
  'apps:unlock': unlockApp,
  'features:disable': disableFeature,
  'features:enable': enableFeature,
  'labs:disable': disableLabsFeature,
  'labs:enable': enableLabsFeature,
  'maintenance:off': endMaintenance,
  'maintenance:on': startMaintenance,
  'ps:scale': scaleDynos,
  'ps:type': resizeDynos,
}

/** Commands that change nothing that a check reads. */
export const harmlessCommands: ReadonlySet<string> = new Set([])

/** The ids of all commands whose effect is known, sorted. */
export const modeledCommands: readonly string[] = [...Object.keys(effects), ...harmlessCommands].sort()
