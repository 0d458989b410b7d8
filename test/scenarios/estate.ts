import type {World} from '../fixtures/types.js'

import {
  addon,
  app,
  attach,
  enterprise,
  identityProvider,
  pipeline,
  postgres,
  redis,
  space,
  team,
  uuid,
  world,
} from '../fixtures/build.js'

/** The id of the app that nobody may see. */
export const secretId = uuid('app', 'secret')

/** A small account that has something of everything: two teams, three spaces, and an app of no team. */
export function estate(more: Partial<World> = {}): World {
  const {apps, ...whole} = withSecret(more)
  return world({
    ...whole,
    addons: whole.addons.filter(({record}) => record.name !== 'secret-db'),
    apps: apps.filter(({record}) => record.name !== 'secret'),
    attachments: whole.attachments.filter(({addon}) => addon.name !== 'secret-db'),
    pipelines: [pipeline('flow', {stages: {pay: 'production', shop: 'staging'}, team: 'acme'})],
  })
}

/** The same with an app that nobody may see, though it runs in a space and its database is lent. */
export function withSecret(more: Partial<World> = {}): World {
  const badge = identityProvider('badge', {enterprise: 'holding'})
  const vault = space('vault', {
    logDrain: 'https://logs.example.com',
    peerings: ['111122223333'],
    shield: true,
    team: 'acme',
    trustedIps: ['203.0.113.0/24'],
    vpns: [{name: 'office'}],
  })
  const stream = space('stream', {generation: 'fir', team: 'acme', telemetryDrains: ['https://otel.example.com']})
  const desk = space('desk', {team: 'other'})
  const apps = [
    app('pay', {
      acm: true,
      certificates: [{covers: ['pay.example.com'], name: 'cert-1'}],
      collaborators: ['ann@example.com', 'guest@example.org'],
      domains: [
        {certificate: 'cert-1', hostname: 'pay.example.com'},
        {acm: 'failing', hostname: 'www.example.com'},
      ],
      logDrains: ['syslog://logs.example.com', {addon: 'pay-logs'}],
      space: vault,
      team: 'acme',
      webhooks: ['http://hooks.example.com'],
    }),
    app('shop', {collaborators: ['ann@example.com'], locked: false, stack: 'heroku-20', team: 'acme', web: 2}),
    app('feed', {space: stream, team: 'acme', telemetryDrains: ['http://otel.example.com']}),
    app('lab', {space: desk, team: 'other'}),
    app('mine', {buildpacks: ['https://github.com/acme/x']}),
    app('secret', {invisible: 404, space: vault, team: 'acme'}),
  ]
  return world({
    addons: [
      addon('pay-db', {app: 'pay', plan: 'heroku-postgresql:shield-0'}),
      addon('pay-logs', {app: 'pay', plan: 'papertrail:choklad'}),
      addon('shop-db', {app: 'shop', plan: 'heroku-postgresql:standard-0'}),
      addon('lab-cache', {app: 'lab', plan: 'heroku-redis:private-7'}),
      addon('secret-db', {app: 'secret', plan: 'heroku-postgresql:shield-0'}),
    ],
    apps,
    attachments: [
      attach('pay', 'CACHE', 'lab-cache'),
      attach('shop', 'LEDGER', 'pay-db'),
      attach('pay', 'SECRET', 'secret-db'),
    ],
    data: {
      ...postgres('pay-db'),
      ...postgres('shop-db', {forkedFrom: 'pay-db', plan: 'standard-0', version: '18.1'}),
      ...redis('lab-cache'),
      ...postgres('secret-db'),
    },
    enterpriseAccounts: [enterprise('holding', {identityProvider: badge})],
    identityProviders: [badge],
    pipelines: [pipeline('flow', {stages: {pay: 'production', secret: 'staging', shop: 'staging'}, team: 'acme'})],
    spaces: [vault, stream, desk],
    teams: [
      team('acme', {
        enterprise: 'holding',
        members: [
          {email: 'lead@example.com', role: 'admin'},
          {email: 'ann@example.com', mfa: false},
        ],
        preferences: {'addons-controls': true},
      }),
      team('other', {
        invitations: [{email: 'new@example.com'}],
        members: [{email: 'lead@example.com', role: 'admin'}, 'ops@example.com'],
      }),
    ],
    ...more,
  })
}
