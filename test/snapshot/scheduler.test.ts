import assert from 'node:assert/strict'

import type {SchedulerOptions, Progress} from '../../src/snapshot/scheduler.js'
import type {FactRequest} from '../../src/model/facts.js'
import type {Fact} from '../../src/model/snapshot.js'

import {fetchMissingFacts} from '../../src/snapshot/scheduler.js'

const want = (path: string): FactRequest => ({kind: 'stacks', path})
const factOf = ({kind, path}: FactRequest): Fact => ({at: '2026-11-20T12:00:00.000Z', body: [], kind, path})
const nothing = () => {}

/** What is collected of nothing, in the order in which it was read. */
async function collected(
  wantedOf: SchedulerOptions['missingFacts'],
  fetch: SchedulerOptions['fetch'],
  accept: SchedulerOptions['inspect'] = nothing,
  onProgress: SchedulerOptions['onProgress'] = nothing,
): Promise<Fact[]> {
  const facts = new Map<string, Fact>()
  assert.equal(await fetchMissingFacts(facts, {inspect: accept, fetch, onProgress, missingFacts: wantedOf}), true)
  return [...facts.values()]
}
const turn = () =>
  new Promise(resolve => {
    setImmediate(resolve)
  })

describe('fetchMissingFacts', () => {
  it('fetches nothing if nothing is missing', async () => {
    assert.deepEqual(
      await collected(
        () => [],
        async request => factOf(request),
        () => assert.fail(),
        () => assert.fail(),
      ),
      [],
    )
  })

  it('fetches what is missing until nothing is', async () => {
    const rounds: string[][] = []
    const asked: string[] = []
    const facts = await collected(
      known => [
        want('/a'),
        ...(known.has('/a') ? [want('/b'), want('/c')] : []),
        ...(known.has('/c') ? [want('/d')] : []),
      ],
      async request => {
        asked.push(request.path)
        return factOf(request)
      },
      known => rounds.push([...known.keys()]),
      nothing,
    )
    assert.deepEqual(asked, ['/a', '/b', '/c', '/d'])
    assert.deepEqual(rounds, [['/a'], ['/a', '/b', '/c'], ['/a', '/b', '/c', '/d']])
    assert.deepEqual(
      facts.map(({path}) => path),
      asked,
    )
  })

  it('fetches nothing twice, not even what could not be read', async () => {
    let asked = 0
    await collected(
      () => [want('/a')],
      async ({kind, path}) => {
        asked++
        return {at: '', gap: {reason: 'forbidden'}, kind, path}
      },
      nothing,
      nothing,
    )
    assert.equal(asked, 1)
  })

  it('looks again once everything is there, even if all responses arrive together', async () => {
    let looks = 0
    await collected(
      known => {
        looks++
        return [
          ...Array.from({length: 57}, (_, index) => want(`/${index}`)),
          ...(known.has('/56') ? [want('/more')] : []),
        ]
      },
      async request => factOf(request),
    )
    assert.equal(looks, 3)
  })

  it('has at most ten requests in flight', async () => {
    for (const [count, most] of [
      [3, 3],
      [10, 10],
      [57, 10],
    ] as const) {
      let inFlight = 0
      let seen = 0
      await collected(
        () => Array.from({length: count}, (_, index) => want(`/${index}`)),
        async request => {
          seen = Math.max(seen, ++inFlight)
          await turn()
          inFlight--
          return factOf(request)
        },
        nothing,
        nothing,
      )
      assert.equal(seen, most)
    }
  })

  it('sends the next request as soon as one is done, however long another takes', async () => {
    const order: string[] = []
    let finish = nothing
    const slow = new Promise<void>(resolve => {
      finish = resolve
    })
    const requests = Array.from({length: 30}, (_, index) => want(`/${index}`))
    await collected(
      () => requests,
      async request => {
        if (request.path === '/0') await slow
        order.push(request.path)
        if (request.path === '/29') finish()
        return factOf(request)
      },
      nothing,
      nothing,
    )
    assert.equal(order.at(-1), '/0')
    assert.equal(order.length, 30)
  })

  it('reports progress', async () => {
    const seen: Progress[] = []
    await collected(
      known => [want('/a'), ...(known.has('/a') ? [want('/b'), want('/c')] : [])],
      async request => factOf(request),
      nothing,
      progress => seen.push(progress),
    )
    assert.deepEqual(seen, [
      {done: 1, expected: 1, path: '/a'},
      {done: 2, expected: 3, path: '/b'},
      {done: 3, expected: 3, path: '/c'},
    ])
  })

  it('ends if a round is refused', async () => {
    const asked: string[] = []
    await assert.rejects(
      collected(
        known => [want(`/${known.size}`)],
        async request => {
          asked.push(request.path)
          return factOf(request)
        },
        known => {
          if (known.size === 2) throw new Error('enough')
        },
        nothing,
      ),
      /enough/,
    )
    assert.deepEqual(asked, ['/0', '/1'])
  })

  it('ends if fetching throws', async () => {
    await assert.rejects(
      collected(
        () => [want('/a'), want('/b')],
        async request => {
          if (request.path === '/b') throw new Error('a bug')
          return factOf(request)
        },
        nothing,
        nothing,
      ),
      /a bug/,
    )
  })

  it('starts from the facts that are there', async () => {
    const asked: string[] = []
    const facts = new Map([['/a', factOf(want('/a'))]])
    await fetchMissingFacts(facts, {
      inspect: nothing,
      onProgress: nothing,
      missingFacts: known => [want('/a'), ...(known.has('/a') ? [want('/b')] : [])],
      async fetch(request) {
        asked.push(request.path)
        return factOf(request)
      },
    })
    assert.deepEqual(asked, ['/b'])
    assert.deepEqual([...facts.keys()], ['/a', '/b'])
  })

  it('keeps facts and abandons open requests when it is stopped', async () => {
    const controller = new AbortController()
    const facts = new Map<string, Fact>()
    const asked: string[] = []
    const isWhole = await fetchMissingFacts(facts, {
      inspect: () => assert.fail('a round that was stopped is not accepted'),
      onProgress: nothing,
      signal: controller.signal,
      missingFacts: () => Array.from({length: 30}, (_, index) => want(`/${index}`)),
      async fetch(request) {
        asked.push(request.path)
        if (request.path === '/0') return new Promise<Fact>(() => {})
        if (request.path === '/12') controller.abort()
        return factOf(request)
      },
    })
    assert.equal(isWhole, false)
    assert.ok(facts.has('/11') && !facts.has('/0') && !asked.includes('/29'))
  })

  describe('for a small collection', () => {
    /** Fetches facts that lead to others; each arrives when the test says so. */
    async function played(
      order: readonly string[],
      wantedOf: SchedulerOptions['missingFacts'],
      accept: SchedulerOptions['inspect'] = nothing,
    ): Promise<{asked: string[]; facts: string[]; looks: number}> {
      const asked: string[] = []
      const facts = new Map<string, Fact>()
      const arrivals = new Map<string, () => void>()
      let looks = 0
      const run = fetchMissingFacts(facts, {
        inspect: accept,
        isLeading: ({path}) => path === '/lead',
        onProgress: nothing,
        async fetch(request) {
          asked.push(request.path)
          await new Promise<void>(resolve => {
            arrivals.set(request.path, resolve)
          })
          return factOf(request)
        },
        missingFacts(known) {
          looks++
          return wantedOf(known)
        },
      })
      const step = async () => {
        for (let index = 0; index < 3; index++) await turn()
      }
      for (const paths of order) {
        await step()
        for (const path of paths.split(' '))
          (arrivals.get(path) ?? (() => assert.fail(`${path} was not requested, but ${asked.join(' ')}`)))()
      }
      assert.equal(await run, true)
      return {asked, facts: [...facts.keys()], looks}
    }

    const chain = (known: ReadonlyMap<string, Fact>) => [
      want('/slow'),
      want('/a'),
      ...(known.has('/a') ? [want('/b')] : []),
      ...(known.has('/b') && known.has('/slow') ? [want('/c')] : []),
    ]

    it('sends further requests while others are open', async () => {
      assert.deepEqual(await played(['/a', '/b', '/slow', '/c'], chain), {
        asked: ['/slow', '/a', '/b', '/c'],
        facts: ['/a', '/b', '/slow', '/c'],
        looks: 5,
      })
    })

    it('looks once at facts that arrive together', async () => {
      assert.equal((await played(['/slow /a', '/b', '/c'], chain)).looks, 4)
    })

    it('sends waiting requests first, and drops those that are no longer needed', async () => {
      const many = Array.from({length: 12}, (_, index) => want(`/${index}`))
      const {asked} = await played(['/0 /1 /2', '/3 /4 /5 /6 /7 /8 /9 /10 /new'], known =>
        known.has('/0') ? [...many.slice(0, 11), want('/new')] : many,
      )
      assert.deepEqual(asked.slice(10), ['/10', '/new'])
    })

    it('looks at leading facts at once, and sends what follows from them first', async () => {
      const many = ['/lead', ...Array.from({length: 14}, (_, index) => `/${index}`)].map(want)
      const {asked} = await played(['/lead', '/0', '/1 /2 /3 /4 /5 /6 /7 /8 /9 /new', '/10 /11 /12 /13'], known =>
        known.has('/lead') ? [want('/new'), ...many] : many,
      )
      assert.deepEqual(asked.slice(10), ['/new', '/9', '/10', '/11', '/12', '/13'])
    })

    it('ends if the facts are refused', async () => {
      await assert.rejects(
        played(['/a'], chain, known => {
          if (known.has('/a')) throw new Error('enough')
        }),
        /enough/,
      )
    })
  })

  it('sends nothing after it was stopped', async () => {
    const wantedOf = () => [want('/a')]
    assert.equal(
      await fetchMissingFacts(new Map(), {
        inspect: nothing,
        fetch: () => assert.fail('it was stopped'),
        onProgress: nothing,
        signal: AbortSignal.abort(),
        missingFacts: wantedOf,
      }),
      false,
    )
  })
})
