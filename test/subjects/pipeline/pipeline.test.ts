import assert from 'node:assert/strict'

import type {Fact} from '../../../src/model/snapshot.js'

import {flow, appFact, pipelineFacts} from './support.js'
import {refusedFact, fixture, factOf} from '../support.js'

const pipelines = (...facts: Fact[]) =>
  fixture(facts, flow)
    .subjectsOf('pipeline')
    .filter(({name}) => name === 'flow')
    .map(({apps, id, kind}) => [kind, id, apps])

describe('pipeline', () => {
  it('lists its apps if all are known', () => {
    assert.deepEqual(pipelines(...pipelineFacts({a: 'production', b: 'staging'}), appFact('a'), appFact('b')), [
      ['pipeline', 'p1', ['app-a', 'app-b']],
    ])
    const named = factOf('pipelineCouplings', 'p1', [{app: {name: 'shop'}, stage: 'production'}])
    assert.deepEqual(pipelines(...pipelineFacts({}), named, refusedFact('app', 'shop')), [['pipeline', 'p1', ['shop']]])
  })

  it("lists no apps when they can't be read", () => {
    const [pipeline] = pipelineFacts({})
    assert.ok(pipeline)
    assert.deepEqual(pipelines(pipeline, refusedFact('pipelineCouplings', 'p1')), [['pipeline', 'p1', undefined]])
  })

  it('lists no apps when one has no name', () => {
    const apps = (items: Array<{app: {id?: string; name?: string}}>) => {
      const facts = [
        factOf('team', 'acme', {id: 't1', name: 'acme', role: 'admin'}),
        factOf('apps', [], []),
        factOf('teamApps', 'acme', []),
        factOf('teamSpaces', 'acme', []),
        factOf('pipelines', [], [{id: 'p1', name: 'flow', owner: {id: 't1'}}]),
        factOf('teamPipelineCouplings', 'acme', []),
        factOf('pipelineCouplings', 'p1', items),
      ]
      return fixture(facts, {kind: 'team', name: 'acme'})
        .subjectsOf('pipeline')
        .filter(({id}) => id === 'p1')
        .map(subject => subject.apps)
    }

    assert.deepEqual(apps([{app: {id: 'a1'}}, {app: {name: 'shop'}}]), [undefined])
    assert.deepEqual(apps([{app: {name: 'pay'}}, {app: {name: 'shop'}}]), [['pay', 'shop']])
  })
})
