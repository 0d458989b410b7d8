import {compact} from './build-people.js'
import {feature} from './catalogue.js'
import {canary, daysAgo, ref, user, uuid} from './ids.js'
import type {AccountWorld, Raw} from './types.js'

/**
 * A token of the caller, made sixty days ago; `expiresIn` are the seconds that are left, null for one that never
 * expires. That of a client has a refresh token, which never expires unless `refreshIn` says when.
 */
export function authorization(
  name: string,
  init: {
    scope?: string[]
    expiresIn?: number | null
    session?: boolean
    email?: string
    client?: string
    refreshIn?: number
    record?: Raw
  } = {},
): Raw & {id: string} {
  const expires = init.expiresIn === undefined ? 2_592_000 : init.expiresIn
  return {
    id: uuid('authorization', name),
    access_token: {
      id: uuid('access-token', name),
      expires_in: expires,
      token: canary('access-token', name),
      version: 2,
    },
    client:
      init.client === undefined
        ? null
        : {
            ...ref('client', init.client),
            redirect_uri: `https://client.example.com/${canary('redirect', init.client)}`,
          },
    created_at: daysAgo(60),
    description: name,
    grant: {id: uuid('grant', name), code: canary('grant-code', name), expires_in: 300},
    refresh_token:
      init.client === undefined
        ? null
        : {id: uuid('refresh-token', name), expires_in: init.refreshIn ?? null, token: canary('refresh-token', name)},
    scope: init.scope ?? ['read'],
    session: init.session ? {id: uuid('session', name)} : null,
    updated_at: daysAgo(60),
    user: {...user(init.email ?? 'lead@example.com'), full_name: null},
    ...init.record,
  }
}

/** A public key of these parts, as OpenSSH writes it. */
export function publicKey(type: string, ...parts: Buffer[]): string {
  const blob = Buffer.concat(
    [Buffer.from(type), ...parts].flatMap(part => {
      const length = Buffer.alloc(4)
      length.writeUInt32BE(part.length)
      return [length, part]
    }),
  )
  return `${type} ${blob.toString('base64')} lead@laptop`
}

/** The caller: with MFA on, unless told otherwise. */
export function account(email = 'lead@example.com', record: Raw = {}): AccountWorld {
  return {
    record: compact({
      id: uuid('user', email),
      acknowledged_msa: true,
      acknowledged_msa_at: daysAgo(800),
      allow_tracking: true,
      beta: false,
      country_of_residence: 'United States',
      created_at: daysAgo(1200),
      default_organization: null,
      default_team: null,
      delinquent_at: null,
      eco_dynos_enabled: false,
      eco_dynos_shutdown_at: null,
      email,
      federated: false,
      identity_provider: null,
      italian_customer_terms: null,
      italian_partner_terms: null,
      last_login: daysAgo(0.1),
      mfa_enabled: true,
      mfa_exemption: false,
      mfa_exemption_reason: null,
      mfa_experience: 'vaas',
      name: 'Team Lead',
      pipeline_cost_consent_at: null,
      sms_number: '+1 *** *** 1234',
      suspended_at: null,
      two_factor_authentication: true,
      updated_at: daysAgo(10),
      verified: true,
      ...record,
    }),
    features: [feature(email, 'metrics-request-volume', false)],
    keys: [
      {
        id: uuid('key', email),
        comment: 'lead@laptop',
        created_at: daysAgo(500),
        email,
        fingerprint: '17:63:a4:ba:24:d3:7f:af:17:c8:94:82:7e:80:56:bf',
        public_key: publicKey('ssh-ed25519', Buffer.alloc(32, 7)),
        updated_at: daysAgo(500),
      },
    ],
    sessions: [{id: uuid('session', email), created_at: daysAgo(3), description: 'Browser', expires_in: 864_000}],
    clients: [
      {
        ...ref('client', email),
        created_at: daysAgo(300),
        ignores_delinquent: null,
        redirect_uri: 'https://client.example.com/callback',
        secret: canary('client-secret', 'client'),
        updated_at: daysAgo(300),
      },
    ],
    transfers: [],
  }
}
