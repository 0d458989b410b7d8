/** The caller. */
export interface Account {
  readonly id?: string
  readonly email?: null | string
  readonly federated?: boolean | null
  readonly mfa_enabled?: boolean | null
  readonly mfa_exemption?: boolean | null
  readonly two_factor_authentication?: boolean | null
}

/** How long a token remains valid, in seconds; null where it never expires. */
export interface TokenLife {
  readonly expires_in?: null | number
}

/** A grant of the caller or of a team, without its tokens. */
export interface Authorization {
  readonly id: string
  readonly created_at?: null | string
  /** Seconds until its access token expires. */
  readonly expires_in?: TokenLife['expires_in']
  /** The refresh token, which provides new access tokens; null where there is none. */
  readonly refresh?: null | TokenLife
  /** The third party that holds it; null where the user created it. */
  readonly client?: null | {readonly name?: null | string}
  readonly scope?: null | readonly string[]
  /** Null where it isn't a login session. */
  readonly session?: null | {readonly id?: string; readonly name?: string}
}

export interface IdentityProvider {
  readonly id: string
  readonly name?: string
  readonly enabled?: boolean | null
  readonly certificates?: ReadonlyArray<{
    readonly id?: string
    readonly name?: null | string
    readonly expires_at?: null | string
  }> | null
}

export interface Invitation {
  readonly id: string
  readonly role?: null | string
  readonly created_at?: null | string
  readonly user?: {readonly id?: string; readonly email?: null | string} | null
}

/** Who may do what with one app or space of a team. */
export interface AccessList {
  readonly id?: string
  readonly name?: null | string
  readonly type?: null | string
  readonly users?: ReadonlyArray<{
    readonly id?: string
    readonly email?: null | string
    readonly permissions?: null | readonly string[]
  }> | null
}

/** A public key; type and size are null where it can't be parsed, and absent where it isn't uploaded yet. */
export interface SshKey {
  /** What the Heroku CLI names it by. */
  readonly comment?: null | string
  readonly type?: null | string
  readonly bits?: null | number
}

/** A permission by its name. */
export interface Permission {
  readonly name?: null | string
}

/** A person in an enterprise account. */
export interface EnterpriseMember {
  readonly id?: string
  readonly last_login?: null | string
  readonly permissions?: null | readonly Permission[]
  readonly two_factor_authentication?: boolean | null
  readonly user?: null | {readonly id?: string; readonly email?: null | string}
}

/** A person who may do something with a space. */
export interface SpaceMember {
  readonly permissions?: null | readonly Permission[]
  readonly user?: null | {readonly id?: string; readonly email?: null | string}
}

/** A month of an enterprise account's audit trail. */
export interface Archive {
  readonly year?: null | number
  readonly month?: null | number | string
}

/** An add-on service that a team allows. */
export interface AllowedService {
  readonly addon_service?: null | {readonly id?: string; readonly name?: string}
}

/** What is kept of each response about people, teams and the account, by kind of fact. */
export interface AccountFactTypes {
  account: Account
  accountKeys: readonly SshKey[]
  authorizations: readonly Authorization[]
  enterpriseArchives: readonly Archive[]
  enterpriseMembers: readonly EnterpriseMember[]
  identityProvider: IdentityProvider
  invitations: readonly Invitation[]
  spaceMembers: readonly SpaceMember[]
  teamAllowedServices: readonly AllowedService[]
  teamAuthorizations: readonly Authorization[]
  teamPermissions: readonly AccessList[]
}
