import type {FactKind} from '../model/facts.js'
import type {Need} from '../model/need.js'
import type {DataHost} from './http.js'

import {maxReleases} from '../model/release.js'

/** How a kind of fact is requested, and what the account needs to read it. */
export interface Route {
  /** The host, unless it's the Platform API. */
  readonly host?: DataHost
  /** Variant of the API; 3.sdk by default. */
  readonly version?: '3' | '3.dogwood' | '3.fir' | '3.review-apps' | '3.team-invitations' | '3.webhooks'
  readonly headers?: Readonly<Record<string, string>>
  /** Range of the first page. Without one, the API decides how much a page holds. */
  readonly range?: string
  /** Whether only the first page is fetched. */
  readonly firstPageOnly?: boolean
  /** What would close a gap; `needText` says it in words. */
  readonly needs: Need
}

const viewApp: Need = {permission: 'app-view', scope: 'read'}
const viewBilledApp: Need = {permission: 'billed-app-view', scope: 'read'}
const billedAppAccess: Need = {permission: 'billed-app-access', scope: 'global'}
const deployApp: Need = {permission: 'app-deploy', scope: 'read'}
const operateApp: Need = {permission: 'app-operate', scope: 'read'}
const pipelineMember: Need = {permission: 'pipeline-access', scope: 'read'}
const spaceMember: Need = {permission: 'space-member', scope: 'global'}
const teamMember: Need = {permission: 'team-member', scope: 'global'}
const teamAdmin: Need = {permission: 'team-admin', scope: 'global'}
const viewEnterprise: Need = {permission: 'enterprise-view'}
const readScope: Need = {scope: 'read'}
const globalScope: Need = {scope: 'global'}
const byId = 'id ..; max=1000;'
const expandAddon = {'Accept-Expansion': 'addon_service,plan'}

export const routes: Readonly<Record<FactKind, Route>> = {
  account: {needs: {scope: 'identity'}},
  accountAddons: {headers: expandAddon, needs: readScope, range: byId},
  accountAttachments: {needs: readScope, range: byId},
  accountKeys: {needs: globalScope, range: byId},
  addon: {headers: expandAddon, needs: viewBilledApp},
  addonAttachments: {needs: viewApp, range: byId},
  addons: {headers: expandAddon, needs: viewApp, range: byId},
  app: {needs: viewApp},
  appFeatures: {needs: viewApp},
  appPipelineCoupling: {needs: viewApp},
  apps: {needs: readScope, range: byId},
  attachmentsOfAddon: {needs: viewBilledApp, range: byId},
  authorizations: {needs: globalScope, range: byId},
  buildpackInstallations: {needs: viewApp},
  builds: {firstPageOnly: true, needs: deployApp, range: 'started_at ..; max=100, order=desc'},
  collaborators: {needs: viewApp, range: byId},
  dataMaintenances: {host: 'data', needs: billedAppAccess, version: '3'},
  domains: {needs: viewApp, range: byId},
  enterpriseAccount: {needs: viewEnterprise},
  enterpriseArchives: {needs: {permission: 'enterprise-manage'}},
  enterpriseMembers: {needs: viewEnterprise, range: byId},
  formation: {needs: viewApp},
  identityProvider: {needs: teamAdmin},
  inboundRuleset: {needs: spaceMember, version: '3'},
  invitations: {needs: teamAdmin, range: byId, version: '3.team-invitations'},
  kafkaCluster: {host: 'data', needs: billedAppAccess, version: '3'},
  kafkaIpRules: {host: 'data', needs: billedAppAccess, version: '3'},
  keyValueStore: {host: 'redis', needs: billedAppAccess, version: '3'},
  logDrains: {needs: operateApp},
  members: {needs: teamAdmin, range: 'email ..; max=1000;'},
  peerings: {needs: spaceMember, version: '3'},
  pipeline: {needs: pipelineMember},
  pipelineCouplings: {needs: pipelineMember, range: byId},
  pipelines: {needs: globalScope, range: byId},
  postgres: {host: 'data', needs: billedAppAccess, version: '3'},
  postgresAdvanced: {host: 'data', needs: billedAppAccess, version: '3'},
  postgresAdvancedSettings: {host: 'data', needs: billedAppAccess, version: '3'},
  postgresBackupSchedules: {host: 'data', needs: billedAppAccess, version: '3'},
  postgresIpRules: {host: 'data', needs: billedAppAccess, version: '3'},
  postgresSettings: {host: 'data', needs: billedAppAccess, version: '3'},
  postgresTlsEndpoint: {host: 'data', needs: billedAppAccess, version: '3'},
  postgresTransfers: {host: 'data', needs: billedAppAccess, version: '3'},
  privateLink: {host: 'data', needs: billedAppAccess, version: '3'},
  regions: {needs: {}},
  releases: {firstPageOnly: true, needs: viewApp, range: `version ..; max=${maxReleases}, order=desc`},
  reviewAppConfig: {needs: pipelineMember, version: '3.review-apps'},
  sniEndpoints: {needs: operateApp},
  space: {needs: spaceMember},
  spaceLogDrain: {needs: spaceMember, version: '3.dogwood'},
  spaceMembers: {needs: teamAdmin},
  spaceNat: {needs: spaceMember, version: '3.fir'},
  spaceTelemetryDrains: {needs: spaceMember},
  spaces: {needs: globalScope, range: byId},
  stacks: {needs: {}},
  team: {needs: teamMember},
  teamAllowedServices: {needs: teamAdmin, range: byId},
  teamApp: {needs: {permission: 'app-team-member', scope: 'read'}},
  teamApps: {needs: {permission: 'team-member', scope: 'read'}, range: byId},
  teamAuthorizations: {needs: {permission: 'team-manage-tokens', scope: 'global'}, range: byId},
  teamPermissions: {needs: teamAdmin},
  teamPipelineCouplings: {needs: teamMember, range: byId},
  teamPreferences: {needs: teamAdmin},
  teamSpaces: {needs: teamMember, range: byId},
  teams: {needs: globalScope, range: byId},
  telemetryDrains: {needs: operateApp},
  topology: {needs: spaceMember, version: '3'},
  vpnConnections: {needs: spaceMember, version: '3'},
  webhooks: {needs: {permission: 'app-deploy', scope: 'global'}, version: '3.webhooks'},
}

/** The headers of a request for a kind of fact. */
export function requestHeaders(kind: FactKind): Record<string, string> {
  const {headers, range, version} = routes[kind]
  return {
    ...headers,
    ...(range ? {Range: range} : {}),
    Accept: `application/vnd.heroku+json; version=${version ?? '3.sdk'}`,
  }
}
