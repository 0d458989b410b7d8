import assert from 'node:assert/strict'

import type {Get} from '../../src/api/http.js'
import type {Plan} from '../../src/model/plan.js'
import type {Policy} from '../../src/model/policy.js'
import type {Scope, Shard} from '../../src/model/snapshot.js'
import type {World} from '../fixtures/types.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {groupBy} from '../../src/foundation/collections.js'
import {paths} from '../../src/model/paths.js'
import {unsafeCharacters} from '../../src/foundation/text.js'
import {emptyPolicy} from '../../src/model/policy.js'
import {planCollection, planOfSnapshot} from '../../src/snapshot/collection-plan.js'
import {loadSample} from '../../src/snapshot/load-snapshots.js'
import {planText} from '../../src/report/plan/plan-text.js'
import {displayWidth} from '../../src/report/terminal/layout.js'
import {app, refuse, team, world} from '../fixtures/build.js'
import {fleet} from '../fixtures/fleet.js'
import {sample} from '../fixtures/sample.js'
import {clock, collectWith, surveyFacts, narrow, rememberOutcomes} from './run.js'

interface PlanRun {
  readonly seen: Plan
  /** The paths that were requested to make it. */
  readonly requested: readonly string[]
}

interface Options {
  /** One that says nothing, unless any is planned for. */
  readonly policy?: Policy | 'any'
  readonly rateFloor?: number
  readonly shard?: Shard
  readonly left?: number
}

const catalog = loadCatalog(['pci', 'cjis'])

async function planScope(
  get: Get,
  scope: Scope,
  {left, policy = emptyPolicy, rateFloor = 500, shard}: Options = {},
): Promise<PlanRun> {
  const requested: string[] = []
  const {now, ...time} = clock()
  let at = now()
  const seen = await planCollection(
    scope,
    catalog,
    {
      clock: {...time, now: () => at},
      narrow,
      onBudget() {},
      onProgress() {},
      onRateLimit() {},
      ...(policy === 'any' ? {} : {policy}),
      rateFloor,
      async get(question) {
        requested.push(question.path)
        at += 40
        const outcome = await get(question)
        return left !== undefined && 'response' in outcome
          ? {
              response: {
                ...outcome.response,
                headers: {...outcome.response.headers, 'ratelimit-remaining': String(left)},
              },
            }
          : outcome
      },
    },
    shard,
  )
  return {requested, seen}
}

const templates = Object.values(paths)
  .map(of => of('*', '*'))
  .sort((a, b) => a.split('*').length - b.split('*').length)
const templateOf = (path: string) =>
  templates.find(template => new RegExp(`^${template.replaceAll('*', '[^/]+')}$`).test(path)) ?? path

const settings: ReadonlyArray<readonly [string, () => World, Scope]> = [
  ['an app', sample, {kind: 'app', name: 'citation-pay'}],
  ['a space', sample, {kind: 'space', name: 'quill-vault'}],
  ['a team', sample, {kind: 'team', name: 'quillgate'}],
  ['a pipeline', sample, {kind: 'pipeline', name: 'citations'}],
  ['the account', sample, {kind: 'all'}],
  ['a generated account', () => fleet(60), {kind: 'all'}],
]

