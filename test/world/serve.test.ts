import assert from 'node:assert/strict'
import {app, world} from './build.js'
import {serve} from './serve.js'
import type {Served, ServeOptions} from './serve.js'
import type {FaultRule, World} from './types.js'

const headers = {accept: 'application/vnd.heroku+json; version=3.sdk'}

async function during(
  parts: Partial<World>,
  act: (served: Served, get: (path: string) => Promise<Response>) => Promise<void>,
  options: ServeOptions = {},
): Promise<void> {
  const served = await serve(world({apps: [app('web')], ...parts}), options)
  try {
    await act(served, path => fetch(served.url + path, {headers, signal: AbortSignal.timeout(2000)}))
  } finally {
    await served.close()
  }
}

const on = (path: string, fault: FaultRule['fault'], times?: number): Partial<World> => ({
  faults: [{path, fault, ...(times === undefined ? {} : {times})}],
})

describe('world: serve', () => {
  it('answers over HTTP and records every request', () =>
    during({}, async (served, get) => {
      const answer = await get('/apps/web')
      assert.equal(answer.status, 200)
      assert.equal(((await answer.json()) as {name: string}).name, 'web')
      assert.deepEqual(
        served.requests.map(({kind, path}) => ({kind, path})),
        [{kind: 'platform', path: '/apps/web'}],
      )
      assert.equal(answer.headers.get('ratelimit-remaining'), '4499')
      assert.deepEqual(served.offences(), [])
    }))

  it('tells who asked for a secret or wrote', () =>
    during({}, async (served, get) => {
      assert.equal((await get('/apps/web/config-vars')).status, 200)
      assert.equal((await fetch(`${served.url}/apps`, {method: 'POST', headers})).status, 405)
      assert.deepEqual(
        served.offences().map(r => r.path),
        ['/apps/web/config-vars', '/apps'],
      )
    }))

  it('answers 404 to requests meant for the host of unpaid bills', () =>
    during({}, async served => {
      const answer = await fetch(`http://localhost:${served.port}/account`, {headers})
      assert.equal(answer.status, 404)
      assert.equal(served.requests[0]?.kind, 'side')
    }))

  it('strikes so many times and no more', () =>
    during(on('/apps', {status: 429, headers: {'Retry-After': '1'}}, 2), async (_served, get) => {
      const answers = [await get('/apps'), await get('/apps'), await get('/apps')]
      assert.deepEqual(
        answers.map(a => a.status),
        [429, 429, 200],
      )
      assert.equal(answers[0]?.headers.get('retry-after'), '1')
    }))

  it('sends an HTML page for 503', () =>
    during(on('/apps', 'html-503'), async (_served, get) => {
      const answer = await get('/apps')
      assert.deepEqual([answer.status, answer.headers.get('content-type')], [503, 'text/html'])
    }))

  it('resets, cuts short and hangs', async () => {
    await during(on('/apps', 'reset'), async (_served, get) => {
      await assert.rejects(get('/apps'))
    })
    await during(on('/apps', 'truncated-json'), async (_served, get) => {
      await assert.rejects((await get('/apps')).json(), SyntaxError)
    })
    await during(on('/apps', 'hang'), async served => {
      await assert.rejects(fetch(`${served.url}/apps`, {headers, signal: AbortSignal.timeout(50)}))
    })
  })

  it('runs out of requests', () =>
    during({rateLimit: 1}, async (_served, get) => {
      assert.deepEqual([(await get('/apps')).status, (await get('/apps')).status], [200, 429])
      assert.deepEqual(await (await get('/account/rate-limits')).json(), {remaining: 0})
    }))

  it('counts requests in flight and takes its time', () =>
    during(
      {},
      async (served, get) => {
        const began = performance.now()
        await Promise.all(Array.from({length: 5}, async () => get('/apps')))
        assert.equal(served.maxInFlight, 5)
        assert.ok(performance.now() - began >= 25)
      },
      {latencyMs: 30},
    ))

  it('asks for the token when it has one', () =>
    during(
      {},
      async (served, get) => {
        assert.equal((await get('/apps')).status, 401)
        const known = await fetch(`${served.url}/apps`, {headers: {...headers, authorization: 'Bearer secret'}})
        assert.equal(known.status, 200)
      },
      {token: 'secret'},
    ))

  it('takes long headers', () =>
    during({}, async served => {
      const answer = await fetch(`${served.url}/apps`, {headers: {...headers, 'request-id': 'x'.repeat(30_000)}})
      assert.equal(answer.status, 200)
    }))
})
