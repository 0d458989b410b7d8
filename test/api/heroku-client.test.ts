import type {RequestListener, ServerResponse} from 'node:http'

import assert from 'node:assert/strict'
import {spawn} from 'node:child_process'
import {text} from 'node:stream/consumers'
import {gzipSync} from 'node:zlib'
import nock from 'nock'

import type {Outcome} from '../../src/api/http.js'
import type {Loopback} from './support.js'

import {dataHosts} from '../../src/cli/io/host-client.js'
import {fetchFact} from '../../src/api/fetch-fact.js'
import {herokuGet, maxResponseBytes, maxErrorBytes} from '../../src/api/heroku-client.js'
import {withRetry} from '../../src/api/retry.js'
import {requestHeaders, routes} from '../../src/api/routes.js'
import {serve} from '../fixtures/serve.js'
import {playedClock} from './clock.js'
import {against, apiClient, everything, fetched, kinds, loopback, narrow, rawOf, wantedOf} from './support.js'

const app = wantedOf('app')
const hosts = dataHosts({})
const whole = (response: ServerResponse, body: unknown, status = 200, headers = {}) => {
  response.writeHead(status, {'content-type': 'application/json', ...headers})
  response.end(JSON.stringify(body))
}

/** An endless response, and the end of its connection. */
function endless(): {closed: Promise<void>; dripping: RequestListener} {
  let hungUp = () => {}
  const closed = new Promise<void>(resolve => {
    hungUp = resolve
  })
  return {
    closed,
    dripping(request, response) {
      response.writeHead(200, {'content-type': 'application/json'})
      const drip = setInterval(() => response.write(' '), 5)
      request.socket.once('close', () => {
        clearInterval(drip)
        hungUp()
      })
    },
  }
}

/** A response of so many bytes, as fast as they are read; `closed` says how many were. */
function flood(size: number, status: number): {closed: Promise<number>; stream: RequestListener} {
  let hungUp: (sent: number) => void = () => {}
  const closed = new Promise<number>(resolve => {
    hungUp = resolve
  })
  const piece = Buffer.alloc(2 ** 20, ' ')
  return {
    closed,
    stream(request, response) {
      let sent = 0
      response.writeHead(status, {'content-type': 'application/json'})
      const more = () => {
        while (sent < size) {
          sent += piece.length
          if (!response.write(piece)) return
        }
        response.end()
      }
      response.on('drain', more)
      request.socket.once('close', () => hungUp(sent))
      more()
    },
  }
}

/** What one request comes to at a server that does this. */
async function met(
  respond: Parameters<typeof loopback>[0],
  timeout = 5000,
  options?: Parameters<typeof apiClient>[0],
): Promise<{outcome: Outcome; server: Loopback}> {
  const server = await loopback(respond)
  try {
    const outcome = await against(server.url, () =>
      herokuGet(apiClient(options), timeout, hosts)({headers: requestHeaders('app'), path: app.path}),
    )
    return {outcome, server}
  } finally {
    await server.close()
  }
}

