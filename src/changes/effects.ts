import type {CommandEffect} from './command-effect.js'

import {addAccess, removeAccess, updateAccess} from './commands/access.js'
import {attachAddon, detachAddon} from './commands/addons-attach.js'
import {createAddon} from './commands/addons-create.js'
import {destroyAddons} from './commands/addons-destroy.js'
import {renameAddon} from './commands/addons-rename.js'
import {upgradeAddon} from './commands/addons-upgrade.js'
import {createApp} from './commands/apps-create.js'
import {destroyApp} from './commands/apps-destroy.js'
import {joinApp, leaveApp} from './commands/apps-join.js'
import {lockApp, unlockApp} from './commands/apps-lock.js'
import {renameApp} from './commands/apps-rename.js'
import {setStack} from './commands/apps-stacks-set.js'
import {transferApp} from './commands/apps-transfer.js'
import {
  createAuthorization,
  revokeAuthorization,
  rotateAuthorization,
  updateAuthorization,
} from './commands/authorizations.js'
import {
  addIpRule,
  addPrivateLinkAccess,
  createMutualTls,
  createPrivateLink,
  destroyMutualTls,
  destroyPrivateLink,
  removeIpRule,
  removePrivateLinkAccess,
} from './commands/data-endpoints.js'
import {runMaintenance, unfollow, upgradeDatabase, upgradeKeyValueStore} from './commands/data-versions.js'
import {addBuildpack, clearBuildpacks, removeBuildpack, setBuildpack} from './commands/buildpacks.js'
import {disableFeature, disableLabsFeature, enableFeature, enableLabsFeature} from './commands/features.js'
import {addKey, clearKeys, removeKey} from './commands/keys.js'
import {endMaintenance, startMaintenance} from './commands/maintenance.js'
import {addMember, removeMember, setMember} from './commands/members.js'
import {captureBackup, deleteBackup, scheduleBackups, unscheduleBackups} from './commands/pg-backups.js'
import {promoteDatabase, promoteKeyValueStore} from './commands/pg-promote.js'
import {
  changeAdvancedSettings,
  changeLogConnections,
  changeLogMinDuration,
  changeLogStatement,
} from './commands/pg-settings.js'
import {promote} from './commands/pipelines-promote.js'
import {addToPipeline, createPipeline, destroyPipeline, removeFromPipeline, updateStage} from './commands/pipelines.js'
import {resizeDynos, scaleDynos} from './commands/ps-formation.js'
import {disableReviewApps, enableReviewApps} from './commands/reviewapps.js'
import {enableAutoscaling} from './commands/ps-autoscale.js'
import {connectToDyno} from './commands/ps-exec.js'
import {retryRelease, rollBackRelease} from './commands/releases.js'
import {harmlessAppCommands} from './harmless.js'
import {harmlessNetworkCommands, networkEffects} from './network-effects.js'

/** What each command that is modeled does, by its canonical id. */
export const effects: Readonly<Record<string, CommandEffect>> = {
  ...networkEffects,
  'access:add': addAccess,
  'access:remove': removeAccess,
  'access:update': updateAccess,
  'addons:attach': attachAddon,
  'addons:create': createAddon,
  'addons:destroy': destroyAddons,
  'addons:detach': detachAddon,
  'addons:rename': renameAddon,
  'addons:upgrade': upgradeAddon,
  'apps:create': createApp,
  'apps:destroy': destroyApp,
  'apps:join': joinApp,
  'apps:leave': leaveApp,
  'apps:lock': lockApp,
  'apps:rename': renameApp,
  'apps:stacks:set': setStack,
  'apps:transfer': transferApp,
  'apps:unlock': unlockApp,
  'authorizations:create': createAuthorization,
  'authorizations:revoke': revokeAuthorization,
  'authorizations:rotate': rotateAuthorization,
  'authorizations:update': updateAuthorization,
  'data:maintenances:run': runMaintenance,
  'data:mtls:create': createMutualTls,
  'data:mtls:destroy': destroyMutualTls,
  'data:mtls:ip-rules:create': addIpRule,
  'data:mtls:ip-rules:delete': removeIpRule,
  'data:pg:settings': changeAdvancedSettings,
  'data:pg:upgrade:run': upgradeDatabase,
  'data:privatelink:access:add': addPrivateLinkAccess,
  'data:privatelink:access:remove': removePrivateLinkAccess,
  'data:privatelink:create': createPrivateLink,
  'data:privatelink:destroy': destroyPrivateLink,
  'buildpacks:add': addBuildpack,
  'buildpacks:clear': clearBuildpacks,
  'buildpacks:remove': removeBuildpack,
  'buildpacks:set': setBuildpack,
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
  'pg:backups:capture': captureBackup,
  'pg:backups:delete': deleteBackup,
  'pg:backups:schedule': scheduleBackups,
  'pg:backups:unschedule': unscheduleBackups,
  'pg:promote': promoteDatabase,
  'pg:settings:log-connections': changeLogConnections,
  'pg:settings:log-min-duration-statement': changeLogMinDuration,
  'pg:settings:log-statement': changeLogStatement,
  'pg:unfollow': unfollow,
  'pg:upgrade:run': upgradeDatabase,
  'pipelines:add': addToPipeline,
  'pipelines:create': createPipeline,
  'pipelines:destroy': destroyPipeline,
  'pipelines:promote': promote,
  'pipelines:remove': removeFromPipeline,
  'pipelines:update': updateStage,
  'ps:autoscale:enable': enableAutoscaling,
  'ps:copy': connectToDyno,
  'ps:exec': connectToDyno,
  'ps:forward': connectToDyno,
  'ps:scale': scaleDynos,
  'ps:socks': connectToDyno,
  'ps:type': resizeDynos,
  'redis:promote': promoteKeyValueStore,
  'redis:upgrade': upgradeKeyValueStore,
  'reviewapps:disable': disableReviewApps,
  'reviewapps:enable': enableReviewApps,
  'releases:retry': retryRelease,
  'releases:rollback': rollBackRelease,
}

