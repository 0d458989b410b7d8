import assert from 'node:assert/strict'

import type {Get} from '../../src/api/http.js'
import type {Scope} from '../../src/model/snapshot.js'
import type {World} from '../fixtures/types.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {emptyPolicy} from '../../src/model/policy.js'
import {fleet} from '../fixtures/fleet.js'
import {sample} from '../fixtures/sample.js'
import {collectWith, rememberOutcomes} from './run.js'

interface Seen {
  /** How many answers came one after another. */
  readonly rounds: number
  readonly most: number
  readonly paths: readonly string[]
  /** The paths of the facts of the snapshot. */
  readonly kept: ReadonlySet<string>
}

/** Collects a scope from an API that responds only once no more requests come in, and counts the requests. */
async function watched(world: World, scope: Scope, frameworks = ['pci', 'cjis']): Promise<Seen> {
  const ask = rememberOutcomes(world)
  const paths: string[] = []
  const open: Array<() => void> = []
  let [most, rounds] = [0, 0]
  const get: Get = async question => {
    paths.push(question.path)
    await new Promise<void>(resolve => {
      open.push(resolve)
      most = Math.max(most, open.length)
      if (open.length === 1) setImmediate(answer)
    })
    return ask(question)
  }

  function answer(): void {
    rounds++
    for (const resolve of open.splice(0)) resolve()
  }

  const {facts} = await collectWith(get, scope, loadCatalog(frameworks), {policy: emptyPolicy})
  return {kept: new Set(facts.map(({path}) => path)), most, paths, rounds}
}

describe('the requests of a collection', () => {
  const generated = fleet(60)

  for (const name of ['evidence-locker', 'intake-stream', 'badge-demo', 'fee-tables']) {
    it(`take three rounds at most for the app ${name}`, async () => {
      const {rounds} = await watched(sample(), {kind: 'app', name}, ['all'])
      assert.ok(rounds <= 3, `${rounds} rounds`)
    })
  }

  for (const name of ['citation-pay', 'settlement-worker', 'records-desk']) {
    it(`take at most one round more than ten at once need for ${name}, which is in a pipeline`, async () => {
      const {paths, rounds} = await watched(sample(), {kind: 'app', name}, ['all'])
      assert.ok(rounds <= Math.ceil(paths.length / 10) + 1, `${rounds} rounds of ${paths.length} requests`)
    })
  }

  it('take three rounds, or one more than ten at once need, for sixty apps in no pipeline', async () => {
    const staged = new Set(generated.pipelines.flatMap(({couplings}) => couplings.map(({app}) => app.id)))
    const alone = generated.apps.filter(({record: {id}}) => !staged.has(id))
    assert.ok(alone.length > 10)
    for (const {
      record: {name},
    } of alone) {
      const {paths, rounds} = await watched(generated, {kind: 'app', name})
      // The first round knows of fewer than ten, and a schedule of backups leads on to the backups.
      assert.ok(
        rounds <= Math.max(3, Math.ceil(paths.length / 10) + 1),
        `${name}: ${rounds} rounds of ${paths.length} requests`,
      )
    }
  })

  it('are at most ten at once', async () => {
    const {most} = await watched(generated, {kind: 'all'}, ['all'])
    assert.equal(most, 10)
  })

  it('are made once each', async () => {
    const {paths} = await watched(sample(), {kind: 'all'}, ['all'])
    assert.deepEqual(
      paths.filter((path, index) => paths.indexOf(path) < index),
      [],
    )
  })

  it('are all needed', async () => {
    for (const scope of [{kind: 'all'}, {kind: 'team', name: 'team-0'}] as const) {
      const {kept, paths} = await watched(generated, scope)
      assert.deepEqual(
        paths.filter(path => !kept.has(path)),
        [],
        scope.kind,
      )
    }
  })

  it(
    'of pci and cjis over an account are at most nine an app to the Platform API, lists included, although each is ' +
      'asked for its collaborators',
    async () => {
      const many = fleet(200)
      const {paths} = await watched(many, {kind: 'all'})
      const platform = paths.filter(path => !/^\/(client|data|postgres|private-link|redis)\//.test(path))
      assert.ok(platform.length <= 9 * many.apps.length, `${platform.length / many.apps.length} an app`)
    },
  )

  it('are fewer for one framework than for all where its checks need less', async () => {
    const seen = await watched(sample(), {kind: 'team', name: 'quillgate'}, ['pci'])
    const all = await watched(sample(), {kind: 'team', name: 'quillgate'}, ['all'])
    assert.ok(seen.paths.length < all.paths.length)
  })
})
