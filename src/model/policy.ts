import type {DataClass, Severity} from './framework.js'

/** Which apps hold a data class, or that none does, and who declared it; `on` is an ISO date. */
export interface Declaration {
  readonly apps: readonly string[]
  readonly by: string
  readonly on: string
}

/** A document on file; it covers what it names, from `issued` through `expires`, both ISO dates. */
export interface PolicyDocument {
  readonly id: string
  readonly issuer: string
  readonly version?: string
  readonly issued: string
  readonly expires?: string
  readonly services: readonly string[]
  readonly regions?: readonly string[]
  readonly place?: string
  readonly sha256?: string
  /** For an access review: globs on the apps, spaces and teams whose access it reviewed. */
  readonly apps?: readonly string[]
  readonly spaces?: readonly string[]
  readonly teams?: readonly string[]
}

/** What the ids of access reviews on file begin with. */
export const accessReviewPrefix = 'access-review-'

/** A person's answer to a control's question, for the apps, spaces or teams that the globs match. */
export interface Answer {
  readonly framework: string
  readonly control: string
  readonly apps?: readonly string[]
  readonly spaces?: readonly string[]
  readonly teams?: readonly string[]
  readonly answer: 'no' | 'not-applicable' | 'yes'
  readonly reason: string
  readonly by: string
  readonly on: string
  readonly expires?: string
  /** The id of a document. */
  readonly evidence?: string
}

/** What an answer can be about: an app, a space or a team. An app that can't be seen has none of the three. */
export interface Place {
  /** Unique: names of spaces and teams have their kind before them. */
  readonly name: string
  readonly app?: string
  readonly space?: string
  readonly team?: string
  /** For a space or a team: whether some of its apps are in scope. */
  readonly holdsApps?: boolean
}

/** A failure that is accepted through `expires`, an ISO date; `subjects` are globs on names. */
export interface Waiver {
  readonly check: string
  readonly subjects: readonly string[]
  readonly reason: string
  readonly by: string
  readonly approvedBy: string
  readonly on?: string
  readonly expires: string
  readonly ticket?: string
}

/** Days that a waiver may run, from its date, or from today where it has none. */
export const maxWaiverDays: Readonly<Record<Severity, number>> = {critical: 90, high: 180, low: 365, medium: 365}

/** Days for which a waiver is proposed: a quarter, or less where it may not run that long. */
export const proposedWaiverDays = (severity: Severity): number => Math.min(maxWaiverDays[severity], 90)

/** Whether a command that would make something worse is only remarked on, needs a reason, or is stopped. */
export const guardLevels = ['advise', 'hold', 'refuse'] as const
export type GuardLevel = (typeof guardLevels)[number]

/** What a policy says of Heroku commands before they run. */
export interface GuardPolicy {
  readonly level?: GuardLevel
  /** Globs on ids of commands. */
  readonly commands?: readonly string[]
  /** A duration such as `24h`. */
  readonly maxAge?: string
}

/** What people decided; nothing where a key is absent. Globs know `*` only and match whole names in any case. */
export interface Policy {
  readonly frameworks?: readonly string[]
  /** What flags say unless they are given. */
  readonly defaults?: {
    readonly failOn?: Severity | 'never'
    readonly strict?: boolean
    readonly team?: string
    readonly space?: string
    readonly pipeline?: string
    readonly output?: readonly string[]
  }
  /** What is done before a Heroku command runs; without it, nothing is. */
  readonly guard?: GuardPolicy
  readonly profile?: {
    readonly pci?: {readonly entity?: 'merchant' | 'service-provider'; readonly saq?: string}
    readonly cjis?: {readonly version?: '5.9.5' | '6.0'; readonly csa?: string; readonly confirmedOn?: string}
  }
  readonly data?: Readonly<Partial<Record<DataClass, Declaration>>>
  readonly recovery?: {readonly rtoHours?: number; readonly rpoHours?: number}
  readonly allow: {
    readonly addonServices?: ReadonlyArray<{
      readonly name: string
      readonly reason?: string
      readonly document?: string
      readonly expires?: string
    }>
    readonly buildpacks?: readonly string[]
    readonly emailDomains?: readonly string[]
    readonly logHosts?: readonly string[]
    readonly oauthClients?: readonly string[]
    readonly peerings?: readonly string[]
    readonly publicApps?: readonly string[]
    readonly sharedAccounts?: readonly string[]
    readonly vpns?: readonly string[]
    readonly webhookHosts?: readonly string[]
  }
  readonly limits?: {
    readonly admins?: number
    readonly buildAgeDays?: number
    readonly tokenDays?: number
    readonly certificateDays?: number
  }
  readonly documents?: readonly PolicyDocument[]
  readonly answers?: readonly Answer[]
  readonly waivers?: readonly Waiver[]
}

/** The frameworks that a policy chooses; undefined where it lists none. */
export const chosenFrameworks = (policy: Pick<Policy, 'frameworks'> | undefined): readonly string[] | undefined =>
  policy?.frameworks && policy.frameworks.length > 0 ? policy.frameworks : undefined

/** A policy that decides nothing. */
export const emptyPolicy: Policy = {allow: {}}

/** Names no app that can exist. A declaration that no app holds a class wouldn't request any facts. */
const unmatchableDeclaration: Declaration = {apps: ['?'], by: '?', on: '1970-01-01'}

/** Declares everything and allows nothing, so that an assessment reads whatever any policy could make it read. */
export const mostDemandingPolicy: Policy = {
  allow: {
    addonServices: [],
    buildpacks: [],
    emailDomains: [],
    logHosts: [],
    oauthClients: [],
    peerings: [],
    publicApps: [],
    sharedAccounts: [],
    vpns: [],
    webhookHosts: [],
  },
  data: {
    'bank-account': unmatchableDeclaration,
    cardholder: unmatchableDeclaration,
    cji: unmatchableDeclaration,
    'government-id': unmatchableDeclaration,
    health: unmatchableDeclaration,
    personal: unmatchableDeclaration,
  },
  documents: [],
}

/** The effective policy, and the files that it was read from, in order of precedence. */
export interface LoadedPolicy {
  readonly policy: Policy
  readonly files: readonly string[]
  /** SHA-256 of the policy's canonical JSON. */
  readonly sha256: string
}

/** Policies with which an assessment reads, between them, whatever any policy could make it read. */
export const policyExtremes: readonly Policy[] = [emptyPolicy, mostDemandingPolicy]

/** The data classes for which a policy says which apps hold them. */
export const declaredDataClasses = ({data = {}}: Pick<Policy, 'data'>): ReadonlySet<DataClass> =>
  new Set(Object.keys(data) as DataClass[])
