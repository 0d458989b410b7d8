/** The caller. */
export interface Account {
  readonly id?: string
  readonly email?: null | string
  readonly federated?: boolean | null
  readonly mfa_enabled?: boolean | null
  readonly mfa_exemption?: boolean | null
  readonly two_factor_authentication?: boolean | null
}

/** A token of the caller, without the token. */
export interface Authorization {
  readonly id: string
  readonly created_at?: null | string
  /** Seconds that its access token lives from when it was made; null where it lives for ever. */
  readonly expires_in?: null | number
  readonly scope?: null | readonly string[]
  /** Null where it is no login session. */
  readonly session?: null | {readonly id?: string; readonly name?: string}
}

export interface IdentityProvider {
  readonly id: string
  readonly name?: string
  readonly certificates?: ReadonlyArray<{readonly id?: string; readonly name?: null | string; readonly expires_at?: null | string}> | null
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
  readonly users?: ReadonlyArray<{readonly id?: string; readonly email?: null | string; readonly permissions?: null | readonly string[]}> | null
}
