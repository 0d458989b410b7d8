import type {DataClass} from './framework.js'

/** Who said that a class of data lives in which apps, or in none; `on` is an ISO date. */
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
}

/** What a person said of a control, for the apps, spaces or teams that the globs match. */
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

/** What an answer can be true of: an app where it is, a space, or a team. One that cannot be seen is none of them. */
export interface Place {
  /** Unlike those of all others: of a space or a team with its kind before it. */
  readonly name: string
  readonly app?: string
  readonly space?: string
  readonly team?: string
  /** Of a space or a team: whether apps of it are in scope. */
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

/** What people decided. Absent means: nothing was said. Globs know `*` only and match whole names, without regard to case. */
export interface Policy {
  readonly frameworks?: readonly string[]
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

/** The frameworks that a policy chooses: an empty list names none, and so chooses nothing. */
export const chosenFrameworks = (policy: Pick<Policy, 'frameworks'> | undefined): readonly string[] | undefined =>
  policy?.frameworks && policy.frameworks.length > 0 ? policy.frameworks : undefined

/** The policy of a team that has said nothing. */
export const emptyPolicy: Policy = {allow: {}}

/** Of a name that no app can have: a declaration of none would ask for nothing. */
const unmatchableDeclaration: Declaration = {apps: ['?'], by: '?', on: '1970-01-01'}

/** A policy that declares everything and allows nothing: what it asks for is all that any policy may. */
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

/** An effective policy, and the files that it was read from, the last word first. */
export interface LoadedPolicy {
  readonly policy: Policy
  readonly files: readonly string[]
  /** Of the canonical JSON of the policy. */
  readonly sha256: string
}

/** Policies that between them ask for all that any may. */
export const policyExtremes: readonly Policy[] = [emptyPolicy, mostDemandingPolicy]

/** The data classes of which a policy says which apps hold them. */
export const declaredDataClasses = ({data = {}}: Pick<Policy, 'data'>): ReadonlySet<DataClass> =>
  new Set(Object.keys(data) as DataClass[])
