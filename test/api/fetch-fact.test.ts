import assert from 'node:assert/strict'

import type {Get, Outcome, ApiResponse} from '../../src/api/http.js'
import type {FactKind} from '../../src/model/facts.js'
import type {Fact} from '../../src/model/snapshot.js'

import {fetchFact} from '../../src/api/fetch-fact.js'
import {routes} from '../../src/api/routes.js'
import {at, lists, narrow, rowsOf, wantedOf} from './support.js'

const reply = (json: unknown, status = 200, headers: ApiResponse['headers'] = {}): Outcome => ({
  response: {headers, json, status},
})
const part = (json: unknown, next?: string): Outcome => reply(json, 206, next === undefined ? {} : {'next-range': next})

/** Gives these outcomes in turn, the last one forever, and remembers the ranges that were asked for. */
function scripted(outcomes: readonly Outcome[]): {get: Get; ranges: Array<string | undefined>} {
  const ranges: Array<string | undefined> = []
  return {
    async get({headers}) {
      ranges.push(headers['Range'])
      return outcomes[Math.min(ranges.length, outcomes.length) - 1] ?? {failure: 'unreachable'}
    },
    ranges,
  }
}

async function read(kind: FactKind, ...outcomes: Outcome[]): Promise<{fact: Fact; ranges: Array<string | undefined>}> {
  const {get, ranges} = scripted(outcomes)
  const fact = await fetchFact(get, narrow, () => Date.parse(at), wantedOf(kind))
  return {fact, ranges}
}

const stacks = rowsOf('stacks')
const [build, older] = rowsOf('builds')

