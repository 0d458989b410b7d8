import type {Policy} from '../../src/model/policy.js'
import type {World} from '../fixtures/types.js'

import {
  account,
  addon,
  advancedPostgres,
  app,
  attach,
  authorization,
  enterprise,
  identityProvider,
  kafka,
  pipeline,
  postgres,
  redis,
  space,
  team,
  world,
} from '../fixtures/build.js'

const lead = 'lead@acme.example.com'
const badge = identityProvider('badge', {enterprise: 'acme-holdings'})

const vault = space('vault', {
  team: 'acme',
  shield: true,
  trustedIps: ['203.0.113.0/24'],
  logDrain: 'https://logs.acme.example.com/vault',
  vpns: [
    {ikeVersion: 2, name: 'office', publicIp: '198.51.100.7'},
    {ikeVersion: 2, name: 'stranger', publicIp: '198.51.100.8'},
  ],
  peerings: ['444455556666', '777788889999'],
})
const keep = space('keep', {shield: true, team: 'acme', trustedIps: ['203.0.113.0/24']})
const brook = space('brook', {
  team: 'acme',
  generation: 'fir',
  region: 'oregon',
  telemetryDrains: ['https://otel.acme.example.com/brook'],
})

/** A team in which nearly everything is well: each of its passes has something to lose. */
export function rich(): World {
  return structuredClone(
    world({
      account: account(lead),
      teams: [
        team('acme', {
          role: 'admin',
          enterprise: 'acme-holdings',
          identityProvider: badge,
          members: [
            {email: lead, federated: true, role: 'admin'},
            {email: 'kim@acme.example.com', federated: true, role: 'member'},
            {email: 'visitor@elsewhere.example.org', role: 'collaborator'},
          ],
          preferences: {'addons-controls': true, 'default-permission': 'admin'},
        }),
      ],
      enterpriseAccounts: [enterprise('acme-holdings', {identityProvider: badge})],
      identityProviders: [badge],
      spaces: [vault, brook],
      apps: [
        app('shop', {
          team: 'acme',
          space: vault,
          web: 2,
          acm: true,
          builds: [2],
          domains: [{acm: 'ok', certificate: 'tree-1', hostname: 'shop.acme.example.com'}],
          certificates: [{covers: ['*.acme.example.com'], expiresInDays: 90, name: 'tree-1'}],
          logDrains: ['https://logs.acme.example.com/shop', {addon: 'shop-logs', url: 'https://vendor.example.com/in'}],
          webhooks: ['https://hooks.acme.example.com/1'],
          collaborators: [{email: 'kim@acme.example.com', role: 'member'}, 'visitor@elsewhere.example.org'],
        }),
        app('worker', {
          team: 'acme',
          space: vault,
          buildpacks: ['heroku/ruby', 'https://github.com/stranger/pack'],
          formation: {worker: 1},
          builds: [3, {daysAgo: 1, status: 'failed'}],
        }),
        app('stream', {
          team: 'acme',
          space: brook,
          telemetryDrains: [{endpoint: 'https://otel.acme.example.com/v1', signals: ['logs']}],
          web: 2,
        }),
      ],
      addons: [
        addon('shop-db', {app: 'shop', plan: 'heroku-postgresql:shield-0', team: 'acme'}),
        addon('shop-replica', {app: 'shop', as: 'REPLICA', plan: 'heroku-postgresql:shield-0', team: 'acme'}),
        addon('shop-archive', {app: 'shop', as: 'ARCHIVE', plan: 'heroku-postgresql:shield-2', team: 'acme'}),
        addon('worker-db', {app: 'worker', as: 'QUEUE', plan: 'heroku-postgresql:premium-0', team: 'acme'}),
        addon('stream-db', {app: 'stream', plan: 'heroku-postgresql:advanced-private', team: 'acme'}),
        addon('shop-kv', {app: 'shop', plan: 'heroku-redis:shield-7', team: 'acme'}),
        addon('shop-log', {app: 'shop', plan: 'heroku-kafka:shield-standard-0', team: 'acme'}),
        addon('shop-crm', {app: 'shop', plan: 'herokuconnect:enterprise', team: 'acme'}),
        addon('shop-logs', {app: 'shop', as: 'LOGTARN', plan: 'logtarn:county', team: 'acme'}),
      ],
      attachments: [attach('worker', 'DATABASE', 'shop-db')],
      data: {
        ...postgres('shop-db', {
          info: {'Customer Encryption Key': 'arn:aws:kms:us-east-1:111122223333:key/shop'},
          region: 'frankfurt',
        }),
        ...postgres('shop-replica', {following: 'shop-db'}),
        ...postgres('shop-archive', {forkedFrom: 'shop-db', plan: 'shield-2'}),
        ...postgres('worker-db', {plan: 'premium-0', region: 'us'}),
        ...advancedPostgres('stream-db'),
        ...redis('shop-kv'),
        ...kafka('shop-log'),
      },
      pipelines: [pipeline('shop', {stages: {shop: 'production', worker: 'production'}, team: 'acme'})],
    }),
  )
}