/** Commands that change nothing that a check reads. */
export const harmlessCommands: ReadonlySet<string> = new Set([
  ...harmlessNetworkCommands,
  ...harmlessAppCommands,
  'access',
  'authorizations',
  'authorizations:info',
  'data:maintenances',
  'data:maintenances:history',
  'data:maintenances:info',
  'data:maintenances:wait',
  'data:mtls',
  'data:mtls:certificates',
  'data:mtls:certificates:create',
  'data:mtls:certificates:delete',
  'data:mtls:certificates:download',
  'data:mtls:certificates:get',
  'data:mtls:ip-rules',
  'data:mtls:ip-rules:get',
  'data:pg:credentials',
  'data:pg:credentials:create',
  'data:pg:credentials:destroy',
  'data:pg:credentials:rotate',
  'data:pg:credentials:url',
  'data:pg:docs',
  'data:pg:info',
  'data:pg:levels',
  'data:pg:quotas',
  'data:pg:quotas:update',
  'data:pg:upgrade:wait',
  'data:pg:wait',
  'data:privatelink',
  'data:privatelink:access',
  'data:privatelink:wait',
  'keys',
  'members',
  'pg:backups',
  'pg:backups:download',
  'pg:backups:info',
  'pg:backups:restore',
  'pg:backups:schedules',
  'pg:backups:url',
  'pg:bloat',
  'pg:blocking',
  'pg:cache-hit',
  'pg:calls',
  'pg:copy',
  'pg:credentials',
  'pg:credentials:create',
  'pg:credentials:repair-default',
  'pg:credentials:rotate',
  'pg:credentials:url',
  'pg:diagnose',
  'pg:extensions',
  'pg:index-size',
  'pg:index-usage',
  'pg:info',
  'pg:kill',
  'pg:killall',
  'pg:links',
  'pg:locks',
  'pg:long-running-queries',
  'pg:outliers',
  'pg:ps',
  'pg:pull',
  'pg:push',
  'pg:records-rank',
  'pg:reset',
  'pg:seq-scans',
  'pg:settings',
  'pg:settings:auto-explain',
  'pg:settings:auto-explain:log-analyze',
  'pg:settings:auto-explain:log-buffers',
  'pg:settings:auto-explain:log-format',
  'pg:settings:auto-explain:log-min-duration',
  'pg:settings:auto-explain:log-nested-statements',
  'pg:settings:auto-explain:log-triggers',
  'pg:settings:auto-explain:log-verbose',
  'pg:settings:log-lock-waits',
  'pg:settings:log-min-error-statement',
  'pg:settings:track-functions',
  'pg:stats-reset',
  'pg:table-indexes-size',
  'pg:table-size',
  'pg:total-index-size',
  'pg:total-table-size',
  'pg:unused-indexes',
  'pg:upgrade:cancel',
  'pg:upgrade:dryrun',
  // The follower that it prepares belongs to the same add-on.
  'pg:upgrade:prepare',
  'pg:upgrade:wait',
  'pg:user-connections',
  'pg:vacuum-stats',
  'pg:wait',
  'pipelines',
  'pipelines:connect',
  'pipelines:diff',
  'pipelines:info',
  'pipelines:open',
  'redis',
  'redis:credentials',
  'redis:info',
  'redis:keyspace-notifications',
  'redis:maxmemory',
  'redis:stats-reset',
  'redis:timeout',
  'redis:wait',
  'reviewapps:wait',
])

/** The ids of all commands whose effect is known, sorted. */
export const modeledCommands: readonly string[] = [...Object.keys(effects), ...harmlessCommands].sort()
