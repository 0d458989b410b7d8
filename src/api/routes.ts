import type {FactKind} from '../model/facts.js'
import type {DataHost} from './http.js'

import {mostReleases} from '../model/release.js'

/** How a kind of fact is asked for, and what the one who asks needs. */
export interface Route {
  /** Who is asked, where that is not the Platform API. */
  readonly host?: DataHost
  /** Variant of the API; 3.sdk unless the route knows another. */
  readonly version?: '3' | '3.dogwood' | '3.fir' | '3.review-apps' | '3.team-invitations' | '3.webhooks'
  readonly headers?: Readonly<Record<string, string>>
  /** Range of the first page. A list without one comes in the API's own pages. */
  readonly range?: string
  /** Only the first page is of interest. */
  readonly first?: boolean
  /** The permission that would close a gap. */
  readonly needs: string
}

const view = 'view permission on the app'
const deploy = 'deploy permission on the app'
const operate = 'operate permission on the app'
const inSpace = 'membership of the team that owns the space, and a token of scope global'
const inTeam = 'membership of the team, and a token of scope global'
const inPipeline = 'access to an app of the pipeline, or membership of its team'
const admin = 'the role admin in the team, and a token of scope global'
const byId = 'id ..; max=1000;'
const payer = 'access to the app that pays for the add-on, and a token of scope global'
const expanded = {'Accept-Expansion': 'addon_service,plan'}

export const routes: Readonly<Record<FactKind, Route>> = {
  account: {needs: 'a token of scope identity'},
  accountAddons: {headers: expanded, needs: 'a token of scope read', range: byId},
  accountAttachments: {needs: 'a token of scope read', range: byId},
  accountKeys: {needs: 'a token of scope global', range: byId},
  addon: {headers: expanded, needs: 'view permission on the app that pays for the add-on'},
  addonAttachments: {needs: view, range: byId},
  addons: {headers: expanded, needs: view, range: byId},
  app: {needs: view},
  appFeatures: {needs: view},
  appPipelineCoupling: {needs: view},
  apps: {needs: 'a token of scope read', range: byId},
  attachmentsOfAddon: {needs: 'view permission on the app that pays for the add-on', range: byId},
  authorizations: {needs: 'a token of scope global', range: byId},
  buildpackInstallations: {needs: view},
  builds: {first: true, needs: deploy, range: 'started_at ..; max=100, order=desc'},
  collaborators: {needs: view, range: byId},
  dataMaintenances: {host: 'data', needs: payer, version: '3'},
  domains: {needs: view, range: byId},
  enterpriseAccount: {needs: 'view permission on the enterprise account'},
  enterpriseArchives: {needs: 'manage permission on the enterprise account'},
  enterpriseMembers: {needs: 'view permission on the enterprise account', range: byId},
  formation: {needs: view},
  identityProvider: {needs: admin},
  inboundRuleset: {needs: inSpace, version: '3'},
  invitations: {needs: admin, range: byId, version: '3.team-invitations'},
  kafkaCluster: {host: 'data', needs: payer, version: '3'},
  kafkaIpRules: {host: 'data', needs: payer, version: '3'},
  keyValueStore: {host: 'redis', needs: payer, version: '3'},
  logDrains: {needs: operate},
  members: {needs: admin, range: 'email ..; max=1000;'},
  peerings: {needs: inSpace, version: '3'},
  pipeline: {needs: inPipeline},
  pipelineCouplings: {needs: inPipeline, range: byId},
  pipelines: {needs: 'a token of scope global', range: byId},
  postgres: {host: 'data', needs: payer, version: '3'},
  postgresAdvanced: {host: 'data', needs: payer, version: '3'},
  postgresAdvancedSettings: {host: 'data', needs: payer, version: '3'},
  postgresBackupSchedules: {host: 'data', needs: payer, version: '3'},
  postgresIpRules: {host: 'data', needs: payer, version: '3'},
  postgresSettings: {host: 'data', needs: payer, version: '3'},
  postgresTlsEndpoint: {host: 'data', needs: payer, version: '3'},
  postgresTransfers: {host: 'data', needs: payer, version: '3'},
  privateLink: {host: 'data', needs: payer, version: '3'},
  regions: {needs: 'any token'},
  releases: {first: true, needs: view, range: `version ..; max=${mostReleases}, order=desc`},
  reviewAppConfig: {needs: inPipeline, version: '3.review-apps'},
  sniEndpoints: {needs: operate},
  space: {needs: inSpace},
  spaceLogDrain: {needs: inSpace, version: '3.dogwood'},
  spaceNat: {needs: inSpace, version: '3.fir'},
  spaceTelemetryDrains: {needs: inSpace},
  spaces: {needs: 'a token of scope global', range: byId},
  stacks: {needs: 'any token'},
  team: {needs: inTeam},
  teamAllowedServices: {needs: admin, range: byId},
  teamApp: {needs: "membership of the app's team"},
  teamApps: {needs: 'membership of the team', range: byId},
  teamAuthorizations: {needs: 'the capability manage_tokens in the team, and a token of scope global', range: byId},
  teamPermissions: {needs: admin},
  teamPipelineCouplings: {needs: inTeam, range: byId},
  teamPreferences: {needs: admin},
  teamSpaces: {needs: inTeam, range: byId},
  teams: {needs: 'a token of scope global', range: byId},
  telemetryDrains: {needs: operate},
  topology: {needs: inSpace, version: '3'},
  vpnConnections: {needs: inSpace, version: '3'},
  webhooks: {needs: 'deploy permission on the app, and a token of scope global', version: '3.webhooks'},
}

/** The headers of a request. */
export function headersOf(kind: FactKind): Record<string, string> {
  const {headers, range, version} = routes[kind]
  return {
    ...headers,
    ...(range ? {Range: range} : {}),
    Accept: `application/vnd.heroku+json; version=${version ?? '3.sdk'}`,
  }
}
