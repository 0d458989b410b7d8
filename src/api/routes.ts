import type {FactKind} from '../model/facts.js'
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
  /** The permission that would close a gap. */
  readonly needs: string
}

const viewApp = 'view permission on the app'
const deployApp = 'deploy permission on the app'
const operateApp = 'operate permission on the app'
const spaceMember = 'membership of the team that owns the space, and a token of scope global'
const teamMember = 'membership of the team, and a token of scope global'
const pipelineMember = 'access to an app of the pipeline, or membership of its team'
const teamAdmin = 'the role admin in the team, and a token of scope global'
const byId = 'id ..; max=1000;'
const billedAppAccess = 'access to the app that pays for the add-on, and a token of scope global'
const expandAddon = {'Accept-Expansion': 'addon_service,plan'}

export const routes: Readonly<Record<FactKind, Route>> = {
  account: {needs: 'a token of scope identity'},
  accountAddons: {headers: expandAddon, needs: 'a token of scope read', range: byId},
  accountAttachments: {needs: 'a token of scope read', range: byId},
  accountKeys: {needs: 'a token of scope global', range: byId},
  addon: {headers: expandAddon, needs: 'view permission on the app that pays for the add-on'},
  addonAttachments: {needs: viewApp, range: byId},
  addons: {headers: expandAddon, needs: viewApp, range: byId},
  app: {needs: viewApp},
  appFeatures: {needs: viewApp},
  appPipelineCoupling: {needs: viewApp},
  apps: {needs: 'a token of scope read', range: byId},
  attachmentsOfAddon: {needs: 'view permission on the app that pays for the add-on', range: byId},
  authorizations: {needs: 'a token of scope global', range: byId},
  buildpackInstallations: {needs: viewApp},
  builds: {firstPageOnly: true, needs: deployApp, range: 'started_at ..; max=100, order=desc'},
  collaborators: {needs: viewApp, range: byId},
  dataMaintenances: {host: 'data', needs: billedAppAccess, version: '3'},
  domains: {needs: viewApp, range: byId},
  enterpriseAccount: {needs: 'view permission on the enterprise account'},
  enterpriseArchives: {needs: 'manage permission on the enterprise account'},
  enterpriseMembers: {needs: 'view permission on the enterprise account', range: byId},
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
  pipelines: {needs: 'a token of scope global', range: byId},
  postgres: {host: 'data', needs: billedAppAccess, version: '3'},
  postgresAdvanced: {host: 'data', needs: billedAppAccess, version: '3'},
  postgresAdvancedSettings: {host: 'data', needs: billedAppAccess, version: '3'},
  postgresBackupSchedules: {host: 'data', needs: billedAppAccess, version: '3'},
  postgresIpRules: {host: 'data', needs: billedAppAccess, version: '3'},
  postgresSettings: {host: 'data', needs: billedAppAccess, version: '3'},
  postgresTlsEndpoint: {host: 'data', needs: billedAppAccess, version: '3'},
  postgresTransfers: {host: 'data', needs: billedAppAccess, version: '3'},
  privateLink: {host: 'data', needs: billedAppAccess, version: '3'},
  regions: {needs: 'any token'},
  releases: {firstPageOnly: true, needs: viewApp, range: `version ..; max=${maxReleases}, order=desc`},
  reviewAppConfig: {needs: pipelineMember, version: '3.review-apps'},
  sniEndpoints: {needs: operateApp},
  space: {needs: spaceMember},
  spaceLogDrain: {needs: spaceMember, version: '3.dogwood'},
  spaceNat: {needs: spaceMember, version: '3.fir'},
  spaceTelemetryDrains: {needs: spaceMember},
  spaces: {needs: 'a token of scope global', range: byId},
  stacks: {needs: 'any token'},
  team: {needs: teamMember},
  teamAllowedServices: {needs: teamAdmin, range: byId},
  teamApp: {needs: "membership of the app's team"},
  teamApps: {needs: 'membership of the team', range: byId},
  teamAuthorizations: {needs: 'the capability manage_tokens in the team, and a token of scope global', range: byId},
  teamPermissions: {needs: teamAdmin},
  teamPipelineCouplings: {needs: teamMember, range: byId},
  teamPreferences: {needs: teamAdmin},
  teamSpaces: {needs: teamMember, range: byId},
  teams: {needs: 'a token of scope global', range: byId},
  telemetryDrains: {needs: operateApp},
  topology: {needs: spaceMember, version: '3'},
  vpnConnections: {needs: spaceMember, version: '3'},
  webhooks: {needs: 'deploy permission on the app, and a token of scope global', version: '3.webhooks'},
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
