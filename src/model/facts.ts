import type {AccountFactTypes, Permission} from './account-facts.js'
import type {Build, Buildpack, Release} from './code-facts.js'
import type {DataFactTypes} from './data-facts.js'
import type {ReadResult} from './gap.js'
import type {Pipeline, PipelineCoupling, ReviewAppConfig} from './pipeline-facts.js'
import type {Generation, NamedResource, ResourceRef, UrlOrigin, User} from './resource-ref.js'

type SpaceRef = (ResourceRef & {readonly shield?: boolean | null}) | null

export interface App {
  readonly id: string
  readonly name: string
  readonly acm?: boolean | null
  readonly generation?: Generation
  readonly internal_routing?: boolean | null
  readonly maintenance?: boolean | null
  readonly stack?: NamedResource | null
  readonly region?: NamedResource | null
  readonly space?: SpaceRef
  readonly team?: null | ResourceRef
  readonly owner?: User
  readonly buildpacks?: ReadonlyArray<{readonly id: string}> | null
}

export interface TeamApp {
  readonly id: string
  readonly name: string
  readonly locked?: boolean | null
  readonly generation?: Generation
  readonly space?: SpaceRef
  readonly team?: null | ResourceRef
}

export interface Space {
  readonly id: string
  readonly name: string
  readonly shield?: boolean | null
  readonly generation?: Generation
  readonly region?: NamedResource | null
  readonly team?: null | ResourceRef
  readonly state?: string
}

export interface Team {
  readonly id: string
  readonly name: string
  readonly role?: null | string
  readonly type?: string
  readonly enterprise_account?: null | ResourceRef
  readonly identity_provider?: null | ResourceRef
}

export interface Addon {
  readonly id: string
  readonly name: string
  /** The app that is billed for it. */
  readonly app?: null | ResourceRef
  readonly addon_service?: NamedResource | null
  readonly plan?: (NamedResource & {readonly compliance?: null | readonly string[]}) | null
  readonly state?: string
}

export interface AddonAttachment {
  readonly id: string
  readonly name: string
  readonly app: ResourceRef
  readonly addon: NamedResource & {readonly app?: null | ResourceRef}
  readonly namespace?: null | string
}

export interface Drain {
  readonly id?: string
  /** Null where no URL was visible. */
  readonly target?: null | UrlOrigin
  readonly addon?: null | ResourceRef
}

export interface TelemetryDrain {
  readonly id: string
  readonly signals?: null | readonly string[]
  readonly target?: null | UrlOrigin
}

/** A certificate's key and the hash that it is signed with, each null where it isn't recognized. */
export interface LeafCertificate {
  readonly algorithm: null | string
  readonly bits: null | number
  readonly signature: null | string
}

export interface SniEndpoint {
  readonly id: string
  readonly name?: null | string
  readonly domains?: readonly string[]
  /** Null where the certificate can't be parsed. */
  readonly leaf?: LeafCertificate | null
  readonly ssl_cert?: {
    readonly 'ca_signed?'?: boolean | null
    readonly 'self_signed?'?: boolean | null
    readonly cert_domains?: null | readonly string[]
    readonly expires_at?: null | string
    readonly issuer?: null | string
  } | null
}

export interface Domain {
  readonly id: string
  readonly hostname: string
  readonly kind?: null | string
  readonly acm_status?: null | string
  readonly sni_endpoint?: null | ResourceRef
}

export interface Member {
  readonly id?: string
  readonly created_at?: null | string
  readonly email?: null | string
  readonly role?: null | string
  readonly federated?: boolean | null
  readonly two_factor_authentication?: boolean | null
  readonly user?: User
}

