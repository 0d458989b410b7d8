import {
  account,
  addon,
  app,
  attach,
  authorization,
  enterprise,
  identityProvider,
  pipeline,
  postgres,
  redis,
  space,
  team,
  world,
} from './build.js'
import type {World} from './types.js'

/** A clinic whose patient portal runs on Shield, and whose news page a colleague put on the Common Runtime. */
export function clinic(): World {
  const badge = identityProvider('lindwell-badge', {enterprise: 'lindwell-health'}, 180)
  const ward = space('lindwell-ward', {
    team: 'lindwell',
    shield: true,
    region: 'virginia',
    trustedIps: ['198.51.100.0/24'],
    logDrain: 'https://siem.lindwell.example.com/space',
  })
  return structuredClone(
    world({
      account: account('ruth.adeyemi@lindwell.example.com', {federated: true}),
      enterpriseAccounts: [
        enterprise('lindwell-health', {identityProvider: badge, members: ['ruth.adeyemi@lindwell.example.com']}),
      ],
      identityProviders: [badge],
      teams: [
        team('lindwell', {
          enterprise: 'lindwell-health',
          identityProvider: badge,
          preferences: {'addons-controls': true, 'default-permission': 'member'},
          members: [
            {email: 'ruth.adeyemi@lindwell.example.com', federated: true, role: 'admin'},
            {email: 'pavel.horak@lindwell.example.com', federated: true, role: 'member'},
          ],
        }),
      ],
      spaces: [ward],
      apps: [
        app('lindwell-portal', {
          team: 'lindwell',
          space: ward,
          web: 2,
          acm: true,
          builds: [4],
          domains: [{acm: 'ok', hostname: 'portal.lindwell.example.com'}],
          collaborators: [{email: 'ruth.adeyemi@lindwell.example.com', role: 'admin'}],
        }),
        app('lindwell-news', {
          team: 'lindwell',
          locked: false,
          logDrains: ['syslog+tls://siem.lindwell.example.com:6514'],
        }),
      ],
      addons: [
        addon('lindwell-records', {app: 'lindwell-portal', plan: 'heroku-postgresql:shield-0', team: 'lindwell'}),
        addon('lindwell-sessions', {app: 'lindwell-portal', plan: 'heroku-redis:shield-7', team: 'lindwell'}),
      ],
      data: {
        ...postgres('lindwell-records', {plan: 'shield-0', record: {}}),
        ...redis('lindwell-sessions', {plan: 'shield-7'}),
      },
      authorizations: [
        authorization('heroku-cli session', {
          scope: ['global'],
          session: true,
          expiresIn: 864_000,
          email: 'ruth.adeyemi@lindwell.example.com',
        }),
      ],
    }),
  )
}

/** A start-up on the Common Runtime: nothing is wrong that a busy founder would not do, and some of it should be mended. */
export function startUp(): World {
  return structuredClone(
    world({
      account: account('noor@tidemark.example.com'),
      teams: [
        team('tidemark', {
          members: [
            {email: 'noor@tidemark.example.com', role: 'admin'},
            {email: 'dev@tidemark.example.com', role: 'admin', mfa: false},
          ],
          invitations: [{daysAgo: 40, email: 'designer@freelance.example.org'}],
        }),
      ],
      apps: [
        app('tidemark-web', {
          team: 'tidemark',
          web: 2,
          acm: true,
          builds: [1],
          domains: [{acm: 'cert issued', hostname: 'www.tidemark.example.com'}],
          collaborators: ['designer@freelance.example.org'],
          logDrains: ['syslog://logs.vendor.example.com:514'],
        }),
        app('tidemark-web-staging', {team: 'tidemark', builds: [1], features: {'runtime-heroku-exec': true}}),
        app('tidemark-jobs', {team: 'tidemark', formation: {worker: 1}, stack: 'heroku-20', builds: [200]}),
      ],
      addons: [
        addon('tidemark-db', {app: 'tidemark-web', plan: 'heroku-postgresql:standard-0', team: 'tidemark'}),
        addon('tidemark-cache', {app: 'tidemark-web', plan: 'heroku-redis:mini', team: 'tidemark'}),
        addon('tidemark-mail', {app: 'tidemark-web', plan: 'sendgrid:starter', team: 'tidemark'}),
      ],
      attachments: [
        attach('tidemark-web-staging', 'DATABASE', 'tidemark-db'),
        attach('tidemark-jobs', 'DATABASE', 'tidemark-db'),
      ],
      pipelines: [
        pipeline('tidemark', {
          reviewApps: {region: 'us'},
          stages: {'tidemark-web': 'production', 'tidemark-web-staging': 'staging'},
          team: 'tidemark',
        }),
      ],
      data: {
        ...postgres('tidemark-db', {plan: 'standard-0', region: 'us', schedules: 0, version: '14.9'}),
        ...redis('tidemark-cache', {plan: 'mini', prefer_native_tls: false}),
      },
      authorizations: [authorization('ci', {email: 'noor@tidemark.example.com', expiresIn: null, scope: ['global']})],
    }),
  )
}

/** A vendor of police records in a Private Space, under the CJIS Security Policy. */
export function policeVendor(): World {
  const desk = space('evident-desk', {
    team: 'evident',
    region: 'oregon',
    trustedIps: ['203.0.113.0/24'],
    vpns: [{ikeVersion: 1, name: 'county'}],
    peerings: ['444455556666'],
  })
  return structuredClone(
    world({
      account: account('dana.reyes@evident.example.com'),
      teams: [
        team('evident', {
          preferences: {'addons-controls': true, 'default-permission': 'viewer'},
          members: [
            {email: 'dana.reyes@evident.example.com', role: 'admin'},
            {email: 'lee.okoro@evident.example.com', role: 'member'},
          ],
        }),
      ],
      spaces: [desk],
      apps: [
        app('evident-records', {
          team: 'evident',
          space: desk,
          web: 2,
          builds: [10],
          logDrains: ['https://logs.evident.example.com'],
          certificates: [{covers: ['records.evident.example.com'], expiresInDays: 60, name: 'records'}],
          domains: [{certificate: 'records', hostname: 'records.evident.example.com'}],
        }),
        app('evident-records-staging', {
          team: 'evident',
          space: desk,
          builds: [2],
          logDrains: ['https://logs.evident.example.com'],
        }),
      ],
      addons: [
        addon('evident-db', {app: 'evident-records', plan: 'heroku-postgresql:private-0', team: 'evident'}),
        addon('evident-copy', {app: 'evident-records-staging', plan: 'heroku-postgresql:standard-0', team: 'evident'}),
      ],
      pipelines: [
        pipeline('evident', {
          stages: {'evident-records': 'production', 'evident-records-staging': 'staging'},
          team: 'evident',
        }),
      ],
      data: {
        ...postgres('evident-db', {plan: 'private-0', region: 'oregon'}),
        ...postgres('evident-copy', {forkedFrom: 'evident-db', plan: 'standard-0', region: 'us'}),
      },
      authorizations: [],
    }),
  )
}
