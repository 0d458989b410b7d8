import assert from 'node:assert/strict'

import type {FactKind} from '../../src/model/facts.js'
import type {Fact} from '../../src/model/snapshot.js'

import {dataHosts} from '../../src/cli/io/host-client.js'
import {fetchFact} from '../../src/api/fetch-fact.js'
import {herokuGet} from '../../src/api/heroku-client.js'
import {playedClock} from './clock.js'
import {withRetry} from '../../src/api/retry.js'
import {uuid} from '../fixtures/build.js'
import {serve} from '../fixtures/serve.js'
import {against, apiClient, at, everything, fetched, loopback, narrow, wantedOf} from './support.js'

/** A fact from a server that gives this response to every request. */
async function read(kind: FactKind, body: string, status = 200): Promise<Fact> {
  const server = await loopback((_, response) =>
    response.writeHead(status, {'content-type': 'application/json'}).end(body),
  )
  try {
    return await against(server.url, () => fetched(wantedOf(kind)))
  } finally {
    await server.close()
  }
}

const kept = async (kind: FactKind, body: unknown) => {
  const fact = await read(kind, JSON.stringify(body))
  assert.deepEqual(fact.gap, undefined)
  return fact.body
}

const id = uuid('test', 'id')
const ofData = [
  'postgres',
  'postgresBackupSchedules',
  'postgresSettings',
  'postgresTlsEndpoint',
  'privateLink',
  'keyValueStore',
  'kafkaCluster',
] as const