/** What is kept of each response, by kind of fact; facts.schema.json has the same shapes. */
export interface FactTypes extends AccountFactTypes, DataFactTypes {
  addon: Addon
  accountAddons: readonly Addon[]
  accountAttachments: readonly AddonAttachment[]
  addonAttachments: readonly AddonAttachment[]
  addons: readonly Addon[]
  app: App
  appFeatures: ReadonlyArray<{readonly name: string; readonly enabled?: boolean | null; readonly state?: null | string}>
  appPipelineCoupling: PipelineCoupling
  apps: readonly App[]
  attachmentsOfAddon: readonly AddonAttachment[]
  buildpackInstallations: ReadonlyArray<{readonly buildpack?: Buildpack}>
  builds: readonly Build[]
  collaborators: ReadonlyArray<{
    readonly id?: string
    readonly created_at?: null | string
    readonly permissions?: null | readonly Permission[]
    readonly role?: null | string
    readonly user?: User
  }>
  domains: readonly Domain[]
  enterpriseAccount: {
    readonly id: string
    readonly name?: string
    readonly created_at?: null | string
    readonly identity_provider?: null | ResourceRef
  }
  formation: ReadonlyArray<{
    readonly type: string
    readonly quantity?: null | number
    readonly size?: null | string
    readonly dyno_size?: NamedResource | null
  }>
  inboundRuleset: {
    readonly applied?: boolean | null
    readonly rules: ReadonlyArray<{readonly action?: null | string; readonly source?: null | string}>
  }
  logDrains: readonly Drain[]
  members: readonly Member[]
  peerings: ReadonlyArray<{
    readonly pcx_id?: null | string
    readonly type?: null | string
    readonly status?: null | string
    readonly aws_account_id?: null | string
  }>
  pipeline: {readonly id: string; readonly name: string}
  pipelineCouplings: readonly PipelineCoupling[]
  pipelines: readonly Pipeline[]
  releases: readonly Release[]
  regions: ReadonlyArray<{
    readonly name: string
    readonly country?: null | string
    readonly provider?: {readonly name?: null | string; readonly region?: null | string} | null
  }>
  reviewAppConfig: ReviewAppConfig
  sniEndpoints: readonly SniEndpoint[]
  space: Space
  spaceLogDrain: Drain
  spaceNat: {readonly state?: null | string; readonly sources?: null | readonly string[]}
  spaceTelemetryDrains: readonly TelemetryDrain[]
  spaces: readonly Space[]
  stacks: ReadonlyArray<{readonly name: string; readonly state?: null | string}>
  team: Team
  teamApp: TeamApp
  teamApps: readonly TeamApp[]
  teamPipelineCouplings: readonly PipelineCoupling[]
  teamPreferences: {readonly 'addons-controls'?: boolean | null; readonly 'default-permission'?: null | string}
  teamSpaces: readonly Space[]
  teams: readonly Team[]
  telemetryDrains: readonly TelemetryDrain[]
  topology: {readonly apps: ReadonlyArray<{readonly id: string}>}
  vpnConnections: ReadonlyArray<{
    readonly id?: string
    readonly name?: null | string
    readonly public_ip?: null | string
    readonly ike_version?: null | number
    readonly status?: null | string
  }>
  webhooks: ReadonlyArray<{
    readonly id: string
    readonly include?: null | readonly string[]
    readonly level?: null | string
    readonly target?: null | UrlOrigin
  }>
}

export type FactKind = keyof FactTypes

/** A fact that is missing and is to be fetched. */
export interface FactRequest {
  readonly kind: FactKind
  readonly path: string
}

/**
 * Where subjects read facts. What wasn't collected is a gap of reason `not-collected`; a live run remembers it, and
 * collects it before the subjects are derived again.
 */
export interface FactSource {
  /** One fact; `keys` are the names or ids in its path, in order. */
  read<K extends FactKind>(kind: K, ...keys: readonly string[]): ReadResult<FactTypes[K]>
  /**
   * A resource that its owner may not have: null where the response was 404 and the owner itself was read.
   * Any other failure is a gap.
   */
  readOptional<K extends FactKind>(
    owner: ReadResult<unknown>,
    kind: K,
    ...keys: readonly string[]
  ): ReadResult<FactTypes[K] | null>
}
