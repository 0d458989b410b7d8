import type {GapReason} from '../model/gap.js'

/** How somebody has access, in the order in which it is listed. */
export const grantKinds = [
  'enterprise-member',
  'member',
  'invitation',
  'team-token',
  'space-member',
  'collaborator',
  'token',
] as const
export type GrantKind = (typeof grantKinds)[number]

/** What somebody has access to. */
export interface AccessPlace {
  readonly kind: 'account' | 'app' | 'enterprise account' | 'space' | 'team'
  readonly id: string
  readonly name: string
}

/** One person's or one token's access to one place. A key that is absent stands for what the API doesn't say. */
export interface Grant {
  /** Made of the kind and of ids, so that it stays the same where names change. */
  readonly id: string
  readonly kind: GrantKind
  /** Whose it is; absent for a token of a team. */
  readonly person?: {readonly email?: string; readonly id?: string}
  /** The third party that holds a token. */
  readonly client?: string
  readonly place: AccessPlace
  /** The role, the permissions or the scopes. */
  readonly holds: readonly string[]
  readonly mfa?: boolean
  readonly federated?: boolean
  /** ISO 8601. */
  readonly lastLogin?: string
  /** When it was given, ISO 8601. */
  readonly since?: string
}

/** A list of grants, or of what has such lists, that couldn't be read in full. */
export interface UnreadAccess {
  readonly kind: GrantKind | 'apps' | 'spaces' | 'teams'
  /** The name of the place whose list it is. */
  readonly place: string
  readonly reason: GapReason
  readonly detail?: string
  readonly path?: string
  readonly needs?: string
}

/** Everyone who has access, and what couldn't be listed. */
export interface AccessPopulation {
  /** Sorted by id. */
  readonly grants: readonly Grant[]
  readonly notSeen: readonly UnreadAccess[]
  /** The apps, spaces and teams whose lists it is of, whether or not somebody is on them. */
  readonly places: readonly AccessPlace[]
  /** SHA-256 of the canonical JSON of all three. */
  readonly digest: string
}
