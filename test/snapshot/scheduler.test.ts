import assert from 'node:assert/strict'

import type {Collecting, Progress} from '../../src/snapshot/scheduler.js'
import type {Wanted} from '../../src/api/fetch-fact.js'
import type {Fact} from '../../src/model/snapshot.js'

import {collect} from '../../src/snapshot/scheduler.js'

const want = (path: string): Wanted => ({kind: 'stacks', path})
const factOf = ({kind, path}: Wanted): Fact => ({at: '2026-11-20T12:00:00.000Z', body: [], kind, path})
const nothing = () => {}

/** What is collected of nothing, in the order in which it was read. */
async function collected(
  wantedOf: Collecting['wantedOf'],
  fetch: Collecting['fetch'],
  accept: Collecting['accept'] = nothing,
  onProgress: Collecting['onProgress'] = nothing,
): Promise<Fact[]> {
  const facts = new Map<string, Fact>()
  assert.equal(await collect(facts, {accept, fetch, onProgress, wantedOf}), true)
  return [...facts.values()]
}
const turn = () =>
  new Promise(resolve => {
    setImmediate(resolve)
  })

describe('collect', () => {
  it('reads nothing where nothing is wanted', async () => {
    assert.deepEqual(
      await collected(
        () => [],
        async one => factOf(one),
        () => assert.fail(),
        () => assert.fail(),
      ),
      [],
    )
  })

  it('asks what is wanted until nothing more is', async () => {
    const rounds: string[][] = []
    const asked: string[] = []
    const facts = await collected(
      known => [
        want('/a'),
        ...(known.has('/a') ? [want('/b'), want('/c')] : []),
        ...(known.has('/c') ? [want('/d')] : []),
      ],
      async one => {
        asked.push(one.path)
        return factOf(one)
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

  it('asks nothing twice, not even what could not be read', async () => {
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

  it('looks again only once all that was wanted is there, even where all that is in flight is answered at once', async () => {
    let looks = 0
    await collected(
      known => {
        looks++
        return [
          ...Array.from({length: 57}, (_, index) => want(`/${index}`)),
          ...(known.has('/56') ? [want('/more')] : []),
        ]
      },
      async one => factOf(one),
    )
    assert.equal(looks, 3)
  })

  it('has ten requests in flight and never more', async () => {
    for (const [count, most] of [
      [3, 3],
      [10, 10],
      [57, 10],
    ] as const) {
      let inFlight = 0
      let seen = 0
      await collected(
        () => Array.from({length: count}, (_, index) => want(`/${index}`)),
        async one => {
          seen = Math.max(seen, ++inFlight)
          await turn()
          inFlight--
          return factOf(one)
        },
        nothing,
        nothing,
      )
      assert.equal(seen, most)
    }
  })

  it('begins the next as soon as one is done, however long another takes', async () => {
    const order: string[] = []
    let finish = nothing
    const slow = new Promise<void>(resolve => {
      finish = resolve
    })
    const all = Array.from({length: 30}, (_, index) => want(`/${index}`))
    await collected(
      () => all,
      async one => {
        if (one.path === '/0') await slow
        order.push(one.path)
        if (one.path === '/29') finish()
        return factOf(one)
      },
      nothing,
      nothing,
    )
    assert.equal(order.at(-1), '/0')
    assert.equal(order.length, 30)
  })

  it('says how far it is', async () => {
    const seen: Progress[] = []
    await collected(
      known => [want('/a'), ...(known.has('/a') ? [want('/b'), want('/c')] : [])],
      async one => factOf(one),
      nothing,
      one => seen.push(one),
    )
    assert.deepEqual(seen, [
      {done: 1, known: 1, path: '/a'},
      {done: 2, known: 3, path: '/b'},
      {done: 3, known: 3, path: '/c'},
    ])
  })

  it('ends where a round is not accepted', async () => {
    const asked: string[] = []
    await assert.rejects(
      collected(
        known => [want(`/${known.size}`)],
        async one => {
          asked.push(one.path)
          return factOf(one)
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

  it('ends where reading breaks', async () => {
    await assert.rejects(
      collected(
        () => [want('/a'), want('/b')],
        async one => {
          if (one.path === '/b') throw new Error('a bug')
          return factOf(one)
        },
        nothing,
        nothing,
      ),
      /a bug/,
    )
  })

  it('goes on from what is known', async () => {
    const asked: string[] = []
    const facts = new Map([['/a', factOf(want('/a'))]])
    await collect(facts, {
      accept: nothing,
      onProgress: nothing,
      wantedOf: known => [want('/a'), ...(known.has('/a') ? [want('/b')] : [])],
      async fetch(one) {
        asked.push(one.path)
        return factOf(one)
      },
    })
    assert.deepEqual(asked, ['/b'])
    assert.deepEqual([...facts.keys()], ['/a', '/b'])
  })

  it('keeps what was read when it is stopped, and gives up what is in flight', async () => {
    const controller = new AbortController()
    const facts = new Map<string, Fact>()
    const asked: string[] = []
    const isWhole = await collect(facts, {
      accept: () => assert.fail('a round that was stopped is not accepted'),
      onProgress: nothing,
      signal: controller.signal,
      wantedOf: () => Array.from({length: 30}, (_, index) => want(`/${index}`)),
      async fetch(one) {
        asked.push(one.path)
        if (one.path === '/0') return new Promise<Fact>(() => {})
        if (one.path === '/12') controller.abort()
        return factOf(one)
      },
    })
    assert.equal(isWhole, false)
    assert.ok(facts.has('/11') && !facts.has('/0') && !asked.includes('/29'))
  })

  describe('of little', () => {
    /** Reads what an answer leads to, where each answer comes when the test says so. */
    async function played(
      order: readonly string[],
      wantedOf: Collecting['wantedOf'],
      accept: Collecting['accept'] = nothing,
    ): Promise<{asked: string[]; facts: string[]; looks: number}> {
      const asked: string[] = []
      const facts = new Map<string, Fact>()
      const answers = new Map<string, () => void>()
      let looks = 0
      const run = collect(facts, {
        accept,
        leads: ({path}) => path === '/lead',
        onProgress: nothing,
        async fetch(one) {
          asked.push(one.path)
          await new Promise<void>(resolve => {
            answers.set(one.path, resolve)
          })
          return factOf(one)
        },
        wantedOf(known) {
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
          (answers.get(path) ?? (() => assert.fail(`${path} is not asked for, but ${asked.join(' ')}`)))()
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

    it('asks on while something is still to come', async () => {
      assert.deepEqual(await played(['/a', '/b', '/slow', '/c'], chain), {
        asked: ['/slow', '/a', '/b', '/c'],
        facts: ['/a', '/b', '/slow', '/c'],
        looks: 5,
      })
    })

    it('looks once at what came together', async () => {
      assert.equal((await played(['/slow /a', '/b', '/c'], chain)).looks, 4)
    })

    it('asks what is waiting first, and drops what is not wanted any more', async () => {
      const many = Array.from({length: 12}, (_, index) => want(`/${index}`))
      const {asked} = await played(['/0 /1 /2', '/3 /4 /5 /6 /7 /8 /9 /10 /new'], known =>
        known.has('/0') ? [...many.slice(0, 11), want('/new')] : many,
      )
      assert.deepEqual(asked.slice(10), ['/10', '/new'])
    })

    it('looks at once at what leads further, and asks that before what is waiting', async () => {
      const many = ['/lead', ...Array.from({length: 14}, (_, index) => `/${index}`)].map(want)
      const {asked} = await played(['/lead', '/0', '/1 /2 /3 /4 /5 /6 /7 /8 /9 /new', '/10 /11 /12 /13'], known =>
        known.has('/lead') ? [want('/new'), ...many] : many,
      )
      assert.deepEqual(asked.slice(10), ['/new', '/9', '/10', '/11', '/12', '/13'])
    })

    it('ends where what is there is not accepted', async () => {
      await assert.rejects(
        played(['/a'], chain, known => {
          if (known.has('/a')) throw new Error('enough')
        }),
        /enough/,
      )
    })
  })

  it('asks nothing once it was stopped', async () => {
    const wantedOf = () => [want('/a')]
    assert.equal(
      await collect(new Map(), {
        accept: nothing,
        fetch: () => assert.fail('it was stopped'),
        onProgress: nothing,
        signal: AbortSignal.abort(),
        wantedOf,
      }),
      false,
    )
  })
})