/** A team whose own list says of everybody, the caller included, that they use no second factor. */
export function contradictory(): World {
  return structuredClone(
    world({
      account: account(lead),
      teams: [
        team('acme', {
          members: [
            {email: lead, mfa: false, role: 'admin'},
            {email: 'kim@acme.example.com', mfa: false},
          ],
          role: 'admin',
        }),
      ],
    }),
  )
}

/** The caller with tokens, a team with an invitation and a pipeline of three stages, and little else. */
export function guarded(): World {
  const ours = identityProvider('ours', {team: 'acme'})
  return structuredClone(
    world({
      account: account(lead),
      addons: [
        addon('pay-db', {app: 'pay', plan: 'heroku-postgresql:shield-0', team: 'acme'}),
        addon('staging-db', {app: 'pay-staging', plan: 'heroku-postgresql:shield-0', team: 'acme'}),
        addon('test-db', {app: 'pay-test', plan: 'heroku-postgresql:private-0', team: 'acme'}),
      ],
      apps: [
        app('pay', {space: vault, team: 'acme'}),
        app('pay-staging', {space: keep, team: 'acme'}),
        app('pay-test', {space: keep, team: 'acme'}),
      ],
      authorizations: [
        authorization('export', {expiresIn: 7_776_000, scope: ['read']}),
        authorization('login', {scope: ['global'], session: true}),
        authorization('vendor', {client: 'Bot', expiresIn: 28_800, refreshIn: 2_592_000}),
      ],
      data: {
        ...postgres('pay-db'),
        ...postgres('staging-db', {forkedFrom: 'test-db'}),
        ...postgres('test-db', {plan: 'private-0'}),
      },
      enterpriseAccounts: [enterprise('holding')],
      identityProviders: [ours],
      pipelines: [
        pipeline('pay', {
          reviewApps: {space: 'keep'},
          stages: {pay: 'production', 'pay-staging': 'staging', 'pay-test': 'test'},
          team: 'acme',
        }),
      ],
      spaces: [vault, keep],
      teams: [
        team('acme', {
          authorizations: [authorization('deploy', {client: 'Bot'})],
          identityProvider: ours,
          invitations: [{daysAgo: 2, email: 'new@acme.example.com'}],
          members: [{email: lead, federated: true, role: 'admin'}],
          role: 'admin',
        }),
        team('corp', {
          allowedAddonServices: ['logtarn', 'heroku-redis'],
          enterprise: 'holding',
          members: [{email: lead, role: 'admin'}, 'kim@acme.example.com'],
          preferences: {'addons-controls': true},
        }),
      ],
    }),
  )
}

/** Speaks to every question that a policy can be asked, for the sample and for the team above. */
export const declared: Policy = {
  allow: {
    addonServices: [{expires: '2030-01-01', name: 'logtarn'}],
    buildpacks: ['https://github.com/tarnlight/*'],
    emailDomains: ['example.com', 'acme.example.com'],
    logHosts: ['logs.*.example.com'],
    oauthClients: ['Bot'],
    peerings: ['444455556666'],
    publicApps: ['*'],
    sharedAccounts: ['ops@example.com'],
    vpns: ['198.51.100.7'],
    webhookHosts: ['hooks.*.example.com'],
  },
}
