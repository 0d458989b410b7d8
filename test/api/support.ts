import type {Config} from '@oclif/core/interfaces'
import type {RequestListener} from 'node:http'
import type {AddressInfo} from 'node:net'

import {APIClient} from '@heroku-cli/command/lib/api-client.js'
import assert from 'node:assert/strict'
import {createServer} from 'node:http'

import type {FactKind, FactRequest} from '../../src/model/facts.js'
import type {Fact} from '../../src/model/snapshot.js'
import type {World} from '../fixtures/types.js'

import {narrowResponse} from '../../src/catalog/response-schema.js'
import {dataHosts} from '../../src/cli/io/host-client.js'
import {fetchFact} from '../../src/api/fetch-fact.js'
import {herokuGet} from '../../src/api/heroku-client.js'
import {requestHeaders, routes} from '../../src/api/routes.js'
import {paths} from '../../src/model/paths.js'
import {
  addon,
  advancedPostgres,
  app,
  attach,
  authorization,
  enterprise,
  identityProvider,
  ipRules,
  kafka,
  maintenances,
  pipeline,
  postgres,
  redis,
  space,
  team,
  transfers,
  uuid,
  world,
} from '../fixtures/build.js'
import {respond} from '../fixtures/respond.js'

/** The host's own client, made as the commands make it. */
export function apiClient(options: {debug?: boolean; preauth?: boolean} = {debug: false, preauth: false}): APIClient {
  return new APIClient({platform: 'linux', version: '0.0.0'} as unknown as Config, options)
}

export const narrow = narrowResponse
export const at = '2026-11-20T12:00:00.000Z'
const now = () => Date.parse(at)

/** One fact through the host's client, without retries. */
export function fetched(wanted: FactRequest, timeout = 5000, client = apiClient()): Promise<Fact> {
  return fetchFact(herokuGet(client, timeout, dataHosts(process.env)), narrow, now, wanted)
}

const vault = space('vault', {
  logDrain: 'https://logs.example.com/vault',
  members: ['clerk@example.com', 'lead@example.com'],
  peerings: ['111122223333', '444455556666'],
  shield: true,
  team: 'acme',
  vpns: [{name: 'office'}, {name: 'depot'}],
})
const river = space('river', {
  generation: 'fir',
  team: 'acme',
  telemetryDrains: ['https://otel.example.com', 'https://otlp.example.com:4318'],
})

const door = {addon: 'pay-db', app: 'pay', enabled_by: 'lead@example.com', status: 'Operational'}
const key = 'arn:aws:kms:us-east-1:111122223333:key/pay'

/** A world that has something to say of every kind, with a secret wherever the API prints one. */
export const everything = (): World =>
  structuredClone(
    world({
      addons: [
        addon('pay-db', {app: 'pay', plan: 'heroku-postgresql:shield-0'}),
        addon('pay-cache', {app: 'pay', plan: 'heroku-redis:shield-7'}),
        addon('stream-db', {app: 'stream', plan: 'heroku-postgresql:advanced-private'}),
        addon('stream-log', {app: 'stream', plan: 'heroku-kafka:private-standard-0'}),
      ],
      apps: [
        app('pay', {
          acm: true,
          buildpacks: [
            'https://CANARY-user:CANARY-password@git.example.com/acme/pack.git?key=CANARY-query#v2',
            'heroku/nodejs',
          ],
          builds: [1, 2, 40],
          certificates: [
            {covers: ['pay.example.com'], name: 'cert-1'},
            {covers: ['old.example.com'], name: 'cert-2'},
          ],
          collaborators: ['vendor@example.org'],
          domains: ['pay.example.com', 'old.example.com'],
          formation: {web: 2, worker: 1},
          logDrains: ['https://logs.example.com/in', 'syslog+tls://logs.example.com:6514', {addon: 'pay-logs'}],
          space: vault,
          team: 'acme',
          webhooks: ['https://hooks.example.com/a', 'https://hooks.example.com/b'],
        }),
        app('stream', {
          space: river,
          team: 'acme',
          telemetryDrains: ['https://otel.example.com/v1', 'https://otlp.example.com/v1'],
        }),
      ],
      attachments: [attach('stream', 'PAY_DB', 'pay-db')],
      authorizations: [
        authorization('export'),
        authorization('login', {session: true}),
        authorization('vendor', {client: 'Pipeline Bot'}),
      ],
      data: {
        ...postgres('pay-db', {
          following: 'old-db',
          forkedFrom: 'first-db',
          info: {'Customer Encryption Key': key},
          mtls: door,
          privateLink: door,
          schedules: 2,
        }),
        ...advancedPostgres('stream-db', {forked_from: 'pay-db'}),
        ...redis('pay-cache'),
        ...kafka('stream-log'),
        ...ipRules('postgres', 'pay-db', ['203.0.113.0/24', '198.51.100.7/32']),
        ...ipRules('kafka', 'stream-log', ['203.0.113.0/24', '2001:db8::/48']),
        ...maintenances('pay', [{addon: 'pay-db', status: 'pending'}]),
        ...transfers('pay', [
          {age: 0.5, name: 'DATABASE'},
          {age: 1.5, name: 'DATABASE'},
        ]),
      },
      enterpriseAccounts: [enterprise('holding')],
      identityProviders: [identityProvider('badge', {team: 'acme'})],
      pipelines: [
        pipeline('line', {reviewApps: {space: 'vault'}, stages: {pay: 'production', stream: 'staging'}}),
        pipeline('other', {stages: {}, team: 'acme'}),
      ],
      spaces: [vault, river],
      teams: [
        team('acme', {
          allowedAddonServices: ['papertrail', 'heroku-redis'],
          authorizations: [authorization('deploy'), authorization('team-vendor', {client: 'Team Bot'})],
          enterprise: 'holding',
          invitations: [{email: 'new@example.com'}, {email: 'old@example.com'}],
          members: [{email: 'lead@example.com', role: 'admin'}, 'clerk@example.com'],
        }),
        team('labs'),
      ],
    }),
  )

