import assert from 'node:assert/strict'
import nock from 'nock'

import type {FactKind} from '../../src/model/facts.js'

import {routes} from '../../src/api/routes.js'
import {needText} from '../../src/model/need.js'
import {paths} from '../../src/model/paths.js'
import {at, fetched, hostOf, kinds, lists, rawOf, rowsOf, singles, wantedOf} from './support.js'
import {sampleOf} from '../helpers/sweep.js'

const api = (kind: FactKind) => nock(hostOf(kind)).get(wantedOf(kind).path)
const json = {'Content-Type': 'application/json'}

const reasons = {
  204: 'malformed',
  304: 'malformed',
  400: 'unsupported',
  401: 'unauthorized',
  402: 'payment-required',
  403: 'forbidden',
  404: 'not-found',
  406: 'unsupported',
  410: 'not-found',
  422: 'unsupported',
  423: 'unsupported',
  429: 'rate-limited',
  500: 'server-error',
  503: 'server-error',
}

const variants: Readonly<Partial<Record<FactKind, string>>> = {
  dataMaintenances: '3',
  kafkaIpRules: '3',
  postgresIpRules: '3',
  postgresTransfers: '3',
  inboundRuleset: '3',
  invitations: '3.team-invitations',
  kafkaCluster: '3',
  keyValueStore: '3',
  peerings: '3',
  postgres: '3',
  postgresAdvanced: '3',
  postgresAdvancedSettings: '3',
  postgresBackupSchedules: '3',
  postgresSettings: '3',
  postgresTlsEndpoint: '3',
  privateLink: '3',
  reviewAppConfig: '3.review-apps',
  spaceLogDrain: '3.dogwood',
  spaceNat: '3.fir',
  topology: '3',
  vpnConnections: '3',
  webhooks: '3.webhooks',
}