describe('fetchFact', () => {
  it('requests the first page with the range of its kind, and the next with that of the response', async () => {
    const {fact, ranges} = await read('apps', part([], 'id ]a..; max=1000'), part([], 'id ]b..; max=1000'), reply([]))
    assert.deepEqual(ranges, ['id ..; max=1000;', 'id ]a..; max=1000', 'id ]b..; max=1000'])
    assert.deepEqual(fact.body, [])
  })

  it('repeats a request without a range if the API refuses ranges', async () => {
    const {fact, ranges} = await read('apps', reply({id: 'x'}, 416), part([], 'id ]a..'), reply([]))
    assert.deepEqual(ranges, ['id ..; max=1000;', undefined, 'id ]a..'])
    assert.deepEqual(fact.body, [])
  })

  it('drops the range once, and only for the first page', async () => {
    const refused = await read('apps', reply({}, 416))
    assert.deepEqual(refused.ranges, ['id ..; max=1000;', undefined])
    assert.deepEqual(refused.fact.gap, {detail: 'the API answered 416', reason: 'unsupported'})
    const later = await read('apps', part([], 'id ]a..'), reply({}, 416), reply([]))
    assert.equal(later.fact.body, undefined)
    assert.equal(later.fact.gap?.reason, 'unsupported')
    const unranged = await read('stacks', reply({}, 416))
    assert.deepEqual(unranged.ranges, [undefined])
    assert.equal(unranged.fact.gap?.reason, 'unsupported')
  })

  it('refuses a partial list that names no next page', async () => {
    for (const kind of lists.filter(candidate => !routes[candidate].firstPageOnly)) {
      for (const next of [undefined, ''])
        assert.equal((await read(kind, part(rowsOf(kind), next))).fact.gap?.reason, 'malformed', kind)
    }
  })

  it('stops after too many pages, and at a page that was read already', async () => {
    const itself = await read('stacks', part(stacks, 'id ]a..'))
    assert.equal(itself.fact.gap?.reason, 'malformed')
    assert.equal(itself.ranges.length, 2)
    let asked = 0
    const back = await fetchFact(
      async () => part([], ++asked % 2 === 0 ? 'id ]a..' : 'id ]b..'),
      narrow,
      Date.now,
      wantedOf('stacks'),
    )
    assert.equal(back.gap?.reason, 'malformed')
    assert.equal(asked, 3)
    let more = 0
    const endless = await fetchFact(async () => part([], `id ]${more++}..`), narrow, Date.now, wantedOf('stacks'))
    assert.deepEqual(endless.gap, {detail: 'the list has more than 1000 pages', reason: 'malformed'})
    assert.equal(more, 1000)
  })

  it('refuses the whole list if one page of it fails', async () => {
    for (const [failure, reason] of [
      ['broken', 'unreachable'],
      ['malformed', 'malformed'],
      ['timeout', 'unreachable'],
      ['two-factor', 'forbidden'],
      ['unreachable', 'unreachable'],
    ] as const) {
      const {fact} = await read('stacks', part(stacks, 'id ]a..'), {failure})
      assert.equal(fact.body, undefined)
      assert.equal(fact.gap?.reason, reason)
    }

    const {fact} = await read('stacks', part(stacks, 'id ]a..'), reply([...stacks, 7]))
    assert.equal(fact.body, undefined)
    assert.equal(fact.gap?.reason, 'malformed')
  })

  it('keeps the target of a URL', async () => {
    const drain = {id: '1', token: 'd.CANARY', url: 'https://u:CANARY@logs.example.com/in'}
    const target = {host: 'logs.example.com', scheme: 'https'}
    assert.deepEqual((await read('logDrains', reply([drain]))).fact.body, [{id: '1', target}])
    assert.deepEqual((await read('spaceLogDrain', reply(drain))).fact.body, {id: '1', target})
  })

  it('says what the API refused, and which permission is needed', async () => {
    const {fact} = await read('members', reply({id: 'forbidden', message: 'CANARY'}, 403, {'request-id': 'r-1'}))
    assert.deepEqual(fact, {
      at,
      gap: {
        detail: 'the API answered 403',
        needs: 'the role admin in the team, and a token of scope global',
        reason: 'forbidden',
      },
      kind: 'members',
      path: '/teams/acme/members',
      requestId: 'r-1',
      status: 403,
    })
  })

  it('keeps a valid request ID, and nothing else', async () => {
    const idOf = async (id: string) => (await read('stacks', reply([], 200, {'request-id': id}))).fact.requestId
    assert.equal(await idOf('0a-b_1, second'), '0a-b_1')
    for (const odd of ['', ' ', 'a b', 'ü', 'x'.repeat(65), '\u001B[31m', 'a/b'])
      assert.equal(await idOf(odd), undefined, odd)
  })

  it('says where a response differs from the documented format, but not what is there', async () => {
    const {fact} = await read('apps', reply([{id: 'x', name: {secret: 'CANARY-value'}}]))
    assert.match(fact.gap?.detail ?? '', /differs from the documented format: \/0\/name must be string$/)
    assert.equal(fact.status, 200)
  })

  describe('of builds', () => {
    it('reads one page, newest first', async () => {
      const {fact, ranges} = await read('builds', part([build, older], 'started_at ]x..'))
      assert.deepEqual(ranges, ['started_at ..; max=100, order=desc'])
      assert.equal((fact.body as unknown as unknown[]).length, 2)
      assert.equal(fact.status, 200)
    })

    it('refuses a page in another order', async () => {
      assert.ok(
        Date.parse((build as {created_at: string}).created_at) !==
          Date.parse((older as {created_at: string}).created_at),
      )
      for (const rows of [
        [older, build],
        [build, {...(older as object), created_at: 'lately'}],
        [build, {...(older as object), created_at: undefined}],
        [null, build],
      ]) {
        const {fact} = await read('builds', part(rows, 'started_at ]x..'))
        assert.equal(fact.body, undefined)
        assert.equal(fact.gap?.reason, 'malformed')
      }
    })

    it('accepts a complete list in any order', async () => {
      assert.ok((await read('builds', reply([older, build]))).fact.body)
    })

    it('accepts a page without a range only if it is sorted newest first', async () => {
      assert.ok((await read('builds', reply({}, 416), part([build, older], 'id ]x..'))).fact.body)
      assert.equal(
        (await read('builds', reply({}, 416), part([older, build], 'id ]x..'))).fact.gap?.reason,
        'malformed',
      )
    })
  })

  it('keeps the entity tag of a complete response, but not of a page', async () => {
    const tagged = (status: number, headers: ApiResponse['headers']) => reply([], status, {etag: 'W/"abc"', ...headers})
    assert.equal((await read('stacks', tagged(200, {}))).fact.etag, 'W/"abc"')
    assert.equal((await read('apps', tagged(206, {'next-range': 'id ]a..'}), tagged(200, {}))).fact.etag, undefined)
    for (const etag of ['abc', '"a"b"', `"${'x'.repeat(200)}"`, '"a\nb"'])
      assert.equal((await read('stacks', reply([], 200, {etag}))).fact.etag, undefined, etag)
  })

  it('keeps the earlier body if the API says that it has not changed', async () => {
    const stale: Fact = {
      at: '2020-01-01T00:00:00.000Z',
      body: [],
      etag: '"1"',
      kind: 'stacks',
      path: '/stacks',
      requestId: 'old',
      status: 200,
    }
    const seen: Array<string | undefined> = []
    const ask = (outcome: Outcome, earlier: Fact) =>
      fetchFact(
        async ({headers}) => {
          seen.push(headers['If-None-Match'])
          return outcome
        },
        narrow,
        () => Date.parse(at),
        wantedOf('stacks'),
        earlier,
      )
    assert.deepEqual(await ask(reply(undefined, 304), stale), {...stale, at})
    assert.deepEqual((await ask(reply(stacks), stale)).body, stacks)
    assert.equal((await ask(reply({}, 403), stale)).gap?.reason, 'forbidden')
    const gap: Fact = {at: stale.at, etag: '"1"', gap: {reason: 'forbidden'}, kind: 'stacks', path: '/stacks'}
    assert.equal((await ask(reply(undefined, 304), gap)).gap?.reason, 'malformed')
    assert.deepEqual(seen, ['"1"', '"1"', '"1"', undefined])
  })
})