const ofApp = ['pay']
const ofFirApp = ['stream']
const ofAddon = ['pay-db']
const ofSpace = ['vault']
const ofTeam = ['acme']
const ofPostgres = [uuid('addon', 'pay-db')]
const ofAdvanced = [uuid('addon', 'stream-db')]

/** What the path of each kind names there. */
const keys: Readonly<Record<FactKind, readonly string[]>> = {
  account: [],
  accountAddons: [],
  accountAttachments: [],
  accountKeys: [],
  addon: ofAddon,
  addonAttachments: ofApp,
  addons: ofApp,
  app: ofApp,
  appFeatures: ofApp,
  appPipelineCoupling: ofApp,
  apps: [],
  attachmentsOfAddon: ofAddon,
  authorizations: [],
  buildpackInstallations: ofApp,
  builds: ofApp,
  collaborators: ofApp,
  dataMaintenances: [uuid('app', 'pay')],
  domains: ofApp,
  enterpriseAccount: ['holding'],
  enterpriseArchives: ['holding'],
  enterpriseMembers: ['holding'],
  formation: ofApp,
  identityProvider: ['badge'],
  inboundRuleset: ofSpace,
  invitations: ofTeam,
  kafkaCluster: ['stream-log'],
  kafkaIpRules: ['stream-log'],
  keyValueStore: ['pay-cache'],
  logDrains: ofApp,
  members: ofTeam,
  peerings: ofSpace,
  pipeline: ['line'],
  pipelineCouplings: ['line'],
  pipelines: [],
  postgres: ofPostgres,
  postgresAdvanced: ofAdvanced,
  postgresAdvancedSettings: ofAdvanced,
  postgresBackupSchedules: ofPostgres,
  postgresIpRules: ofAddon,
  postgresSettings: ofPostgres,
  postgresTlsEndpoint: ofAddon,
  postgresTransfers: ofApp,
  privateLink: ofAddon,
  regions: [],
  releases: ofApp,
  reviewAppConfig: ['line'],
  sniEndpoints: ofApp,
  space: ofSpace,
  spaceLogDrain: ofSpace,
  spaceMembers: ofSpace,
  spaceNat: ofSpace,
  spaceTelemetryDrains: ['river'],
  spaces: [],
  stacks: [],
  team: ofTeam,
  teamAllowedServices: ofTeam,
  teamApp: ofApp,
  teamApps: ofTeam,
  teamAuthorizations: ofTeam,
  teamPermissions: ofTeam,
  teamPipelineCouplings: ofTeam,
  teamPreferences: ofTeam,
  teamSpaces: ofTeam,
  teams: [],
  telemetryDrains: ofFirApp,
  topology: ofSpace,
  vpnConnections: ofSpace,
  webhooks: ofApp,
}

export const wantedOf = (kind: FactKind): FactRequest => ({kind, path: paths[kind](...keys[kind])})
export const kinds = Object.keys(keys) as FactKind[]

/** Who is asked for a kind. */
export const hostOf = (kind: FactKind): string =>
  `https://${routes[kind].host ? 'api.data.heroku.com' : 'api.heroku.com'}`

/** What the API prints for a kind, secrets included. */
export function rawOf(kind: FactKind): unknown {
  const headers = Object.fromEntries(
    Object.entries(requestHeaders(kind)).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const {body, status} = respond(everything(), {headers, method: 'GET', path: wantedOf(kind).path})
  assert.equal(status, 200, `${kind}: ${JSON.stringify(body)}`)
  return structuredClone(body)
}

export const rowsOf = (kind: FactKind): unknown[] => {
  const raw = rawOf(kind)
  return Array.isArray(raw) ? raw : []
}

export const lists = kinds.filter(kind => Array.isArray(rawOf(kind)))
export const singles = kinds.filter(kind => !lists.includes(kind))

export interface Loopback {
  readonly url: string
  readonly requests: Array<{
    readonly method: string
    readonly path: string
    readonly headers: Readonly<Record<string, string | string[] | undefined>>
  }>
  readonly close: () => Promise<void>
}

/** A local server, for tests of connections. It records requests. */
export async function loopback(answer: RequestListener): Promise<Loopback> {
  const requests: Loopback['requests'] = []
  const server = createServer({maxHeaderSize: 64 * 1024}, (request, response) => {
    requests.push({headers: request.headers, method: request.method ?? '', path: request.url ?? ''})
    answer(request, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
    requests,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  }
}

/** Runs `use` with the host's client talking to that address. */
export async function against<T>(url: string, use: () => Promise<T>): Promise<T> {
  process.env['HEROKU_HOST'] = url
  process.env['HEROKU_DATA_HOST'] = new URL(url).hostname
  try {
    return await use()
  } finally {
    Reflect.deleteProperty(process.env, 'HEROKU_HOST')
    Reflect.deleteProperty(process.env, 'HEROKU_DATA_HOST')
  }
}
