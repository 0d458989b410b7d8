import assert from 'node:assert/strict'

import type {Get} from '../../src/api/http.js'
import type {Fact, Scope, Snapshot} from '../../src/model/snapshot.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {collectSnapshot} from '../../src/snapshot/collect-snapshot.js'
import {establishesIdentity} from '../../src/model/owners.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {snapshotText} from '../../src/snapshot/snapshot-file.js'
import {app, world} from '../fixtures/build.js'
import {sample} from '../fixtures/sample.js'
import {clock, collectWith, narrow, rememberOutcomes} from './run.js'

const catalog = loadCatalog(['pci', 'cjis'])
const scope: Scope = {kind: 'team', name: 'quillgate'}

const ports = (get: Get) => ({
  clock: clock(),
  get,
  narrow,
  onBudget() {},
  onProgress() {},
  onRateLimit() {},
  rateFloor: 0,
})

/** A collection that is stopped once it has read so many facts. */
function collectUntil(get: Get, after: number): Promise<Snapshot> {
  const controller = new AbortController()
  return collectSnapshot(
    scope,
    catalog,
    {
      ...ports(get),
      signal: controller.signal,
      onProgress({done}) {
        if (done >= after) controller.abort()
      },
    },
    '0.0.0',
  )
}

const resume = (get: Get, {facts}: Snapshot, stale: readonly Fact[] = []) =>
  collectSnapshot(scope, catalog, ports(get), '0.0.0', {reusable: facts.filter(fact => !stale.includes(fact)), stale})

describe('a resumed collection', () => {
  it('gives the same bytes as an uninterrupted one, wherever it stopped', async () => {
    const get = rememberOutcomes({...sample(), faults: []})
    const whole = snapshotText(await collectWith(get, scope, catalog, {}))
    for (const after of [1, 2, 7, 30, 60, 100]) {
      const partial = await collectUntil(get, after)
      assert.equal(partial.partial, true)
      assert.ok(partial.facts.length >= after && partial.facts.length < after + 10)
      assert.equal(snapshotText(await resume(get, partial)), whole, `stopped after ${after}`)
    }
  })

  it('is reported as partial until then, and passes nothing that was not read', async () => {
    const get = rememberOutcomes({...sample(), faults: []})
    const judging = {allowUnknown: false, failOn: 'high', scopeKind: 'snapshot', version: '0.0.0'} as const
    const [part, whole] = [
      assessSnapshot(await collectUntil(get, 60), catalog, judging),
      assessSnapshot(await collectWith(get, scope, catalog, {}), catalog, judging),
    ]
    assert.deepEqual(
      part.notices.map(({id}) => id).filter(id => id === 'snapshot-is-partial'),
      ['snapshot-is-partial'],
    )
    assert.ok(!whole.notices.some(({id}) => id === 'snapshot-is-partial'))
    const passed = new Set(
      whole.observations
        .filter(({verdict}) => verdict === 'pass')
        .map(({check, subject}) => `${check} ${subject.name}`),
    )
    assert.deepEqual(
      part.observations.filter(
        ({check, subject, verdict}) => verdict === 'pass' && !passed.has(`${check} ${subject.name}`),
      ),
      [],
    )
    assert.ok(part.summary.unknown > whole.summary.unknown)
  })

  it('requests only identities again, and what is missing', async () => {
    const get = rememberOutcomes({...sample(), faults: []})
    const partial = await collectUntil(get, 60)
    const requested: string[] = []
    await resume(async question => {
      requested.push(question.path)
      return get(question)
    }, partial)
    const again = partial.facts.filter(({path}) => requested.includes(path))
    assert.ok(again.length > 0 && requested.length > again.length)
    // Of an add-on that no list names it is not known whether its name still means the same.
    assert.deepEqual(
      again.filter(fact => !establishesIdentity(fact)).map(({path}) => path),
      ['/addons/evidence-index/addon-attachments'],
    )
    assert.equal(new Set(requested).size, requested.length)
  })

  it('saves checkpoints as it proceeds', async () => {
    const sizes: number[] = []
    await collectWith(rememberOutcomes({...sample(), faults: []}), scope, catalog, {
      saveCheckpoint: partial => sizes.push(partial().facts.length),
    })
    // From when it is known who reads.
    assert.ok(sizes.length > 100 && (sizes[0] ?? 11) <= 10)
    assert.deepEqual(
      sizes,
      sizes.map((_, index) => (sizes[0] ?? 0) + index),
    )
  })
})

describe('a refreshed collection', () => {
  const scope: Scope = {kind: 'app', name: 'pay'}
  const again = async (get: Get, earlier: Snapshot, stale: readonly Fact[]) => {
    const requested: Array<readonly [string, string | undefined]> = []
    const snapshot = await collectSnapshot(
      scope,
      catalog,
      ports(async question => {
        requested.push([question.path, question.headers['If-None-Match']])
        return get(question)
      }),
      '0.0.0',
      {reusable: earlier.facts.filter(fact => !stale.includes(fact)), stale},
    )
    return {requested, snapshot}
  }

  it('requests only stale facts, by ETag, and dates unchanged ones now', async () => {
    const get = rememberOutcomes(world({apps: [app('pay')]}))
    const tagged: Get = async question => {
      if (question.headers['If-None-Match'] === '"1"')
        return {response: {headers: {'request-id': 'fresh'}, json: undefined, status: 304}}
      const outcome = await get(question)
      return 'response' in outcome
        ? {response: {...outcome.response, headers: {...outcome.response.headers, etag: '"1"'}}}
        : outcome
    }
    const first = await collectSnapshot(scope, catalog, ports(tagged), '0.0.0')
    assert.ok(first.facts.some(({etag}) => etag === '"1"'))
    const old = first.facts.map(fact =>
      fact.path === '/apps/pay/domains' || fact.path === '/regions' ? {...fact, at: '2020-01-01T00:00:00.000Z'} : fact,
    )
    const stale = old.filter(({at}) => at.startsWith('2020'))
    assert.equal(stale.length > 0, true)
    const {requested, snapshot} = await again(tagged, {...first, facts: old}, stale)
    const names = first.facts.filter(fact => establishesIdentity(fact) && !stale.includes(fact))
    assert.deepEqual([...requested].sort(), [...stale, ...names].map(({path}) => [path, '"1"']).sort())
    assert.deepEqual(
      snapshot.facts.map(({body, path}) => ({body, path})),
      first.facts.map(({body, path}) => ({body, path})),
    )
    assert.ok(snapshot.facts.every(({at}) => !at.startsWith('2020')))
    assert.deepEqual(
      snapshot.facts.filter(({requestId}) => requestId === 'fresh').map(({path}) => path),
      requested.map(([path]) => path).sort(),
    )
  })

  it('drops facts that are no longer needed', async () => {
    const get = rememberOutcomes(world({apps: [app('pay')]}))
    const first = await collectSnapshot(scope, catalog, ports(get), '0.0.0')
    const gone: Fact = {at: first.facts[0]?.at ?? '', body: [], kind: 'builds', path: '/apps/gone/builds', status: 200}
    const {snapshot} = await again(get, {...first, facts: [...first.facts, gone]}, [])
    assert.deepEqual(
      snapshot.facts.map(({path}) => path),
      first.facts.map(({path}) => path),
    )
  })
})
