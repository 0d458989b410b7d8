import type {FaultRule, World} from '../fixtures/types.js'

import {addon, app, postgres, space, team, world} from '../fixtures/build.js'

const vault = space('vault', {
  team: 'acme',
  shield: true,
  trustedIps: ['203.0.113.0/24'],
  logDrain: 'https://logs.acme.example.com/vault',
})

/** An app with which all is well, whatever goes wrong on the way to it. */
export function compliantWorld(faults: readonly FaultRule[] = []): World {
  return structuredClone(
    world({
      addons: [addon('calm-db', {app: 'calm', plan: 'heroku-postgresql:shield-0'})],
      data: postgres('calm-db', {settings: {log_min_duration_statement: -1}}),
      apps: [app('calm', {builds: [1], collaborators: ['lead@example.com'], space: vault, team: 'acme', web: 2})],
      faults: [...faults],
      spaces: [vault],
      teams: [team('acme', {members: [{email: 'lead@example.com', role: 'admin'}], role: 'admin'})],
    }),
  )
}

/** Fine but for something of middling severity: one web dyno, and no lock. */
export function mediumSeverityWorld(): World {
  return structuredClone(
    world({
      apps: [
        app('so-so', {
          builds: [1],
          locked: false,
          logDrains: ['https://logs.acme.example.com/so-so'],
          space: vault,
          team: 'acme',
          web: 1,
        }),
      ],
      spaces: [vault],
      teams: [team('acme', {members: [{email: 'lead@example.com', role: 'admin'}], role: 'admin'})],
    }),
  )
}
