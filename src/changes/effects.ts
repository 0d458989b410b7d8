import type {CommandEffect} from './command-effect.js'

import {addAccess, removeAccess, updateAccess} from './commands/access.js'
import {attachAddon, detachAddon} from './commands/addons-attach.js'
import {createAddon} from './commands/addons-create.js'
import {destroyAddons} from './commands/addons-destroy.js'
import {renameAddon} from './commands/addons-rename.js'
import {upgradeAddon} from './commands/addons-upgrade.js'
import {lockApp, unlockApp} from './commands/apps-lock.js'
import {
  createAuthorization,
  revokeAuthorization,
  rotateAuthorization,
  updateAuthorization,
} from './commands/authorizations.js'
import {disableFeature, disableLabsFeature, enableFeature, enableLabsFeature} from './commands/features.js'
import {addKey, clearKeys, removeKey} from './commands/keys.js'
import {endMaintenance, startMaintenance} from './commands/maintenance.js'
import {addMember, removeMember, setMember} from './commands/members.js'
import {resizeDynos, scaleDynos} from './commands/ps-formation.js'

/** What each command that is modeled does, by its canonical id. */
export const effects: Readonly<Record<string, CommandEffect>> = {
  'access:add': addAccess,
  'access:remove': removeAccess,
  'access:update': updateAccess,
  'addons:attach': attachAddon,
  'addons:create': createAddon,
  'addons:destroy': destroyAddons,
  'addons:detach': detachAddon,
  'addons:rename': renameAddon,
  'addons:upgrade': upgradeAddon,
  'apps:lock': lockApp,
  'apps:unlock': unlockApp,
  'authorizations:create': createAuthorization,
  'authorizations:revoke': revokeAuthorization,
  'authorizations:rotate': rotateAuthorization,
  'authorizations:update': updateAuthorization,
  'features:disable': disableFeature,
  'features:enable': enableFeature,
  'keys:add': addKey,
  'keys:clear': clearKeys,
  'keys:remove': removeKey,
  'labs:disable': disableLabsFeature,
  'labs:enable': enableLabsFeature,
  'maintenance:off': endMaintenance,
  'maintenance:on': startMaintenance,
  'members:add': addMember,
  'members:remove': removeMember,
  'members:set': setMember,
  'ps:scale': scaleDynos,
  'ps:type': resizeDynos,
}

/** Commands that change nothing that a check reads. */
export const harmlessCommands: ReadonlySet<string> = new Set([
  'access',
  'authorizations',
  'authorizations:info',
  'keys',
  'members',
])

/** The ids of all commands whose effect is known, sorted. */
export const modeledCommands: readonly string[] = [...Object.keys(effects), ...harmlessCommands].sort()
