import assert from 'node:assert/strict'

import type {Get, Outcome} from '../../src/api/http.js'
import type {Played} from './clock.js'

import {realClock, withRetry} from '../../src/api/retry.js'
import {playedClock} from './clock.js'

const start = Date.parse('2026-11-20T12:00:00Z')
const reply = (status: number, headers: Record<string, string> = {}): Outcome => ({
  response: {headers, json: {}, status},
})
const limited = (after?: string) => reply(429, after === undefined ? {} : {'retry-after': after})
const ok = reply(200)

interface Run {
  readonly outcome: Outcome
  /** When it was asked, in milliseconds since the start. */
  readonly asked: number[]
  readonly waits: number[]
  readonly clock: Played
}

/** Gives these outcomes in turn, the last one forever. */
async function run(outcomes: readonly Outcome[], random = 0.5): Promise<Run> {
  const clock = playedClock(start, random)
  const asked: number[] = []
  const waits: number[] = []
  const get: Get = async () => {
    asked.push(clock.now() - start)
    return outcomes[Math.min(asked.length, outcomes.length) - 1] ?? ok
  }
  const done = withRetry(get, clock, 0, until => waits.push(until - start))(question('/x'))
  await clock.play()
  return {asked, clock, outcome: await done, waits}
}

const question = (path: string) => ({headers: {}, path})