describe('herokuGet', () => {
  describe('on a connection', () => {
    before(() => nock.restore())
    after(() => nock.activate())

    it('reads a response', async () => {
      const {outcome, server} = await met((_, response) => whole(response, {id: 'x'}, 200, {'x-two': ['a', 'b']}))
      assert.ok('response' in outcome)
      assert.deepEqual(outcome.response.json, {id: 'x'})
      assert.equal(outcome.response.status, 200)
      assert.deepEqual(
        server.requests.map(({method, path}) => `${method} ${path}`),
        ['GET /apps/pay'],
      )
      assert.equal(server.requests[0]?.headers['authorization'], 'Bearer HRKU-test')
    })

    it('joins characters that were split between chunks', async () => {
      const bytes = Buffer.from(JSON.stringify({name: 'zahlstelle-für-käse-支払い'}))
      const send = async (response: ServerResponse) => {
        response.writeHead(200, {'content-type': 'application/json'})
        for (const byte of bytes) {
          response.write(Buffer.from([byte]))
          await new Promise(resolve => {
            setTimeout(resolve, 1)
          })
        }

        response.end()
      }
      const {outcome} = await met((_, response) => void send(response))
      assert.deepEqual('response' in outcome && outcome.response.json, {name: 'zahlstelle-für-käse-支払い'})
    })

    it('reports a connection that breaks during a body', async () => {
      const {outcome} = await met((request, response) => {
        response.writeHead(200, {'content-length': 1000, 'content-type': 'application/json'})
        response.write('[{"id":"x"}', () => request.socket.resetAndDestroy())
      })
      assert.deepEqual(outcome, {failure: 'broken'})
    })

    it('does not take a truncated list for a complete one', async () => {
      for (const headers of [{'content-length': 1000}, {'transfer-encoding': 'chunked'}]) {
        const {outcome} = await met((request, response) => {
          response.writeHead(200, {'content-type': 'application/json', ...headers})
          response.write('[]', () => request.socket.end())
        })
        assert.deepEqual(outcome, {failure: 'broken'})
      }
    })

    it('waits no longer than its timeout, whatever is missing', async () => {
      const hung = await met(() => {}, 60)
      assert.deepEqual(hung.outcome, {failure: 'timeout'})
      const silent = await met(
        (_, response) => response.writeHead(200, {'content-type': 'application/json'}).flushHeaders(),
        60,
      )
      assert.deepEqual(silent.outcome, {failure: 'timeout'})
    })

    it('reports the status of an error whose body is missing, broken or very large', async () => {
      const type = {'content-type': 'application/json'}
      const responses: Array<Parameters<typeof loopback>[0]> = [
        (_, response) => response.writeHead(404, type).flushHeaders(),
        (request, response) =>
          response
            .writeHead(404, {...type, 'content-length': 1000})
            .write('{"id":', () => request.socket.resetAndDestroy()),
        (_, response) => response.writeHead(404, type).end('{"id":"not_fo'),
        (_, response) => response.writeHead(404, type).end('<h1>Not Found</h1>'),
        (_, response) => response.writeHead(404, type).end(),
        (_, response) => response.writeHead(404, type).end(`"${'x'.repeat(maxErrorBytes)}"`),
        (_, response) => response.writeHead(404).end('<h1>Not Found</h1>'),
        (_, response) => response.writeHead(404, {'content-type': '/'}).end('<h1>Not Found</h1>'),
        (_, response) => response.writeHead(404, {...type, 'content-encoding': 'gzip'}).end(gzipSync('{}')),
      ]
      for (const respond of responses) {
        const {outcome} = await met(respond, 500)
        assert.ok('response' in outcome, respond.toString())
        assert.deepEqual([outcome.response.status, outcome.response.json], [404, undefined])
      }
    })

    it('reads no more of an error than it needs, and closes the connection', async () => {
      const {closed, stream} = flood(700 * 2 ** 20, 500)
      const {outcome} = await met(stream)
      assert.equal('response' in outcome && outcome.response.status, 500)
      assert.ok((await closed) < 64 * 2 ** 20)
    })

    it('reads no response of more than 64 MB, and closes the connection', async () => {
      const {closed, stream} = flood(700 * 2 ** 20, 200)
      const {outcome, server} = await met(stream, 60_000)
      assert.deepEqual(outcome, {failure: 'too-large'})
      assert.equal(server.requests.length, 1)
      assert.ok((await closed) < 200 * 2 ** 20)
    })

    it('reads a response of 64 MB to its last byte', async () => {
      assert.equal(maxResponseBytes, 64 * 2 ** 20)
      for (const [size, isRead] of [
        [maxResponseBytes, true],
        [maxResponseBytes + 1, false],
      ] as const) {
        const {outcome} = await met((_, response) => {
          response.writeHead(200, {'content-type': 'application/json'})
          response.end(Buffer.concat([Buffer.alloc(size - 2, ' '), Buffer.from('{}')]))
        }, 60_000)
        assert.deepEqual('response' in outcome ? outcome.response.json : outcome, isRead ? {} : {failure: 'too-large'})
      }
    })

    it('turns a response that is too large into a gap, after one request', async () => {
      const {stream} = flood(maxResponseBytes + 2 ** 20, 200)
      const server = await loopback(stream)
      const fact = await against(server.url, () =>
        fetchFact(
          withRetry(herokuGet(apiClient(), 60_000, hosts), playedClock(), 0, () => {}),
          narrow,
          Date.now,
          app,
        ),
      )
      await server.close()
      assert.deepEqual(fact.gap, {detail: 'the response is larger than 64 MB', reason: 'malformed'})
      assert.equal(server.requests.length, 1)
    })

    it('does not decompress a response that it did not ask to be compressed', async () => {
      const packed = gzipSync(JSON.stringify(rawOf('app')))
      const {outcome, server} = await met((_, response) =>
        response.writeHead(200, {'content-encoding': 'gzip', 'content-type': 'application/json'}).end(packed),
      )
      assert.deepEqual(outcome, {failure: 'malformed'})
      assert.equal(server.requests[0]?.headers['accept-encoding'], undefined)
    })

    it('closes connections when it is stopped, and sends nothing after that', async () => {
      const {closed, dripping} = endless()
      const stopping = new AbortController()
      const server = await loopback((request, response) => {
        dripping(request, response)
        setTimeout(() => stopping.abort(), 20)
      })
      const get = () =>
        herokuGet(apiClient(), 60_000, hosts, stopping.signal)({headers: requestHeaders('app'), path: app.path})
      try {
        assert.deepEqual(await against(server.url, get), {failure: 'unreachable'})
        await closed
        assert.deepEqual(await against(server.url, get), {failure: 'unreachable'})
        assert.equal(server.requests.length, 1)
      } finally {
        await server.close()
      }
    })

    it('adds one listener to the signal, however many requests are open', async () => {
      const stopping = new AbortController()
      const server = await loopback((_, response) => whole(response, {}))
      const warnings: string[] = []
      const warn = ({message}: Error) => warnings.push(message)
      process.on('warning', warn)
      await against(server.url, () => {
        const get = herokuGet(apiClient(), 5000, hosts, stopping.signal)
        return Promise.all(Array.from({length: 30}, () => get({headers: requestHeaders('app'), path: app.path})))
      })
      await new Promise(resolve => {
        setImmediate(resolve)
      })
      process.removeListener('warning', warn)
      await server.close()
      assert.deepEqual(warnings, [])
    })

    it('stops trying to connect when it is stopped', async () => {
      const stopping = new AbortController()
      const server = await loopback(request => {
        request.socket.resetAndDestroy()
        stopping.abort()
      })
      const outcome = await against(server.url, () =>
        herokuGet(apiClient(), 60_000, hosts, stopping.signal)({headers: requestHeaders('app'), path: app.path}),
      )
      await new Promise(resolve => {
        setTimeout(resolve, 400)
      })
      await server.close()
      assert.deepEqual(outcome, {failure: 'unreachable'})
      assert.equal(server.requests.length, 1)
    })

    it('closes the connection of a response that never ends', async () => {
      const {closed, dripping} = endless()
      const server = await loopback(dripping)
      try {
        const outcome = await against(server.url, () =>
          herokuGet(apiClient(), 60, hosts)({headers: requestHeaders('app'), path: app.path}),
        )
        assert.deepEqual(outcome, {failure: 'timeout'})
        await closed
      } finally {
        await server.close()
      }
    })

    it('does not try again after the timeout', async () => {
      const server = await loopback(request => request.socket.resetAndDestroy())
      // The client tries again after a fifth of a second.
      const outcome = await against(server.url, () =>
        herokuGet(apiClient(), 100, hosts)({headers: requestHeaders('app'), path: app.path}),
      )
      await new Promise(resolve => {
        setTimeout(resolve, 400)
      })
      await server.close()
      assert.deepEqual(outcome, {failure: 'timeout'})
      assert.equal(server.requests.length, 1)
    })

    it('follows no redirect', async () => {
      for (const status of [301, 302, 303, 307, 308]) {
        const otherServer = await loopback((_, response) => whole(response, rawOf('app')))
        const {outcome, server} = await met((request, response) =>
          request.url === app.path
            ? whole(response, {message: 'moved'}, status, {
                location: status === 301 ? '/apps/other' : `${otherServer.url}/apps/pay`,
              })
            : whole(response, rawOf('app')),
        )
        await otherServer.close()
        assert.equal('response' in outcome && outcome.response.status, status)
        assert.equal(server.requests.length + otherServer.requests.length, 1)
      }
    })

    it('does not take a redirect for a response', async () => {
      const server = await loopback((_, response) => whole(response, rawOf('app'), 302, {location: '/apps/other'}))
      const fact = await against(server.url, () => fetched(app))
      await server.close()
      assert.equal(fact.body, undefined)
      assert.equal(fact.gap?.reason, 'malformed')
    })

    for (const body of [
      {app: {id: '1', name: 'pay'}, id: 'two_factor', message: 'x'},
      {id: 'two_factor', message: 'x'},
    ]) {
      for (const preauth of [false, true]) {
        it(`never prompts for a second factor (app: ${body.app?.name ?? 'none'}, preauth: ${preauth})`, async () => {
          const listeners = () => process.stdin.eventNames().map(name => [name, process.stdin.listenerCount(name)])
          const before = {
            flowing: process.stdin.readableFlowing,
            isTTY: process.stdin.isTTY,
            listeners: listeners(),
            raw: process.stdin.isRaw,
          }
          process.stdin.isTTY = true
          try {
            const {outcome, server} = await met((_, response) => whole(response, body, 403), 5000, {
              debug: false,
              preauth,
            })
            assert.deepEqual(outcome, {failure: 'two-factor'})
            assert.deepEqual(
              server.requests.map(({method, path}) => `${method} ${path}`),
              ['GET /apps/pay'],
            )
          } finally {
            process.stdin.isTTY = before.isTTY
          }

          assert.deepEqual(
            {
              flowing: process.stdin.readableFlowing,
              isTTY: process.stdin.isTTY,
              listeners: listeners(),
              raw: process.stdin.isRaw,
            },
            before,
          )
        })
      }
    }

    it('turns a required second factor into a gap that says what would close it', async () => {
      const server = await loopback((_, response) =>
        whole(response, {app: {name: 'pay'}, id: 'two_factor', message: 'x'}, 403),
      )
      const [first, second] = await against(server.url, () => {
        const client = apiClient()
        return Promise.all([fetched(app, 5000, client), fetched(app, 5000, client)])
      })
      await server.close()
      assert.equal(first.gap?.reason, 'forbidden')
      assert.match(first.gap.needs ?? '', /second factor/)
      assert.deepEqual(second.gap, first.gap)
    })

    it('reads every kind with GET only, and from no other host', async () => {
      const world = await serve(everything(), {token: 'HRKU-test'})
      process.env['HEROKU_PARTICLEBOARD_URL'] = `http://localhost:${world.port}`
      await against(world.url, async () => {
        const client = apiClient()
        for (const kind of kinds) assert.equal((await fetched(wantedOf(kind), 5000, client)).gap, undefined, kind)
      })
      Reflect.deleteProperty(process.env, 'HEROKU_PARTICLEBOARD_URL')
      await world.close()
      assert.deepEqual(world.offenses(), [])
      assert.deepEqual(
        world.requests.map(({kind, method, path}) => `${kind} ${method} ${path}`),
        kinds.map(kind => `${routes[kind].host ? 'data' : 'platform'} GET ${wantedOf(kind).path}`),
      )
    })

    it('reaches the data services at their own hosts, with the login and the port of the Platform API', async () => {
      const server = await loopback((_, response) => whole(response, {}))
      const seen = await against(server.url, async () => {
        const get = herokuGet(apiClient(), 5000, {data: '127.0.0.1', redis: 'localhost'})
        for (const host of ['redis', 'data', undefined] as const)
          await get({headers: {}, path: '/x', ...(host ? {host} : {})})
        return server.requests.map(({headers: {authorization, host}}) => [
          String(host).replace(`:${new URL(server.url).port}`, ', same port'),
          authorization,
        ])
      })
      await server.close()
      assert.deepEqual(
        seen,
        ['localhost', '127.0.0.1', '127.0.0.1'].map(host => [`${host}, same port`, 'Bearer HRKU-test']),
      )
    })

    it('prints no request and no response, whatever DEBUG says', async () => {
      const headers = {
        'content-type': 'application/json',
        location: 'https://CANARY-location.example.com',
        'set-cookie': 'CANARY-cookie=1',
        'warning-message': 'CANARY-warning',
        'x-heroku-warning': 'CANARY-warning',
      }
      const server = await loopback((request, response) => {
        const status = Number(/status-(\d+)/.exec(request.url ?? '')?.[1])
        response.writeHead(status, headers).end('{"id":"x","message":"CANARY-message"}')
      })
      const from = (file: string) => JSON.stringify(new URL(file, import.meta.url).href)
      const script = `
        const {fetched} = await import(${from('./support.js')})
        for (const status of [200, 206, 302, 401, 403, 404, 429, 500])
          await fetched({kind: 'app', path: '/apps/status-' + status}, 700)
        console.log('read')`
      const environments = [{}, {HTTP_PROXY: server.url.replace('//', '//CANARY-user:CANARY-password@'), NO_PROXY: ''}]
      for (const proxy of environments) {
        const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
          env: {
            ...process.env,
            DEBUG: '*',
            HEROKU_API_KEY: 'HRKU-CANARY-token',
            HEROKU_DATA_HOST: '127.0.0.1',
            HEROKU_DEBUG: '1',
            HEROKU_DEBUG_HEADERS: '1',
            HEROKU_HOST: server.url,
            ...proxy,
          },
        })
        const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
        assert.equal(out, 'read\n', err)
        assert.doesNotMatch(err, /CANARY|HRKU/)
      }
      await server.close()
      assert.ok(server.requests.length >= 8)
    })
  })

  describe('through the client', () => {
    afterEach(() => nock.cleanAll())
    const api = (headers: Record<string, string> = {}) => nock('https://api.heroku.com', {reqheaders: headers})

    it('never asks the host for unpaid bills', async () => {
      let asked = 0
      nock('https://particleboard.heroku.com')
        .persist()
        .get(/.*/)
        .reply(200, () => {
          asked++
          return {}
        })
      for (const kind of ['account', 'team', 'teamApps', 'members', 'teamApp'] as const) {
        api()
          .get(wantedOf(kind).path)
          .reply(200, rawOf(kind) as object)
        assert.equal((await fetched(wantedOf(kind))).gap, undefined)
      }

      assert.equal(asked, 0)
    })

    it('reads the headers of an error, whatever its body', async () => {
      for (const body of ['{"id":"rate_limit","message":"x"}', '{"id":"rate_limit"}', '<h1>x</h1>', '']) {
        const type = body.startsWith('{') ? 'application/json' : 'text/html'
        api().get(app.path).reply(429, body, {'Content-Type': type, 'Request-Id': 'r-1', 'Retry-After': '30'})
        const outcome = await herokuGet(apiClient(), 5000, hosts)({headers: requestHeaders('app'), path: app.path})
        assert.ok('response' in outcome, body)
        assert.deepEqual(
          [outcome.response.status, outcome.response.headers['request-id'], outcome.response.headers['retry-after']],
          [429, 'r-1', '30'],
          body,
        )
      }
    })

    it('reports an unreachable host after all attempts to connect', async () => {
      api()
        .get(app.path)
        .replyWithError(Object.assign(new Error('certificate has expired'), {code: 'CERT_HAS_EXPIRED'}))
      assert.deepEqual((await fetched(app)).gap, {detail: 'the connection failed', reason: 'unreachable'})
    })

    it('never logs in if the token is refused', async () => {
      api().get(app.path).reply(401, {id: 'unauthorized', message: 'Invalid credentials provided.'})
      assert.equal((await fetched(app)).gap?.reason, 'unauthorized')
      const client = apiClient()
      client.login = () => Promise.reject(new Error('a login'))
      Reflect.deleteProperty(process.env, 'HEROKU_API_KEY')
      client.auth = 'HRKU-other'
      api().get(app.path).reply(401, {id: 'unauthorized', message: 'Invalid credentials provided.'})
      const fact = await fetched(app, 5000, client)
      process.env['HEROKU_API_KEY'] = 'HRKU-test'
      assert.equal(fact.gap?.reason, 'unauthorized')
    })

    it('reports the status of an error, whatever its body says', async () => {
      const bodies = [
        'null',
        '',
        '[]',
        '"two_factor"',
        '{"id":"two_factor"',
        '{"message":null}',
        '{"http":{"statusCode":200}}',
        '{"statusCode":200,"body":[]}',
      ]
      for (const body of bodies)
        for (const status of [403, 429, 500]) {
          api().get(app.path).reply(status, body, {'Content-Type': 'application/json'})
          const fact = await fetched(app)
          assert.equal(fact.body, undefined, body)
          assert.ok(fact.gap, body)
        }
    })

    it('does not parse a response of an unknown content type', async () => {
      for (const type of ['application/json;;;', '/', 'json', 'application/x-json-seq']) {
        api()
          .get(app.path)
          .reply(200, JSON.stringify(rawOf('app')), {'Content-Type': type})
        const fact = await fetched(app)
        assert.ok(fact.body === undefined || type.startsWith('application/json'), type)
      }
    })

    it('does not carry headers over to the next request', async () => {
      const client = apiClient()
      const get = withRetry(herokuGet(client, 5000, hosts), playedClock(), 0, () => {})
      const members = wantedOf('members')
      const ids: unknown[] = []
      function seen(this: nock.ReplyFnContext): object[] {
        ids.push(this.req.headers['request-id'])
        client.auth = 'HRKU-renewed'
        return []
      }
      api({authorization: 'Bearer HRKU-test'}).get(members.path).reply(206, seen, {'Next-Range': 'email ]a..'})
      api({authorization: 'Bearer HRKU-renewed', range: 'email ]a..'}).get(members.path).reply(200, seen)
      assert.deepEqual((await fetchFact(get, narrow, Date.now, members)).body, [])
      assert.equal(new Set(ids.map(String)).size, 2)

      const headers = Object.freeze(requestHeaders('app'))
      api().get(app.path).reply(200, {})
      assert.ok('response' in (await get({headers, path: app.path})))
    })

    it('ignores headers from the environment', async () => {
      process.env['HEROKU_HEADERS'] = '{"Accept":"text/html","Range":"id ..; max=1"}'
      const client = apiClient()
      Reflect.deleteProperty(process.env, 'HEROKU_HEADERS')
      api({accept: 'application/vnd.heroku+json; version=3.sdk', range: 'id ..; max=1000;'}).get('/apps').reply(200, [])
      assert.deepEqual((await fetched(wantedOf('apps'), 5000, client)).body, [])
    })
  })
})