describe('a plan', () => {
  for (const [name, make, scope] of settings)
    it(`of ${name} counts no more requests of any kind than the run makes, and reads lists only`, async () => {
      const get = rememberOutcomes(make())
      const run: string[] = []
      const {facts} = await collectWith(
        async question => {
          run.push(question.path)
          return get(question)
        },
        scope,
        catalog,
      )
      const {requested, seen} = await planScope(get, scope)
      const real = groupBy(run, path => templateOf(path))
      assert.deepEqual(
        seen.requests.filter(({path, requests}) => requests > (real.get(path)?.length ?? 0)),
        [],
      )
      assert.equal(
        seen.total.platform + seen.total.data,
        seen.requests.reduce((sum, {requests}) => sum + requests, 0),
      )
      assert.ok(
        seen.total.platform + seen.total.data >= 0.6 * run.length,
        `${seen.total.platform + seen.total.data} of ${run.length}`,
      )
      assert.equal(seen.requestsMade, requested.length)
      assert.ok(requested.length < run.length / 2)
      assert.equal(seen.scope.apps, surveyFacts({facts, scopes: [scope]}, catalog, emptyPolicy).apps.length)
    })

  it('of a collection counts what any policy may need', async () => {
    const get = rememberOutcomes(fleet(60))
    const run: string[] = []
    await collectWith(
      async question => {
        run.push(question.path)
        return get(question)
      },
      {kind: 'all'},
      catalog,
      {},
    )
    const [any, none] = [await planScope(get, {kind: 'all'}, {policy: 'any'}), await planScope(get, {kind: 'all'})]
    const real = groupBy(run, path => templateOf(path))
    assert.deepEqual(
      any.seen.requests.filter(({path, requests}) => requests > (real.get(path)?.length ?? 0)),
      [],
    )
    assert.ok(any.seen.total.platform > none.seen.total.platform)
  })

  it('is exact where no response leads to more requests', async () => {
    const get = rememberOutcomes(world({apps: [app('pay', {team: 'acme'})], teams: [team('acme', {role: 'admin'})]}))
    const {facts} = await collectWith(get, {kind: 'team', name: 'acme'}, catalog)
    const {seen} = await planScope(get, {kind: 'team', name: 'acme'})
    assert.equal(seen.total.platform + seen.total.data, facts.length)
  })

  it("estimates the time at ten requests at once and at the account's rate", async () => {
    const get = rememberOutcomes(fleet(60))
    const {seen: rich} = await planScope(get, {kind: 'all'}, {left: 4000})
    const all = rich.total.platform + rich.total.data
    assert.deepEqual(rich.budget, {floor: 500, remaining: 4000})
    assert.ok(rich.time.latencyMs >= 40)
    assert.equal(rich.time.requestSeconds, ((all / 10) * rich.time.latencyMs) / 1000)
    assert.equal(rich.time.waitSeconds, 0)
    const {seen: poor} = await planScope(get, {kind: 'all'}, {left: 530, rateFloor: 500})
    assert.equal(poor.time.waitSeconds, ((poor.total.platform - 30) / 75) * 60)
    const {seen: spent} = await planScope(get, {kind: 'all'}, {left: 20, rateFloor: 500})
    assert.equal(spent.time.waitSeconds, (spent.total.platform / 75) * 60)
  })

  it('never waits for budget itself, and states the wait where there is none', async () => {
    const {seen} = await planScope(rememberOutcomes(world({apps: [app('pay')], rateLimit: 50})), {kind: 'all'})
    assert.equal(seen.budget?.floor, 500)
    assert.match(planText(seen, 80), /would wait about \d+ min/)
  })

  it('lists what could not be read', async () => {
    const {seen} = await planScope(
      rememberOutcomes(
        world({apps: [app('pay', {team: 'acme'})], faults: [refuse(/^\/spaces$/)], teams: [team('acme')]}),
      ),
      {kind: 'all'},
    )
    assert.deepEqual(seen.unreadable, [{needs: 'a token of scope global', path: '/spaces', reason: 'forbidden'}])
    assert.match(planText(seen, 80), /What you can't read\n {2}\/spaces: forbidden, needs a token of scope global/)
  })

  it('covers one shard of a scope', async () => {
    const get = rememberOutcomes(fleet(60))
    const parts = await Promise.all([1, 2, 3].map(index => planScope(get, {kind: 'all'}, {shard: {index, of: 3}})))
    const apps = parts.map(({seen}) => seen.scope.apps)
    assert.equal(
      apps.reduce((sum, app) => sum + app),
      60,
    )
    assert.ok(apps.every(app => app > 0 && app < 60))
  })

  it('fits its columns, whatever the names', async () => {
    const {seen} = await planScope(rememberOutcomes(sample()), {kind: 'team', name: 'quillgate'})
    const text = planText(
      {
        ...seen,
        scope: {...seen.scope, name: `a\u001B[31m${'b'.repeat(300)}`},
        unreadable: [{path: `/teams/${'x'.repeat(90)}\u001B]0;`, reason: 'forbidden'}],
      },
      80,
    )
    assert.doesNotMatch(text.replaceAll('\n', ''), unsafeCharacters)
    for (const line of text.split('\n')) assert.ok(displayWidth(line) <= 80, line)
  })

  it('counts for the sample what reading it took, and says that nothing was sent', () => {
    const snapshot = loadSample()
    const sampled = planOfSnapshot(snapshot, loadCatalog(['pci']), {allow: {}})
    assert.equal(sampled.requestsMade, 0)
    assert.ok(sampled.total.platform > 50 && sampled.total.platform + sampled.total.data <= snapshot.facts.length)
    assert.equal(sampled.scope.apps, 9)
    assert.ok(sampled.unreadable.length > 0)
    const text = planText(sampled, 80)
    assert.match(text, /nothing was sent/)
    assert.doesNotMatch(text, /ms each|requests your account has left/)
    const all = planOfSnapshot(snapshot, loadCatalog(['all']), {allow: {}})
    assert.ok(all.total.platform > sampled.total.platform)
  })
})
