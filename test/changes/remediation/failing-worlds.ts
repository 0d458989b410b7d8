import type {Catalog} from '../../../src/catalog/catalog.js'
import type {Policy} from '../../../src/model/policy.js'
import type {World} from '../../fixtures/types.js'

import {
  account,
  addon,
  advancedPostgres,
  app,
  authorization,
  enterprise,
  maintenances,
  postgres,
  publicKey,
  space,
  team,
  transfers,
  world,
} from '../../fixtures/build.js'
import {policeVendor, startUp} from '../../fixtures/companies.js'
import {sample} from '../../fixtures/sample.js'
import {guarded, rich} from '../../integration/rich.js'

/** A policy that allows little. */
export const narrowPolicy: Policy = {
  allow: {
    addonServices: [],
    oauthClients: [],
    buildpacks: [],
    emailDomains: ['example.com'],
    logHosts: ['logs.example.com'],
    peerings: [],
    publicApps: [],
    vpns: [],
    webhookHosts: ['hooks.example.com'],
  },
}

/** A catalog in which the failure of any check is a breach. */
export const withAllChecks = (catalog: Catalog): Catalog => ({
  ...catalog,
  frameworks: catalog.frameworks.slice(0, 1).map(framework => ({
    ...framework,
    controls: framework.controls.slice(0, 1).map(control => ({
      ...control,
      checks: catalog.checks.map(({id}) => id),
      kind: 'fail-only' as const,
      signals: [],
    })),
  })),
})

/** What fails nowhere else: dynos, keys, ranges, telemetry, a maintenance, and somebody who doesn't sign in. */
export function leftovers(): World {
  const vault = space('vault', {shield: true, team: 'acme', trustedIps: ['10.0.0.0/15']})
  const forest = space('forest', {generation: 'fir', team: 'acme', trustedIps: []})
  const caller = account()
  return world({
    account: {
      ...caller,
      keys: [
        ...caller.keys,
        {
          ...caller.keys[0],
          comment: 'old@laptop',
          id: 'k2',
          public_key: publicKey('ssh-dss', ...[1, 2, 3, 4].map(byte => Buffer.from([byte]))),
        },
      ],
    },
    addons: [
      addon('db', {app: 'names', plan: 'heroku-postgresql:standard-0'}),
      addon('essential', {app: 'names', as: 'ESSENTIAL', plan: 'heroku-postgresql:essential-0'}),
      addon('unscheduled', {app: 'small', as: 'UNSCHEDULED', plan: 'heroku-postgresql:standard-0'}),
      addon('advanced', {app: 'small', plan: 'heroku-postgresql:advanced-private'}),
    ],
    apps: [
      app('small', {formation: {web: {quantity: 2, size: 'Standard-2X'}}, space: vault, team: 'acme'}),
      app('tree', {space: forest, team: 'acme'}),
      app('log', {space: forest, team: 'acme', telemetryDrains: ['http://logs.example.com/in']}),
      app('names', {acm: false, domains: ['www.example.com'], team: 'acme'}),
    ],
    authorizations: [authorization('grant', {client: 'robot', expiresIn: 3600})],
    data: {
      ...advancedPostgres('advanced', {version: '13.1'}, {log_connections: false, log_statement: 'all'}),
      ...postgres('db', {plan: 'standard-0', region: 'eu'}),
      ...postgres('unscheduled', {plan: 'standard-0', region: 'eu', schedules: 0}),
      ...transfers('names', [{age: 1, schedule: 's1'}]),
      ...transfers('small', [{age: 1, name: 'UNSCHEDULED'}]),
      ...postgres('essential', {plan: 'essential-0', version: '13.1'}),
      ...maintenances('names', [{addon: 'db', requiredIn: -1, status: 'ready'}]),
    },
    enterpriseAccounts: [
      enterprise('big', {
        members: [{email: 'kim@example.com', record: {last_login: '2026-01-01T00:00:00Z'}}, 'lead@example.com'],
      }),
    ],
    spaces: [vault, forest],
    teams: [
      team('acme', {enterprise: 'big', members: [{email: 'lead@example.com', role: 'admin'}, 'kim@example.com']}),
    ],
  })
}

/** Worlds in which together every check fails that commands close. */
export const failingWorlds: Readonly<Record<string, () => World>> = {
  guarded,
  leftovers,
  policeVendor,
  rich,
  sample,
  startUp,
}
