import type {SubjectKind} from '../model/subject.js'

/** The types of events that the audit trail has for changes of a kind of subject; none where it records none. */
const typesByKind: Readonly<Record<SubjectKind, readonly string[]>> = {
  account: [],
  addon: ['addon'],
  app: ['app', 'app_transfer'],
  attachment: ['addon'],
  authorization: [],
  certificate: ['sni_endpoint', 'domain'],
  collaborator: ['collaborator', 'team_membership', 'app_transfer'],
  domain: ['domain', 'sni_endpoint'],
  drain: [],
  invitation: [],
  member: ['team_membership', 'enterprise_account_membership'],
  pipeline: ['app', 'app_transfer', 'addon'],
  space: ['space'],
  team: ['team', 'enterprise_account_membership'],
  webhook: [],
}

const nothing: readonly string[] = []
const deploys = ['code_release']
const trustedIps = ['trusted_ip', 'space']

/** Settings of data services, log drains, dyno sizes, features of apps and single sign-on leave no event. */
const typesByField: Readonly<Partial<Record<SubjectKind, Readonly<Record<string, readonly string[]>>>>> = {
  addon: {
    backups: nothing,
    externalIpTotal: nothing,
    foreignAttachments: ['addon', 'app_transfer'],
    hasBackupSchedule: nothing,
    hasExternalEndpoint: nothing,
    hasKeptBackup: nothing,
    hasMutualTls: nothing,
    hasPrivateLink: nothing,
    hasSuccessfulBackup: nothing,
    keptBackups: nothing,
    largestExternalRange: nothing,
    lastBackupAgeDays: nothing,
    logMinDuration: nothing,
    logStatement: nothing,
    logsConnections: nothing,
    maintenance: nothing,
    undeclaredAccounts: nothing,
  },
  app: {
    buildAgeDays: deploys,
    buildpackCount: deploys,
    dynoSizes: nothing,
    exposure: ['app', 'domain', ...trustedIps],
    foreignBuildpacks: deploys,
    hasLogDrain: ['addon'],
    hasWebProcess: deploys,
    herokuExecIsOn: nothing,
    isPromotedFromStaging: deploys,
    newestCodeIsPromoted: deploys,
    stack: ['app', ...deploys],
    stackState: ['app', ...deploys],
    stackSupport: ['app', ...deploys],
    strictTlsIsOn: nothing,
    webDynos: nothing,
  },
  domain: {acm: ['app'], acmStatus: ['app', 'domain', 'sni_endpoint']},
  member: {federated: nothing, lastLoginAgeDays: nothing, mfa: nothing},
  pipeline: {
    copyAttachments: ['addon'],
    reviewAppsAreConfigured: nothing,
    reviewAppsJoinProduction: nothing,
    reviewAppsRunLower: nothing,
    sharedAddons: ['addon'],
    sharedAttachments: ['addon'],
  },
  space: {
    hasLogDrain: nothing,
    hugeTrustedRanges: trustedIps,
    ikev1Vpns: nothing,
    largestTrustedNetwork: trustedIps,
    largestTrustedRange: trustedIps,
    lowestIkeVersion: nothing,
    peeringCount: nothing,
    trustedIpRanges: trustedIps,
    trustedIpTotal: trustedIps,
    trustedIpsAreApplied: trustedIps,
    trustedNetworkTotal: trustedIps,
    undeclaredPeeringIds: nothing,
    undeclaredPeerings: nothing,
    undeclaredVpnNames: nothing,
    undeclaredVpns: nothing,
    vpnCount: nothing,
    wideTrustedRanges: trustedIps,
  },
  team: {
    adminCount: ['team_membership'],
    appPermissions: ['collaborator', 'team_membership'],
    enterpriseIsAYearOld: nothing,
    hasIdentityProvider: nothing,
    missingArchives: nothing,
    signOnDaysLeft: nothing,
    usesSingleSignOn: nothing,
  },
}

/** A change of who may read it: of the reader's own membership. */
export const accessEventTypes = ['collaborator', 'enterprise_account_membership', 'team_membership'] as const

/**
 * The types of events that can change some fields of a subject.
 *
 * @param isNew the subject wasn't there before: what made it may be any event of its kind
 */
export function causingEventTypes(kind: SubjectKind, fields: readonly string[], isNew: boolean): ReadonlySet<string> {
  const byField = typesByField[kind] ?? {}
  const types = fields.flatMap(field => (Object.hasOwn(byField, field) ? (byField[field] ?? []) : typesByKind[kind]))
  return new Set(isNew || fields.length === 0 ? [...types, ...typesByKind[kind]] : types)
}