describe('withRetry', () => {
  it('sends one request if there is a response', async () => {
    for (const status of [200, 204, 206, 301, 304, 400, 401, 402, 403, 404, 406, 410, 416, 422, 423]) {
      const {asked, clock, outcome, waits} = await run([reply(status)])
      assert.deepEqual(
        {asked, outcome, slept: clock.slept, waits},
        {asked: [0], outcome: reply(status), slept: [], waits: []},
      )
    }
  })

  it('does not repeat a request that needs a second factor or could not connect', async () => {
    for (const failure of ['two-factor', 'unreachable'] as const) assert.deepEqual((await run([{failure}])).asked, [0])
  })

  it('repeats a request twice after a server error or a broken connection', async () => {
    for (const broken of [reply(500), reply(502), reply(503), {failure: 'broken'}, {failure: 'malformed'}] as const) {
      assert.deepEqual(await run([broken]).then(({asked, outcome, waits}) => ({asked, outcome, waits})), {
        asked: [0, 250, 1250],
        outcome: broken,
        waits: [],
      })
      assert.deepEqual((await run([broken, broken, ok])).outcome, ok)
      assert.deepEqual((await run([broken, ok])).asked, [0, 250])
    }
  })

  it('repeats a request once after a timeout', async () => {
    assert.deepEqual((await run([{failure: 'timeout'}])).asked, [0, 250])
    assert.deepEqual((await run([{failure: 'timeout'}, ok])).outcome, ok)
  })

  it('counts each cause separately', async () => {
    const {asked, outcome} = await run([reply(500), {failure: 'timeout'}, limited('1'), reply(500), ok])
    assert.equal(asked.length, 5)
    assert.deepEqual(outcome, ok)
    assert.equal((await run([reply(500), {failure: 'timeout'}, reply(500), {failure: 'timeout'}])).asked.length, 4)
  })

  it('randomizes its waits', async () => {
    assert.deepEqual((await run([reply(500)], 0)).asked, [0, 125, 625])
    assert.deepEqual((await run([reply(500)], 1)).asked, [0, 375, 1875])
    assert.deepEqual((await run([limited(), ok], 0)).asked, [0, 500])
    assert.deepEqual((await run([limited(), ok], 1)).asked, [0, 1500])
  })

  it('waits for a rate limit up to six times, twice as long each time', async () => {
    const {asked, outcome, waits} = await run([limited()])
    assert.deepEqual(asked, [0, 1000, 3000, 7000, 15_000, 31_000, 63_000])
    assert.deepEqual(waits, asked.slice(1))
    assert.deepEqual(outcome, limited())
  })

  it('waits as long as Retry-After says, in seconds or until a date', async () => {
    assert.deepEqual((await run([limited('30'), ok])).asked, [0, 30_000])
    assert.deepEqual((await run([limited('0'), ok])).asked, [0, 0])
    assert.deepEqual((await run([limited('1.5'), ok])).asked, [0, 1500])
    assert.deepEqual((await run([limited('Fri, 20 Nov 2026 12:01:00 GMT'), ok])).asked, [0, 60_000])
    assert.deepEqual((await run([limited('Fri, 20 Nov 2026 11:59:00 GMT'), ok])).asked, [0, 0])
    assert.deepEqual((await run([limited('-5'), ok])).asked, [0, 0])
  })

  it('falls back to its own waits if Retry-After is not valid', async () => {
    for (const odd of ['', 'soon', 'NaN']) assert.deepEqual((await run([limited(odd), ok])).asked, [0, 1000], odd)
  })

  it('waits 15 minutes at most, and not at all for longer', async () => {
    assert.deepEqual((await run([limited('900'), ok])).asked, [0, 900_000])
    for (const long of ['900.001', '86400', 'Infinity', '1e300', 'Sat, 21 Nov 2026 12:00:00 GMT']) {
      const {asked, outcome, waits} = await run([limited(long), ok])
      assert.deepEqual([asked, outcome, waits], [[0], limited(long), []], long)
    }
  })

  it('waits 15 minutes in a row, and again after another response', async () => {
    const twice = await run([limited('600'), limited('301'), ok])
    assert.deepEqual([twice.asked, twice.outcome], [[0, 600_000], limited('301')])
    assert.deepEqual((await run([limited('600'), limited('300'), ok])).asked, [0, 600_000, 900_000])
    const recovered = await run([limited('600'), reply(500), limited('600'), ok])
    assert.deepEqual([recovered.asked.length, recovered.outcome], [4, ok])
  })

  it('does not wait separately for each of several concurrent refusals', async () => {
    const clock = playedClock(start)
    const seen = new Map<string, number>()
    const get = withRetry(
      async ({path}) => {
        seen.set(path, (seen.get(path) ?? 0) + 1)
        return clock.now() === start ? limited('600') : ok
      },
      clock,
      0,
      () => {},
    )
    const pending = Promise.all(['/a', '/b', '/c'].map(path => get(question(path))))
    await clock.play()
    assert.deepEqual(await pending, [ok, ok, ok])
    assert.deepEqual([...seen.values()], [2, 2, 2])
  })

  it('makes all requests wait together', async () => {
    const clock = playedClock(start)
    const asked: string[] = []
    const waits: number[] = []
    let isLimited = true
    const get: Get = async ({path}) => {
      asked.push(`${path} at ${clock.now() - start}`)
      if (path === '/first' && isLimited) {
        isLimited = false
        return limited('20')
      }

      return ok
    }
    const patient = withRetry(get, clock, 0, until => waits.push(until - start))
    const first = patient(question('/first'))
    await new Promise(resolve => {
      setImmediate(resolve)
    })
    const others = [patient(question('/second')), patient(question('/third'))]
    await clock.play()
    await Promise.all([first, ...others])
    assert.deepEqual(asked, ['/first at 0', '/first at 20000', '/second at 20000', '/third at 20000'])
    assert.deepEqual(waits, [20_000])
  })

  it('announces a wait once, and again only a longer one', async () => {
    const clock = playedClock(start)
    const waits: number[] = []
    const after: Record<string, string> = {'/a': '10', '/b': '10', '/c': '5', '/d': '10.9', '/e': '25'}
    const seen = new Set<string>()
    const get: Get = async ({path}) => {
      if (seen.has(path)) return ok
      seen.add(path)
      return limited(after[path])
    }
    const patient = withRetry(get, clock, 0, until => waits.push(until - start))
    const pending = Object.keys(after).map(path => patient(question(path)))
    await clock.play()
    await Promise.all(pending)
    assert.deepEqual(waits, [10_000, 25_000])
    assert.equal(clock.now() - start, 25_000)
  })

  it('keeps waiting if the limit is extended during the wait', async () => {
    const clock = playedClock(start)
    const asked: number[] = []
    const outcomes = [limited('10'), limited('30'), ok, ok]
    const get: Get = async () => {
      asked.push(clock.now() - start)
      return outcomes.shift() ?? ok
    }
    const patient = withRetry(get, clock, 0, () => {})
    const pending = [patient(question('/a')), patient(question('/b'))]
    await clock.play()
    await Promise.all(pending)
    assert.deepEqual(asked, [0, 0, 30_000, 30_000])
  })

  it('waits for the budget to refill when it falls below the floor', async () => {
    const left = (n: number | string) => reply(200, {'ratelimit-remaining': String(n)})
    const asked = async (floor: number, ...outcomes: readonly Outcome[]) => {
      const clock = playedClock(start)
      const [seen, waits, budgets] = [[] as number[], [] as number[], [] as number[]]
      const queue = [...outcomes]
      const patient = withRetry(
        async () => {
          seen.push(clock.now() - start)
          return queue.shift() ?? ok
        },
        clock,
        floor,
        until => waits.push(until - start),
        budget => budgets.push(budget),
      )
      for (const path of ['/a', '/b', '/c']) {
        const done = patient(question(path))
        await clock.play()
        await done
      }

      return {budgets, seen, waits}
    }

    assert.deepEqual(await asked(500, left(501), left(500), left(499)), {
      budgets: [501, 500, 499],
      seen: [0, 0, 0],
      waits: [],
    })
    // One below the floor, and a batch of sixty, at 75 a minute.
    assert.deepEqual(await asked(500, left(499), left(550)), {
      budgets: [499, 550],
      seen: [0, 48_800, 48_800],
      waits: [48_800],
    })
    assert.deepEqual((await asked(500, left(0), left(550))).waits, [448_000])
    assert.deepEqual(await asked(0, left(0), left(3)), {budgets: [0, 3], seen: [0, 0, 0], waits: []})
    assert.deepEqual(await asked(500, left('many'), left('')), {budgets: [], seen: [0, 0, 0], waits: []})
  })

  it('ignores the budget of the data services', async () => {
    const budgets: number[] = []
    const patient = withRetry(
      async () => reply(200, {'ratelimit-remaining': '3'}),
      playedClock(start),
      500,
      () => assert.fail('waits'),
      budget => budgets.push(budget),
    )
    for (const path of ['/a', '/b']) await patient({...question(path), host: 'data'})
    assert.deepEqual(budgets, [])
  })

  it('has a clock that runs', async () => {
    const before = realClock.now()
    await realClock.sleep(5)
    assert.ok(realClock.now() > before)
    const random = realClock.random()
    assert.ok(random >= 0 && random < 1)
  })
})
