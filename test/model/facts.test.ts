import type * as Heroku from '@heroku-cli/schema'

import assert from 'node:assert/strict'

import type {FactKind, FactTypes} from '../../src/model/facts.js'

import {paths} from '../../src/model/paths.js'

/** The types that the Heroku CLI itself is written against, by kind of fact. */
interface Documented {
  account: Heroku.Account
  addon: Heroku.AddOn
  accountAddons: Heroku.AddOn
  accountAttachments: Heroku.AddOnAttachment
  accountKeys: Heroku.Key
  addonAttachments: Heroku.AddOnAttachment
  addons: Heroku.AddOn
  app: Heroku.App
  appFeatures: Heroku.AppFeature
  appPipelineCoupling: Heroku.PipelineCoupling
  apps: Heroku.App
  attachmentsOfAddon: Heroku.AddOnAttachment
  authorizations: Heroku.OAuthAuthorization
  buildpackInstallations: Heroku.BuildpackInstallations
  builds: Heroku.Build
  collaborators: Heroku.Collaborator
  domains: Heroku.Domain
  enterpriseAccount: Heroku.EnterpriseAccount
  enterpriseArchives: Heroku.AuditTrailArchive
  enterpriseMembers: Heroku.EnterpriseAccountMember
  formation: Heroku.Formation
  identityProvider: Heroku.IdentityProvider
  inboundRuleset: Heroku.InboundRuleset
  invitations: Heroku.TeamInvitation
  logDrains: Heroku.LogDrain
  members: Heroku.TeamMember
  peerings: Heroku.Peering
  pipeline: Heroku.Pipeline
  pipelineCouplings: Heroku.PipelineCoupling
  pipelines: Heroku.Pipeline
  regions: Heroku.Region
  releases: Heroku.Release
  reviewAppConfig: Heroku.ReviewAppConfiguration
  sniEndpoints: Heroku.SNIEndpoint
  space: Heroku.Space
  spaceLogDrain: Heroku.LogDrain
  spaceMembers: Heroku.SpaceAccess
  spaceNat: Heroku.SpaceNetworkAddressTranslation
  spaces: Heroku.Space
  stacks: Heroku.Stack
  team: Heroku.Team
  teamAllowedServices: Heroku.AllowedAddOnService
  teamApp: Heroku.TeamApp
  teamApps: Heroku.TeamApp
  teamAuthorizations: Heroku.OAuthAuthorization
  teamPermissions: Heroku.PermissionEntity
  teamPipelineCouplings: Heroku.PipelineCoupling
  teamPreferences: Heroku.TeamPreferences
  teamSpaces: Heroku.Space
  teams: Heroku.Team
  topology: Heroku.SpaceTopology
  vpnConnections: Heroku.PrivateSpacesVPN
  webhooks: Heroku.AppWebhook
}

/** Keys that these types lack: they are old, don't document them, or a URL or a certificate is reduced to them. */
interface OwnKeys {
  account: 'mfa_enabled' | 'mfa_exemption'
  accountKeys: 'bits' | 'type'
  app: 'buildpacks' | 'generation'
  apps: 'buildpacks' | 'generation'
  authorizations: 'description' | 'expires_in' | 'refresh' | 'session'
  enterpriseMembers: 'last_login'
  formation: 'dyno_size'
  identityProvider: 'certificates' | 'enabled' | 'name'
  inboundRuleset: 'applied'
  logDrains: 'target'
  pipeline: 'generation'
  releases: 'oci_image'
  sniEndpoints: 'leaf'
  space: 'generation'
  spaceLogDrain: 'target'
  spaces: 'generation'
  teamApp: 'generation'
  teamApps: 'generation'
  teamAuthorizations: 'description' | 'expires_in' | 'refresh' | 'session'
  teamSpaces: 'generation'
  webhooks: 'id' | 'include' | 'level' | 'target'
}

type Row<T> = T extends ReadonlyArray<infer One> ? One : T
/** Declared names alone: most of those types let any other name in too. */
type Names<T> = keyof {[K in keyof T as string extends K ? never : K]: true}
type Mends<K> = K extends keyof OwnKeys ? OwnKeys[K] : never
type Unknown<K extends keyof Documented> = Exclude<keyof Row<FactTypes[K]>, Mends<K> | Names<Documented[K]>>

const documented: {[K in keyof Documented]: [Unknown<K>] extends [never] ? true : Unknown<K>} = {
  account: true,
  accountAddons: true,
  accountAttachments: true,
  accountKeys: true,
  addon: true,
  addonAttachments: true,
  addons: true,
  app: true,
  appFeatures: true,
  appPipelineCoupling: true,
  apps: true,
  attachmentsOfAddon: true,
  authorizations: true,
  buildpackInstallations: true,
  builds: true,
  collaborators: true,
  domains: true,
  enterpriseAccount: true,
  enterpriseArchives: true,
  enterpriseMembers: true,
  formation: true,
  identityProvider: true,
  inboundRuleset: true,
  invitations: true,
  logDrains: true,
  members: true,
  peerings: true,
  pipeline: true,
  pipelineCouplings: true,
  pipelines: true,
  regions: true,
  releases: true,
  reviewAppConfig: true,
  sniEndpoints: true,
  space: true,
  spaceLogDrain: true,
  spaceMembers: true,
  spaceNat: true,
  spaces: true,
  stacks: true,
  team: true,
  teamAllowedServices: true,
  teamApp: true,
  teamApps: true,
  teamAuthorizations: true,
  teamPermissions: true,
  teamPipelineCouplings: true,
  teamPreferences: true,
  teamSpaces: true,
  teams: true,
  topology: true,
  vpnConnections: true,
  webhooks: true,
}

describe('facts', () => {
  it('keep only keys that the Heroku CLI types have, apart from telemetry drains and data services', () => {
    const kinds = Object.keys(paths) as FactKind[]
    assert.deepEqual(kinds.filter(kind => !Object.hasOwn(documented, kind)).sort(), [
      'dataMaintenances',
      'kafkaCluster',
      'kafkaIpRules',
      'keyValueStore',
      'postgres',
      'postgresAdvanced',
      'postgresAdvancedSettings',
      'postgresBackupSchedules',
      'postgresIpRules',
      'postgresSettings',
      'postgresTlsEndpoint',
      'postgresTransfers',
      'privateLink',
      'spaceTelemetryDrains',
      'telemetryDrains',
    ])
  })
})