describe('responses as Heroku gives them', () => {
  describe('of the data services', () => {
    for (const kind of ofData)
      it(`may be HTML with the content type of JSON for a missing ${kind}`, async () => {
        const {body, gap, status} = await read(kind, '<h1>Not Found</h1>', 404)
        assert.deepEqual(
          [body, gap?.reason, gap?.detail, status],
          [undefined, 'not-found', 'the API answered 404', 404],
        )
      })

    it('are gaps for missing permissions, whatever the body is', async () => {
      const reasons = {
        401: 'unauthorized',
        403: 'forbidden',
        429: 'rate-limited',
        500: 'server-error',
        503: 'server-error',
      } as const
      for (const [status, reason] of Object.entries(reasons))
        for (const body of [
          '{"id":"unauthorized","message":"Invalid credentials provided."}',
          '<h1>Sorry</h1>',
          '',
          '{"id":',
        ]) {
          const fact = await read('postgres', body, Number(status))
          assert.deepEqual([fact.body, fact.gap?.reason, fact.status], [undefined, reason, Number(status)], body)
        }
    })

    it('are requested again if the service fails, even if the body is not JSON', async () => {
      const server = await loopback((_, response) =>
        response
          .writeHead(server.requests.length < 3 ? 503 : 200, {'content-type': 'application/json'})
          .end(server.requests.length < 3 ? '<h1>Sorry</h1>' : '[]'),
      )
      const clock = playedClock()
      const fact = await against(server.url, async () => {
        const get = withRetry(
          herokuGet(apiClient(), 5000, dataHosts(process.env)),
          {...clock, sleep: async () => {}},
          0,
          () => {},
        )
        return fetchFact(get, narrow, Date.now, wantedOf('postgresBackupSchedules'))
      })
      await server.close()
      assert.deepEqual(fact.body, [])
    })

    it('equal those of the simulated API', async () => {
      const world = await serve(everything())
      const [path, schedules] = [`/client/v11/databases/${id}`, `/client/v11/databases/${id}/transfer-schedules`]
      const facts = await against(world.url, () =>
        Promise.all([
          fetched({kind: 'postgres', path}),
          fetched({kind: 'postgresBackupSchedules', path: schedules}),
          fetched({kind: 'postgresSettings', path: `/postgres/v0/databases/${id}/config`}),
        ]),
      )
      const raw = await fetch(`${world.url}${path}`)
      await world.close()
      assert.deepEqual(
        facts.map(({gap, status}) => [gap?.reason, status]),
        [
          ['not-found', 404],
          ['not-found', 404],
          ['not-found', 404],
        ],
      )
      assert.deepEqual(
        [raw.status, raw.headers.get('content-type'), await raw.text()],
        [404, 'application/json', '<h1>Not Found</h1>'],
      )
    })

    it('name a leader by an object, by a string, or not at all', async () => {
      const leader = async (value: unknown) =>
        ((await kept('postgres', {info: [], leader: value})) as {leader?: unknown}).leader
      assert.deepEqual(await leader({addon_id: id, name: 'main-db'}), {addon_id: id, name: 'main-db'})
      assert.deepEqual(await leader('main-db'), {name: 'main-db'})
      assert.match(
        ((await leader('postgres://u:CANARY@db.example.com:5432/d')) as {name: string}).name,
        /^sha256:[\da-f]{64}$/,
      )
      assert.equal(await leader(null), null)
      assert.equal(await leader(''), null)
      for (const odd of [7, true, []])
        assert.equal((await read('postgres', JSON.stringify({info: [], leader: odd}))).gap?.reason, 'malformed')
    })

    it('lack most lines for an Essential database', async () => {
      const line = (name: string, ...values: Array<number | string>) => ({name, values})
      assert.deepEqual(
        await kept('postgres', {
          addon_id: id,
          created_at: '2025-06-27T23:33:36.642+00:00',
          database_name: 'CANARY',
          database_user: 'CANARY',
          info: [
            line('Plan', 'essential-0'),
            line('Status', 'Available'),
            line('Connections', '1/20'),
            line('PG Version', '16.4'),
            line('Created', '2025-06-27 23:33 '),
            line('Tables', '3/4000 (In compliance)'),
            line('Fork/Follow', 'Unsupported'),
            line('Rollback', 'Unsupported'),
            line('Continuous Protection', 'Off'),
          ],
          name: 'pay-db',
          num_bytes: 26_856_795,
          plan: 'essential-0',
          resource_url: 'postgres://u:CANARY@host:port/d',
          'waiting?': false,
        }),
        {address: null, info: [line('PG Version', '16.4'), line('Rollback', 'Unsupported')]},
      )
    })

    it('may have an object as plan, numbers as values, and an ID as source', async () => {
      assert.deepEqual(
        await kept('postgres', {
          credentials: 1,
          database_password: 'CANARY',
          following: null,
          forked_from: id,
          formation: {id, primary: id},
          heroku_resource_id: 'CANARY@example.com',
          'hot_standby?': true,
          info: [
            {name: 'Tables', values: [48]},
            {name: 'Rollback', values: ['earliest from 2026-11-09 15:17 UTC']},
            {name: 'Region', values: ['eu']},
            {name: 'Data Encryption', values: ['In Use']},
          ],
          leader: null,
          metaas_source: 'dod-postgres://u:CANARY@host:port/d',
          plan: {attrs_unparsed: {work_mem: '32MB'}, id: 170, name: 'standard-0'},
          target_transaction: null,
        }),
        {
          address: null,
          following: null,
          forked_from: id,
          info: [
            {name: 'Rollback', values: ['earliest from 2026-11-09 15:17 UTC']},
            {name: 'Region', values: ['eu']},
            {name: 'Data Encryption', values: ['In Use']},
          ],
          leader: null,
        },
      )
    })

    it('word some lines differently for hobby databases and old ones', async () => {
      const info = [
        {name: 'Region', values: ['Europe']},
        {name: 'HA Status', values: ['Temporarily Unavailable']},
        {name: 'Rollback', values: ['from 2026-01-15 23:45 UTC']},
      ]
      const others = [
        {name: 'Followers', resolve_db_name: true, values: []},
        {name: 'Forks', resolve_db_name: true, values: ['postgres://CANARY.example.com/d']},
      ]
      assert.deepEqual(await kept('postgres', {info: [...info, ...others], 'is_in_recovery?': true}), {
        address: null,
        info,
      })
    })

    it('have schedules with dates in another format', async () => {
      assert.deepEqual(
        await kept('postgresBackupSchedules', [
          {
            created_at: '2026-03-04 18:25:39 +0000',
            days: ['Monday'],
            deleted_at: null,
            hour: 0,
            name: 'DATABASE_URL',
            retain_months: 0,
            retain_weeks: 1,
            timezone: 'Asia/Tokyo',
            updated_at: '2026-11-13 00:00:22 +0000',
            uuid: id,
          },
        ]),
        [{deleted_at: null, uuid: id}],
      )
    })
  })

  describe('of the Platform API', () => {
    it('report a missing app', async () => {
      const {gap} = await read(
        'app',
        JSON.stringify({id: 'not_found', message: "Couldn't find that app.", resource: 'app'}),
        404,
      )
      assert.deepEqual(gap, {detail: 'the API answered 404', needs: 'view permission on the app', reason: 'not-found'})
    })

    it('have null for what an app is not in, and undocumented properties', async () => {
      const app = {
        acm: false,
        id,
        maintenance: false,
        name: 'pay',
        owner: {email: null, id},
        region: {id, name: 'us'},
        space: null,
        stack: {id, name: 'heroku-24'},
        team: null,
      }
      assert.deepEqual(
        await kept('app', {
          ...app,
          archived_at: null,
          build_stack: {id, name: 'heroku-24'},
          buildpack_provided_description: null,
          git_url: 'CANARY',
          organization: null,
          released_at: null,
        }),
        app,
      )
    })

    it('have pending domains without a certificate', async () => {
      assert.deepEqual(
        await kept('domains', [
          {
            acm_status: null,
            acm_status_reason: null,
            app: {id, name: 'pay'},
            cname: 'CANARY',
            hostname: 'pay.example.com',
            id,
            kind: 'custom',
            status: 'pending',
          },
        ]),
        [{acm_status: null, hostname: 'pay.example.com', id, kind: 'custom'}],
      )
    })

    it('have features with a state, and drains without an add-on', async () => {
      assert.deepEqual(
        await kept('appFeatures', [
          {
            description: 'CANARY',
            display_name: null,
            enabled: true,
            feedback_email: null,
            id,
            name: 'http-session-affinity',
            state: 'general',
          },
        ]),
        [{enabled: true, id, name: 'http-session-affinity', state: 'general'}],
      )
      assert.deepEqual(
        await kept('logDrains', [
          {addon: null, created_at: at, id, token: 'd.CANARY', url: 'syslog://logs.example.com'},
        ]),
        [{addon: null, id, target: {host: 'logs.example.com', scheme: 'syslog'}}],
      )
    })

    it('have regions of another generation, with a country', async () => {
      const region = {country: 'Ireland', id, name: 'eu', provider: {name: 'amazon-web-services', region: 'eu-west-1'}}
      assert.deepEqual(
        await kept('regions', [{...region, description: 'Europe', locale: 'Dublin', private_capable: false}]),
        [region],
      )
    })
  })
})
