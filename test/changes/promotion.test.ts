import assert from 'node:assert/strict'

import type {Snapshot} from '../../src/model/snapshot.js'

import {selectCatalog} from '../../src/catalog/select-frameworks.js'
import {assessChange} from '../../src/changes/assess-change.js'
import {MissingFactError} from '../../src/changes/missing-fact-error.js'
import {factsOfPromotion, failuresOfTargets, forecastPromotion, nextPromotion} from '../../src/changes/promotion.js'
import {loadSample} from '../../src/snapshot/load-snapshots.js'
import {factOf, refusedFact, snapshotOf} from '../helpers/changes.js'
import {herokuCommand} from '../helpers/commands.js'

const apps = ['first', 'second', 'live'].map(name => ({id: `id-${name}`, name}))
const coupling = (app: string, stage: string) => ({app: {id: `id-${app}`}, pipeline: {id: 'p1'}, stage})

const pipelineOf = (...couplings: ReadonlyArray<ReturnType<typeof coupling>>): Snapshot =>
  snapshotOf([
    factOf('apps', [], apps),
    factOf('pipelines', [], [{id: 'p1', name: 'shop'}]),
    factOf('pipelineCouplings', ['p1'], couplings),
  ])

describe('the next promotion of a pipeline', () => {
  it('is from staging, or from development where nothing is in staging', () => {
    const staged = pipelineOf(coupling('first', 'development'), coupling('second', 'staging'))
    assert.deepEqual(nextPromotion(staged, 'shop').flags, {app: 'second'})
    const early = pipelineOf(coupling('first', 'development'), coupling('live', 'production'))
    assert.deepEqual(nextPromotion(early, 'p1').flags, {app: 'first'})
  })

  it("can't be told where no app, or several, could be promoted", () => {
    assert.throws(() => nextPromotion(pipelineOf(coupling('live', 'production')), 'shop'), /no app before production/)
    const several = pipelineOf(coupling('first', 'staging'), coupling('second', 'staging'))
    assert.throws(() => nextPromotion(several, 'shop'), /Several apps of the pipeline shop.*: first, second/)
  })

  it("can't be told without the apps of the pipeline", () => {
    const facts = [factOf('pipelines', [], [{id: 'p1', name: 'shop'}]), refusedFact('pipelineCouplings', 'p1')]
    assert.throws(() => nextPromotion(snapshotOf(facts), 'shop'), MissingFactError)
  })
})

describe('the forecast of a promotion', () => {
  it('is of the apps that it goes to alone', () => {
    const {prediction, source, targets} = forecastPromotion(loadSample(), nextPromotion(loadSample(), 'citations'))
    assert.deepEqual([source, targets], ['citation-pay-staging', ['citation-pay', 'settlement-worker']])
    assert.deepEqual(prediction.snapshot.scopes, [
      {kind: 'app', name: 'citation-pay'},
      {kind: 'app', name: 'settlement-worker'},
    ])
  })

  it('names what else has to be read of them, and what the command names and nothing has', async () => {
    const catalog = await selectCatalog(['baseline'])
    const whole = loadSample()
    const promotion = nextPromotion(whole, 'citations')
    const needed = factsOfPromotion(() => forecastPromotion(whole, promotion), catalog, {})
    assert.ok(needed.some(({path}) => path === '/apps/citation-pay'))
    const empty = factsOfPromotion(() => forecastPromotion(snapshotOf([]), promotion), catalog, {})
    assert.deepEqual(empty, [{kind: 'app', path: '/apps/citation-pay-staging'}])
    const refused = snapshotOf([refusedFact('app', 'citation-pay-staging')])
    assert.throws(() => factsOfPromotion(() => forecastPromotion(refused, promotion), catalog, {}), MissingFactError)
  })
})

describe('the failures of the targets of a promotion', () => {
  const failures = async (failOn: 'critical' | 'low' | 'never') => {
    const snapshot = loadSample()
    const command = await herokuCommand('heroku pipelines:promote -a citation-pay-staging')
    const catalog = await selectCatalog(['baseline', 'pci'])
    const options = {allowUnknown: false, failOn: 'high', scopeKind: 'sample', version: '0.0.0'} as const
    const {after} = assessChange(snapshot, [command], catalog, options)
    return failuresOfTargets(snapshot, command, after, failOn)
  }

  it('are those of the apps and of what is theirs', async () => {
    const found = await failures('low')
    assert.ok(found.length > 0)
    for (const {controls, subject, verdict} of found) {
      assert.equal(verdict, 'fail')
      assert.ok(controls.length > 0)
      assert.match(subject.app ?? subject.name, /^(?:citation-pay|settlement-worker)$/)
    }
  })

  it('are at or above the threshold', async () => {
    assert.ok((await failures('critical')).every(({severity}) => severity === 'critical'))
    assert.deepEqual(await failures('never'), [])
  })
})