describe('kinds of facts', () => {
  afterEach(() => nock.cleanAll())

  it('have a route and a path each', () => {
    assert.deepEqual(Object.keys(routes).sort(), [...kinds].sort())
    assert.deepEqual(Object.keys(paths).sort(), [...kinds].sort())
    assert.equal(kinds.length, 68)
  })

  it('have no path that returns secrets', () => {
    // Of keys, tokens, releases and transfers, nothing secret is kept. The configuration of a database says what it
    // logs, that of review apps where they are created.
    const apart: readonly FactKind[] = [
      'accountKeys',
      'authorizations',
      'postgresSettings',
      'postgresTransfers',
      'releases',
      'reviewAppConfig',
      'teamAuthorizations',
    ]
    for (const kind of kinds.filter(candidate => !apart.includes(candidate)))
      assert.doesNotMatch(
        wantedOf(kind).path,
        /bastion|certificates|config|credentials|sso|slugs|releases|authorizations|keys|transfers|dynos|metadata/,
      )
  })

  for (const kind of kinds)
    describe(kind, () => {
      it('is read', async () => {
        api(kind).reply(200, rawOf(kind) as object, {'Request-Id': 'abc-1,def-2'})
        const fact = await fetched(wantedOf(kind))
        assert.equal(fact.gap, undefined)
        assert.equal(Array.isArray(fact.body), lists.includes(kind))
        if (lists.includes(kind)) assert.equal((fact.body as unknown as unknown[]).length, rowsOf(kind).length)
        assert.deepEqual(
          {...fact, body: undefined},
          {at, body: undefined, kind, path: wantedOf(kind).path, requestId: 'abc-1', status: 200},
        )
        assert.ok(!nock.pendingMocks().length)
      })

      it('is requested in the API variant that has it', async () => {
        const {headers, range} = routes[kind]
        nock(hostOf(kind), {
          reqheaders: {
            accept: `application/vnd.heroku+json; version=${variants[kind] ?? '3.sdk'}`,
            authorization: 'Bearer HRKU-test',
            ...headers,
            ...(range ? {range} : {}),
          },
        })
          .get(wantedOf(kind).path)
          .reply(200, rawOf(kind) as object)
        assert.equal((await fetched(wantedOf(kind))).gap, undefined)
      })

      it('is a gap with a matching reason for every error status', async () => {
        for (const [status, reason] of sampleOf(Object.entries(reasons), 3, kinds.indexOf(kind))) {
          const isEmpty = status === '204' || status === '304'
          api(kind).reply(Number(status), isEmpty ? undefined : {id: 'x', message: 'CANARY-message'})
          const {body, gap, ...fact} = await fetched(wantedOf(kind))
          assert.equal(body, undefined, status)
          assert.equal(fact.status, Number(status))
          const needs = reason === 'forbidden' || reason === 'not-found' ? {needs: needText(routes[kind].needs)} : {}
          assert.deepEqual(gap, {detail: `the API answered ${status}`, reason, ...needs})
        }
      })

      it('is a gap if an error is not JSON', async () => {
        for (const status of [403, 404, 503]) {
          api(kind).reply(status, '<!DOCTYPE html><h1>Application error</h1>', {'Content-Type': 'text/html'})
          const {body, gap} = await fetched(wantedOf(kind))
          assert.equal(body, undefined)
          assert.equal(gap?.reason, reasons[status as 403])
        }
      })

      it('is malformed if the response is not JSON', async () => {
        const text = JSON.stringify(rawOf(kind))
        const responses: Array<[string, Record<string, string>]> = [
          [text.slice(0, -1), json],
          [`${text}]`, json],
          ['', json],
          ['', {}],
          [text, {'Content-Type': 'text/plain'}],
          [text, {}],
          [text, {'Content-Type': 'text/html; charset=json'}],
          ['<!DOCTYPE html><p>Sign in to the hotel network', {'Content-Type': 'text/html'}],
        ]
        for (const [body, headers] of sampleOf(responses, 3, kinds.indexOf(kind))) {
          api(kind).reply(200, body, headers)
          const fact = await fetched(wantedOf(kind))
          assert.equal(fact.body, undefined, body)
          assert.equal(fact.gap?.reason, 'malformed', body)
        }
      })

      it('is malformed if the JSON has another format', async () => {
        const none = [null, 7, 'text', true, [7], [null], [[]], [[rawOf(kind)]]]
        const others = lists.includes(kind)
          ? [{}, rowsOf(kind)[0], {id: 'maintenance', message: 'back soon'}]
          : [[], [rawOf(kind)]]
        for (const form of sampleOf([...none, ...others], 4, kinds.indexOf(kind))) {
          const body = JSON.stringify(form)
          api(kind).reply(200, body, json)
          const fact = await fetched(wantedOf(kind))
          assert.equal(fact.body, undefined, body)
          assert.equal(fact.gap?.reason, 'malformed', body)
        }
      })
    })

  for (const kind of lists.filter(candidate => !routes[candidate].firstPageOnly))
    describe(`pages of ${kind}`, () => {
      const read = async (pages: ReadonlyArray<{rows: unknown; next?: string; status?: number}>) => {
        let asked: string | undefined
        for (const [index, {next, rows, status}] of pages.entries()) {
          const reqheaders = asked === undefined ? {} : {range: asked}
          nock(hostOf(kind), {reqheaders})
            .get(wantedOf(kind).path)
            .reply(status ?? (next ? 206 : 200), rows as object, {
              'Request-Id': `page-${index}`,
              ...(next ? {'Next-Range': next} : {}),
            })
          asked = next
        }

        const fact = await fetched(wantedOf(kind))
        assert.deepEqual(nock.pendingMocks(), [])
        return fact
      }

      const whole = async () => (await read([{rows: rowsOf(kind)}])).body

      it('are joined', async () => {
        const [first, ...others] = rowsOf(kind)
        const all = await whole()
        const two = await read([{next: 'id ]1..; max=1', rows: [first]}, {rows: others}])
        assert.deepEqual(two.body, all)
        assert.equal(two.status, 200)
        const three = await read([
          {next: 'id ]1..; max=1', rows: [first]},
          {next: 'id ]2..; max=1', rows: others},
          {rows: []},
        ])
        assert.deepEqual(three.body, all)
      })

      it('are followed if a complete response names a next page', async () => {
        const [first, ...others] = rowsOf(kind)
        assert.deepEqual(
          (await read([{next: 'id ]1..', rows: [first], status: 200}, {rows: others}])).body,
          await whole(),
        )
      })

      it('are refused if one of them is missing or malformed', async () => {
        const rows = rowsOf(kind)
        for (const second of [
          {rows: {}},
          {rows: null},
          {rows: {message: 'x'}, status: 403},
          {rows: {message: 'x'}, status: 500},
          {rows, status: 206},
          {rows, status: 416},
        ]) {
          const fact = await read([{next: 'id ]1..', rows}, second])
          assert.equal(fact.body, undefined, JSON.stringify(second))
          assert.ok(fact.gap, JSON.stringify(second))
        }
      })
    })

  for (const kind of singles)
    it(`${kind} is malformed if it comes in pages`, async () => {
      api(kind).reply(206, rawOf(kind) as object)
      assert.equal((await fetched(wantedOf(kind))).gap?.reason, 'malformed')
    })
})
