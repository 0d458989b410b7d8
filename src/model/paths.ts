import type {FactKind} from './facts.js'

type Path = (...key: readonly string[]) => string

/** A key as a segment of a path. */
function segment(key: string): string {
  if (/^[\w.-]+$/.test(key)) return key
  // Half of a surrogate pair cannot be encoded.
  return encodeURIComponent(key.replaceAll(/\p{Cs}/gu, '\uFFFD'))
}

function of(template: string): Path {
  const [head = '', ...tails] = template.split('*')
  return (...keys) => tails.reduce((path, tail, index) => path + segment(keys[index] ?? '') + tail, head)
}

/** The route that tells each kind of fact; its stars are the keys, ids or names. */
export const paths: Readonly<Record<FactKind, Path>> = {
  account: of('/account'),
  accountAddons: of('/addons'),
  accountAttachments: of('/addon-attachments'),
  accountKeys: of('/account/keys'),
  addon: of('/addons/*'),
  addonAttachments: of('/apps/*/addon-attachments'),
  addons: of('/apps/*/addons'),
  app: of('/apps/*'),
  appFeatures: of('/apps/*/features'),
  appPipelineCoupling: of('/apps/*/pipeline-couplings'),
  apps: of('/apps'),
  attachmentsOfAddon: of('/addons/*/addon-attachments'),
  authorizations: of('/oauth/authorizations'),
  buildpackInstallations: of('/apps/*/buildpack-installations'),
  builds: of('/apps/*/builds'),
  collaborators: of('/apps/*/collaborators'),
  dataMaintenances: of('/data/maintenances/v1/apps/*'),
  domains: of('/apps/*/domains'),
  enterpriseAccount: of('/enterprise-accounts/*'),
  enterpriseArchives: of('/enterprise-accounts/*/archives'),
  enterpriseMembers: of('/enterprise-accounts/*/members'),
  formation: of('/apps/*/formation'),
  identityProvider: of('/identity-providers/*'),
  inboundRuleset: of('/spaces/*/inbound-ruleset'),
  invitations: of('/teams/*/invitations'),
  kafkaCluster: of('/data/kafka/v0/clusters/*'),
  kafkaIpRules: of('/data/kafka/v0/clusters/*/ip-rules'),
  keyValueStore: of('/redis/v0/databases/*'),
  logDrains: of('/apps/*/log-drains'),
  members: of('/teams/*/members'),
  peerings: of('/spaces/*/peerings'),
  pipeline: of('/pipelines/*'),
  pipelineCouplings: of('/pipelines/*/pipeline-couplings'),
  pipelines: of('/pipelines'),
  postgres: of('/client/v11/databases/*'),
  postgresAdvanced: of('/data/postgres/v1/*/info'),
  postgresAdvancedSettings: of('/data/postgres/v1/*/settings'),
  postgresBackupSchedules: of('/client/v11/databases/*/transfer-schedules'),
  postgresIpRules: of('/postgres/v0/databases/*/tls-endpoint/ip-rules'),
  postgresSettings: of('/postgres/v0/databases/*/config'),
  postgresTlsEndpoint: of('/postgres/v0/databases/*/tls-endpoint'),
  postgresTransfers: of('/client/v11/apps/*/transfers'),
  privateLink: of('/private-link/v0/databases/*'),
  regions: of('/regions'),
  releases: of('/apps/*/releases'),
  reviewAppConfig: of('/pipelines/*/review-app-config'),
  sniEndpoints: of('/apps/*/sni-endpoints'),
  space: of('/spaces/*'),
  spaceLogDrain: of('/spaces/*/log-drain'),
  spaceNat: of('/spaces/*/nat'),
  spaceTelemetryDrains: of('/spaces/*/telemetry-drains'),
  spaces: of('/spaces'),
  stacks: of('/stacks'),
  team: of('/teams/*'),
  teamAllowedServices: of('/teams/*/allowed-addon-services'),
  teamApp: of('/teams/apps/*'),
  teamApps: of('/teams/*/apps'),
  teamAuthorizations: of('/teams/*/oauth/authorizations'),
  teamPermissions: of('/teams/*/permissions'),
  teamPipelineCouplings: of('/teams/*/pipeline-couplings'),
  teamPreferences: of('/teams/*/preferences'),
  teamSpaces: of('/teams/*/spaces'),
  teams: of('/teams'),
  telemetryDrains: of('/apps/*/telemetry-drains'),
  topology: of('/spaces/*/topology'),
  vpnConnections: of('/spaces/*/vpn-connections'),
  webhooks: of('/apps/*/webhooks'),
}
