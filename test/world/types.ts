/** A record as the API prints it, secrets included. */
export type Raw = Record<string, unknown>

/** The short form in which records point at each other. */
export interface Ref {
  id: string
  name: string
}

/** A raw record that has an id and a name. */
export interface Named extends Raw {
  id: string
  name: string
}

/** What the caller gets instead of a thing that exists but is hidden from them. */
export type Invisible = 403 | 404 | null

/** An app's own record in variant 3.sdk, with the two fields only team-app records show. */
export interface AppRecord extends Named {
  generation: string
  locked: boolean
  joined: boolean
  region: Ref
  team: Ref | null
  space: (Ref & {shield: boolean}) | null
}

/** An app and everything that hangs on it. */
export interface AppWorld {
  record: AppRecord
  formation: Raw[]
  domains: Raw[]
  sniEndpoints: Raw[]
  features: Raw[]
  logDrains: Raw[]
  telemetryDrains: Raw[]
  webhooks: Raw[]
  collaborators: Raw[]
  buildpackInstallations: Raw[]
  builds: Raw[]
  releases: Raw[]
  configVars: Record<string, string>
  invisible: Invisible
}

/** An add-on, its full plan and service, and the attachment made on its billing app. */
export interface AddonWorld {
  record: Named & {app: Ref; plan: Ref; addon_service: Ref; config_vars: string[]}
  plan: Named & {compliance: unknown}
  service: Named
  as: string | null
  invisible: Invisible
}

/** One use of an add-on by an app. */
export interface AttachmentRecord extends Named {
  app: Ref
  addon: Ref & {app: Ref}
  config_vars: string[]
}

/** A space and everything that hangs on it; what its generation does not know is null. */
export interface SpaceWorld {
  record: Named & {generation: string; shield: boolean; team: Ref; region: Ref}
  inboundRuleset: Raw | null
  nat: Raw | null
  peerings: Raw[]
  peeringInfo: Raw | null
  vpnConnections: Named[]
  logDrain: Raw | null
  telemetryDrains: Raw[]
  members: Raw[]
  hosts: Raw[]
  /** Replaces the topology that is otherwise derived from the apps. */
  topology: Raw | null
  invisible: Invisible
}

/** A team as the caller sees it: `record.role` is the caller's role in it. */
export interface TeamWorld {
  record: Named & {role: string | null; enterprise_account: Ref | null; identity_provider: Raw | null}
  members: Raw[]
  invitations: Raw[]
  preferences: Raw
  features: Raw[]
  allowedAddonServices: Raw[]
  authorizations: Raw[]
}

/** An enterprise account; `record.permissions` are the caller's. */
export interface EnterpriseWorld {
  record: Named & {permissions: string[]}
  members: Raw[]
  archives: Raw[]
  events: Raw[]
}

/** A pipeline, its couplings, and how it makes review apps. */
export interface PipelineWorld {
  record: Named & {owner: {id: string; type: string}}
  couplings: Array<Raw & {id: string; app: {id: string}; pipeline: {id: string}; stage: string}>
  reviewAppConfig: Raw | null
}

/** The caller and what belongs to the caller alone. */
export interface AccountWorld {
  record: Raw & {id: string; email: string}
  features: Raw[]
  keys: Raw[]
  sessions: Raw[]
  clients: Raw[]
  transfers: Raw[]
}

/** What goes wrong: an answer in place of the real one, or a failure of the connection. */
export type Fault =
  | {status: number; body?: unknown; headers?: Record<string, string>}
  | {delay: number}
  | 'html-503'
  | 'reset'
  | 'hang'
  | 'truncated-json'

/** Where and how often a fault strikes. Paths match with ids or with names alike. */
export interface FaultRule {
  path: RegExp | string
  method?: string
  times?: number
  fault: Fault
}

/** Points on which the real API is unsure; off is the behaviour that gives the client less. */
export interface Quirks {
  /** `/teams/:t/apps` shows `acm` and `space.shield` although its schema does not. */
  teamAppsFull?: boolean
  /** `/teams/:t/addons` honours `Accept-Expansion`. */
  teamAddonsExpand?: boolean
  /** `/apps/:a/addons` lists add-ons that other apps pay for. */
  foreignAddons?: boolean
}

/** An invented account, all of it. */
export interface World {
  account: AccountWorld
  teams: TeamWorld[]
  enterpriseAccounts: EnterpriseWorld[]
  spaces: SpaceWorld[]
  apps: AppWorld[]
  addons: AddonWorld[]
  attachments: AttachmentRecord[]
  pipelines: PipelineWorld[]
  stacks: Named[]
  regions: Named[]
  identityProviders: Named[]
  authorizations: Array<Raw & {id: string}>
  /** Answers of the data services' own API, by path; add-ons by name or by id. */
  data: Record<string, unknown>
  faults: FaultRule[]
  quirks: Quirks
  rateLimit: number
}
