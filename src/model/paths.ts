import type {FactKind} from './facts.js'

type PathBuilder = (...keys: readonly string[]) => string

/** A key as a segment of a path. */
function pathSegment(key: string): string {
  if (/^[\w.-]+$/.test(key)) return key
  // A lone surrogate can't be encoded.
  return encodeURIComponent(key.replaceAll(/\p{Cs}/gu, '\uFFFD'))
}

function pathTemplate(template: string): PathBuilder {
  const [head = '', ...tails] = template.split('*')
  return (...keys) => tails.reduce((path, tail, index) => path + pathSegment(keys[index] ?? '') + tail, head)
}

/** The path of each kind of fact; its stars stand for ids or names. */
export const paths: Readonly<Record<FactKind, PathBuilder>> = {
  account: pathTemplate('/account'),
  accountAddons: pathTemplate('/addons'),
  accountAttachments: pathTemplate('/addon-attachments'),
  accountKeys: pathTemplate('/account/keys'),
  addon: pathTemplate('/addons/*'),
  addonAttachments: pathTemplate('/apps/*/addon-attachments'),
  addons: pathTemplate('/apps/*/addons'),
  app: pathTemplate('/apps/*'),
  appFeatures: pathTemplate('/apps/*/features'),
  appPipelineCoupling: pathTemplate('/apps/*/pipeline-couplings'),
  apps: pathTemplate('/apps'),
  attachmentsOfAddon: pathTemplate('/addons/*/addon-attachments'),
  authorizations: pathTemplate('/oauth/authorizations'),
  buildpackInstallations: pathTemplate('/apps/*/buildpack-installations'),
  builds: pathTemplate('/apps/*/builds'),
  collaborators: pathTemplate('/apps/*/collaborators'),
  dataMaintenances: pathTemplate('/data/maintenances/v1/apps/*'),
  domains: pathTemplate('/apps/*/domains'),
  enterpriseAccount: pathTemplate('/enterprise-accounts/*'),
  enterpriseArchives: pathTemplate('/enterprise-accounts/*/archives'),
  enterpriseMembers: pathTemplate('/enterprise-accounts/*/members'),
  formation: pathTemplate('/apps/*/formation'),
  identityProvider: pathTemplate('/identity-providers/*'),
  inboundRuleset: pathTemplate('/spaces/*/inbound-ruleset'),
  invitations: pathTemplate('/teams/*/invitations'),
  kafkaCluster: pathTemplate('/data/kafka/v0/clusters/*'),
  kafkaIpRules: pathTemplate('/data/kafka/v0/clusters/*/ip-rules'),
  keyValueStore: pathTemplate('/redis/v0/databases/*'),
  logDrains: pathTemplate('/apps/*/log-drains'),
  members: pathTemplate('/teams/*/members'),
  peerings: pathTemplate('/spaces/*/peerings'),
  pipeline: pathTemplate('/pipelines/*'),
  pipelineCouplings: pathTemplate('/pipelines/*/pipeline-couplings'),
  pipelines: pathTemplate('/pipelines'),
  postgres: pathTemplate('/client/v11/databases/*'),
  postgresAdvanced: pathTemplate('/data/postgres/v1/*/info'),
  postgresAdvancedSettings: pathTemplate('/data/postgres/v1/*/settings'),
  postgresBackupSchedules: pathTemplate('/client/v11/databases/*/transfer-schedules'),
  postgresIpRules: pathTemplate('/postgres/v0/databases/*/tls-endpoint/ip-rules'),
  postgresSettings: pathTemplate('/postgres/v0/databases/*/config'),
  postgresTlsEndpoint: pathTemplate('/postgres/v0/databases/*/tls-endpoint'),
  postgresTransfers: pathTemplate('/client/v11/apps/*/transfers'),
  privateLink: pathTemplate('/private-link/v0/databases/*'),
  regions: pathTemplate('/regions'),
  releases: pathTemplate('/apps/*/releases'),
  reviewAppConfig: pathTemplate('/pipelines/*/review-app-config'),
  sniEndpoints: pathTemplate('/apps/*/sni-endpoints'),
  space: pathTemplate('/spaces/*'),
  spaceLogDrain: pathTemplate('/spaces/*/log-drain'),
  spaceMembers: pathTemplate('/spaces/*/members'),
  spaceNat: pathTemplate('/spaces/*/nat'),
  spaceTelemetryDrains: pathTemplate('/spaces/*/telemetry-drains'),
  spaces: pathTemplate('/spaces'),
  stacks: pathTemplate('/stacks'),
  team: pathTemplate('/teams/*'),
  teamAllowedServices: pathTemplate('/teams/*/allowed-addon-services'),
  teamApp: pathTemplate('/teams/apps/*'),
  teamApps: pathTemplate('/teams/*/apps'),
  teamAuthorizations: pathTemplate('/teams/*/oauth/authorizations'),
  teamPermissions: pathTemplate('/teams/*/permissions'),
  teamPipelineCouplings: pathTemplate('/teams/*/pipeline-couplings'),
  teamPreferences: pathTemplate('/teams/*/preferences'),
  teamSpaces: pathTemplate('/teams/*/spaces'),
  teams: pathTemplate('/teams'),
  telemetryDrains: pathTemplate('/apps/*/telemetry-drains'),
  topology: pathTemplate('/spaces/*/topology'),
  vpnConnections: pathTemplate('/spaces/*/vpn-connections'),
  webhooks: pathTemplate('/apps/*/webhooks'),
}
