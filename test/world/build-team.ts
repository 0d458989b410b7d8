import {compact, member} from './build-people.js'
import {addonService, feature} from './catalogue.js'
import {NOW, canary, daysAgo, ref, user, uuid} from './ids.js'
import type {Person} from './build-people.js'
import type {EnterpriseWorld, Named, Raw, TeamWorld} from './types.js'

/** What a test says of a team. */
export interface TeamInit {
  /** The caller's role. */
  role?: string | null
  members?: Array<string | Person>
  invitations?: Array<{email: string; daysAgo?: number; role?: string}>
  preferences?: Raw
  enterprise?: string
  /** An identity provider, as `identityProvider` makes it. */
  identityProvider?: Named
  features?: Record<string, boolean>
  allowedAddonServices?: string[]
  authorizations?: Raw[]
  record?: Raw
}

function short(provider: Named | undefined): Raw | null {
  return provider ? {id: provider.id, name: provider.name, owner: provider.owner} : null
}

/** A team that the caller administers, with the caller as its only member, unless told otherwise. */
export function team(name: string, init: TeamInit = {}): TeamWorld {
  const provider = short(init.identityProvider)
  const role = init.role === undefined ? 'admin' : init.role
  const record = {
    ...ref('team', name),
    created_at: daysAgo(900),
    credit_card_collections: true,
    default: false,
    enterprise_account: init.enterprise ? ref('enterprise', init.enterprise) : null,
    identity_provider: provider,
    membership_limit: null,
    pipeline_cost_consent_at: null,
    pipeline_cost_consent_user_email: null,
    provisioned_licenses: init.enterprise !== undefined,
    role,
    type: init.enterprise ? 'enterprise' : 'team',
    updated_at: daysAgo(30),
    ...init.record,
  }
  const people = init.members ?? [{email: 'lead@example.com', role}]
  return {
    record,
    members: people.map(person => member(name, person, provider)),
    invitations: (init.invitations ?? []).map(invited => ({
      id: uuid('invitation', `${name}/${invited.email}`),
      created_at: daysAgo(invited.daysAgo ?? 2),
      invited_by: {...user('lead@example.com'), name: null},
      role: invited.role ?? 'member',
      team: {id: record.id, name},
      updated_at: daysAgo(invited.daysAgo ?? 2),
      user: {...user(invited.email), name: null},
    })),
    preferences: {'addons-controls': null, 'default-permission': null, ...init.preferences},
    features: Object.entries(init.features ?? {'org-access-controls': true, 'team-invite-acceptance': true}).map(
      ([flag, enabled]) => feature(name, flag, enabled),
    ),
    allowedAddonServices: (init.allowedAddonServices ?? []).map(service => ({
      id: uuid('allowed-service', `${name}/${service}`),
      added_at: daysAgo(400),
      added_by: user('lead@example.com'),
      addon_service: {...ref('addon-service', service), human_name: addonService(service).human_name},
    })),
    authorizations: init.authorizations ?? [],
  }
}

/** A person in an enterprise account, who signed in five days ago. */
export function enterpriseMember(name: string, person: Person): Raw {
  return compact({
    id: uuid('enterprise-member', `${name}/${person.email}`),
    enterprise_account: ref('enterprise', name),
    identity_provider: null,
    last_login: daysAgo(5),
    permissions: (person.permissions ?? ['view']).map(p => ({name: p, description: p})),
    two_factor_authentication: person.mfa ?? true,
    user: user(person.email),
    ...person.record,
  })
}

/** The archive of the month that lies so many before the present one. */
export function archive(account: string, monthsAgo: number): Raw {
  const now = new Date(NOW)
  const [year = '', month = ''] = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsAgo))
    .toISOString()
    .split('-')
  return {
    checksum: 'e3b0c44298fc1c14',
    created_at: daysAgo(20),
    month,
    year: Number(year),
    size: 123_456,
    url: `https://archives.example.com/${year}-${month}.json.gz?signature=${canary('archive-url', account)}`,
  }
}

/** An enterprise account that the caller manages, with the teams that name it. */
export function enterprise(
  name: string,
  init: {
    permissions?: string[]
    members?: Array<string | Person>
    identityProvider?: Named
    archives?: Raw[]
    events?: Raw[]
    record?: Raw
  } = {},
): EnterpriseWorld {
  const people = (init.members ?? []).map((p): Person => (typeof p === 'string' ? {email: p} : p))
  return {
    record: {
      ...ref('enterprise', name),
      created_at: daysAgo(1500),
      identity_provider: short(init.identityProvider),
      partner_benefits: false,
      permissions: init.permissions ?? ['view', 'create', 'manage', 'billing'],
      trial: false,
      updated_at: daysAgo(100),
      ...init.record,
    },
    members: people.map(person => enterpriseMember(name, person)),
    archives: init.archives ?? Array.from({length: 14}, (_, index) => archive(name, index + 1)),
    events: init.events ?? [],
  }
}

/** A single sign-on provider; its certificate expires in that many days. */
export function identityProvider(
  name: string,
  owner: {team?: string; enterprise?: string},
  expiresInDays = 400,
): Named {
  const type = owner.enterprise ? 'enterprise-account' : 'team'
  const of = owner.enterprise ? ref('enterprise', owner.enterprise) : ref('team', owner.team ?? '')
  const body = '-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n'
  return {
    ...ref('identity-provider', name),
    certificate: body,
    certificates: [
      {
        id: uuid('idp-certificate', name),
        name: null,
        body,
        created_at: daysAgo(300),
        expires_at: daysAgo(-expiresInDays),
      },
    ],
    created_at: daysAgo(700),
    enabled: true,
    entity_id: `https://idp.example.com/${name}`,
    heroku_acs_url: 'https://sso.heroku.com/saml/acme/acs',
    heroku_entity_id: 'https://sso.heroku.com/saml/acme',
    heroku_start_url: 'https://sso.heroku.com/saml/acme/init',
    owner: {...of, type},
    slo_target_url: 'https://idp.example.com/slo',
    sso_target_url: 'https://idp.example.com/sso',
    updated_at: daysAgo(300),
  }
}
