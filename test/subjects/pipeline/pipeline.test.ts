import assert from 'node:assert/strict'

import type {Fact} from '../../../src/model/snapshot.js'

import {flow, record, staged} from './support.js'
import {refused, stage, told} from '../support.js'

const pipelines = (...facts: Fact[]) =>
  stage(facts, flow)
    .of('pipeline')
    .filter(({name}) => name === 'flow')
    .map(({apps, id, kind}) => [kind, id, apps])

describe('a pipeline', () => {
  it('names its apps where all are known', () => {
    assert.deepEqual(pipelines(...staged({a: 'production', b: 'staging'}), record('a'), record('b')), [
      ['pipeline', 'p1', ['app-a', 'app-b']],
    ])
    const named = told('pipelineCouplings', 'p1', [{app: {name: 'shop'}, stage: 'production'}])
    assert.deepEqual(pipelines(...staged({}), named, refused('app', 'shop')), [['pipeline', 'p1', ['shop']]])
  })

  it('names none where its apps cannot be read', () => {
    const [pipeline] = staged({})
    assert.ok(pipeline)
    assert.deepEqual(pipelines(pipeline, refused('pipelineCouplings', 'p1')), [['pipeline', 'p1', undefined]])
  })

  it('names none where one of its apps has no name', () => {
    const apps = (rows: Array<{app: {id?: string; name?: string}}>) => {
      const facts = [
        told('team', 'acme', {id: 't1', name: 'acme', role: 'admin'}),
        told('apps', [], []),
        told('teamApps', 'acme', []),
        told('teamSpaces', 'acme', []),
        told('pipelines', [], [{id: 'p1', name: 'flow', owner: {id: 't1'}}]),
        told('teamPipelineCouplings', 'acme', []),
        told('pipelineCouplings', 'p1', rows),
      ]
      return stage(facts, {kind: 'team', name: 'acme'})
        .of('pipeline')
        .filter(({id}) => id === 'p1')
        .map(subject => subject.apps)
    }

    assert.deepEqual(apps([{app: {id: 'a1'}}, {app: {name: 'shop'}}]), [undefined])
    assert.deepEqual(apps([{app: {name: 'pay'}}, {app: {name: 'shop'}}]), [['pay', 'shop']])
  })
})
