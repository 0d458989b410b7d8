import assert from 'node:assert/strict'

import type {ReviewAppConfig} from '../../../src/model/pipeline-facts.js'
import type {Fact} from '../../../src/model/snapshot.js'

import {field, flow, home, inSpace, record, staged} from './support.js'
import {refused, stage, told} from '../support.js'

const [s, t] = [inSpace('s', true), inSpace('t', false)]
const homes = [
  home('s', true),
  home('t', false),
  told('space', 's', {generation: 'cedar', id: 's', name: 'space-s', shield: true}),
  told('space', 't', {generation: 'cedar', id: 't', name: 'space-t', shield: false}),
]
const to = (target?: ReviewAppConfig['deploy_target']): Fact =>
  told('reviewAppConfig', 'p1', target === undefined ? {} : {deploy_target: target})
const of = (name: string, ...facts: Fact[]) => field(name, {a: 'production', b: 'production'}, ...homes, ...facts)

describe('review apps', () => {
  it('are configured where the API says how, and not where it says 404', () => {
    assert.equal(of('reviewAppsAreConfigured', to()), true)
    assert.equal(of('reviewAppsAreConfigured', refused('reviewAppConfig', 'p1', 404)), false)
    assert.equal(of('reviewAppsAreConfigured', refused('reviewAppConfig', 'p1')), 'forbidden?')
  })

  it('are not asked for before the apps of the pipeline are known', () => {
    const [pipeline] = staged({})
    const {field: ask, reader} = stage(pipeline ? [pipeline] : [], flow)
    ask('pipeline', 'flow', 'reviewAppsAreConfigured')
    assert.deepEqual(
      reader.wanted().map(({path}) => path),
      ['/pipelines/p1/pipeline-couplings'],
    )
  })

  it('run lower in a region, and by the class of their space', () => {
    const [region, spaceS, spaceT] = [
      to({id: 'us', type: 'region'}),
      to({id: 's', type: 'space'}),
      to({id: 't', type: 'space'}),
    ]
    assert.equal(of('reviewAppsRunLower', region, record('a', t), record('b', null)), true)
    assert.equal(of('reviewAppsRunLower', region, refused('app', 'a'), record('b', t)), true)
    assert.equal(of('reviewAppsRunLower', region, record('a', null), record('b', null)), false)
    assert.equal(of('reviewAppsRunLower', spaceT, record('a', s), record('b', null)), true)
    assert.equal(of('reviewAppsRunLower', spaceS, record('a', t), record('b', s)), false)
    assert.equal(of('reviewAppsRunLower', spaceS, record('a', t), refused('app', 'b')), false)
    assert.equal(of('reviewAppsRunLower', spaceT, record('a', t), refused('app', 'b')), 'forbidden?')
    assert.equal(
      of(
        'reviewAppsRunLower',
        to({id: 'u', type: 'space'}),
        refused('space', 'u', 404),
        record('a', t),
        record('b', t),
      ),
      'not-found?',
    )
    assert.equal(
      of(
        'reviewAppsRunLower',
        to({id: 'u', type: 'space'}),
        refused('space', 'u', 404),
        record('a', s),
        record('b', t),
      ),
      'not-found?',
    )
  })

  it('join production by the id of the space', () => {
    assert.equal(of('reviewAppsJoinProduction', to({id: 't', type: 'space'}), record('a', s), record('b', t)), true)
    assert.equal(
      of('reviewAppsJoinProduction', to({id: 't', type: 'space'}), refused('app', 'a'), record('b', t)),
      true,
    )
    assert.equal(
      of('reviewAppsJoinProduction', to({id: 't', type: 'space'}), refused('app', 'a'), record('b', s)),
      'forbidden?',
    )
    assert.equal(of('reviewAppsJoinProduction', to({id: 't', type: 'space'}), record('a', s), record('b', null)), false)
    assert.equal(of('reviewAppsJoinProduction', to({id: 'us', type: 'region'})), false)
    assert.equal(
      of('reviewAppsJoinProduction', to({id: 'space-t', type: 'space'}), record('a', s), record('b', t)),
      true,
      'that is given by its name',
    )
  })

  it('go nowhere that is known without a target', () => {
    for (const name of ['reviewAppsRunLower', 'reviewAppsJoinProduction']) {
      for (const target of [undefined, null, {}, {type: 'space'}, {id: 's'}])
        assert.equal(of(name, to(target)), 'no-statement?')
      assert.equal(of(name, to({id: 's', type: 'moon'})), 'unknown-value?')
      assert.equal(of(name, refused('reviewAppConfig', 'p1', 404)), 'no-statement?')
    }
  })
})
