import assert from 'node:assert/strict'

import type {ReviewAppConfig} from '../../../src/model/pipeline-facts.js'
import type {Fact} from '../../../src/model/snapshot.js'

import {pipelineField, flow, spaceFact, spaceRef, appFact, pipelineFacts} from './support.js'
import {refusedFact, fixture, factOf} from '../support.js'

const [s, t] = [spaceRef('s', true), spaceRef('t', false)]
const homes = [
  spaceFact('s', true),
  spaceFact('t', false),
  factOf('space', 's', {generation: 'cedar', id: 's', name: 'space-s', shield: true}),
  factOf('space', 't', {generation: 'cedar', id: 't', name: 'space-t', shield: false}),
]
const to = (target?: ReviewAppConfig['deploy_target']): Fact =>
  factOf('reviewAppConfig', 'p1', target === undefined ? {} : {deploy_target: target})
const fieldOf = (name: string, ...facts: Fact[]) =>
  pipelineField(name, {a: 'production', b: 'production'}, ...homes, ...facts)

describe('review-apps', () => {
  it('are configured if the API returns a configuration, and not on 404', () => {
    assert.equal(fieldOf('reviewAppsAreConfigured', to()), true)
    assert.equal(fieldOf('reviewAppsAreConfigured', refusedFact('reviewAppConfig', 'p1', 404)), false)
    assert.equal(fieldOf('reviewAppsAreConfigured', refusedFact('reviewAppConfig', 'p1')), 'forbidden?')
  })

  it('are not requested before the apps of the pipeline are known', () => {
    const [pipeline] = pipelineFacts({})
    const {field: ask, reader} = fixture(pipeline ? [pipeline] : [], flow)
    ask('pipeline', 'flow', 'reviewAppsAreConfigured')
    assert.deepEqual(
      reader.wantedFacts().map(({path}) => path),
      ['/pipelines/p1/pipeline-couplings'],
    )
  })

  it('run lower in a region, or by the class of their space', () => {
    const [region, spaceS, spaceT] = [
      to({id: 'us', type: 'region'}),
      to({id: 's', type: 'space'}),
      to({id: 't', type: 'space'}),
    ]
    assert.equal(fieldOf('reviewAppsRunLower', region, appFact('a', t), appFact('b', null)), true)
    assert.equal(fieldOf('reviewAppsRunLower', region, refusedFact('app', 'a'), appFact('b', t)), true)
    assert.equal(fieldOf('reviewAppsRunLower', region, appFact('a', null), appFact('b', null)), false)
    assert.equal(fieldOf('reviewAppsRunLower', spaceT, appFact('a', s), appFact('b', null)), true)
    assert.equal(fieldOf('reviewAppsRunLower', spaceS, appFact('a', t), appFact('b', s)), false)
    assert.equal(fieldOf('reviewAppsRunLower', spaceS, appFact('a', t), refusedFact('app', 'b')), false)
    assert.equal(fieldOf('reviewAppsRunLower', spaceT, appFact('a', t), refusedFact('app', 'b')), 'forbidden?')
    assert.equal(
      fieldOf(
        'reviewAppsRunLower',
        to({id: 'u', type: 'space'}),
        refusedFact('space', 'u', 404),
        appFact('a', t),
        appFact('b', t),
      ),
      'not-found?',
    )
    assert.equal(
      fieldOf(
        'reviewAppsRunLower',
        to({id: 'u', type: 'space'}),
        refusedFact('space', 'u', 404),
        appFact('a', s),
        appFact('b', t),
      ),
      'not-found?',
    )
  })

  it('join production by the ID of the space', () => {
    assert.equal(
      fieldOf('reviewAppsJoinProduction', to({id: 't', type: 'space'}), appFact('a', s), appFact('b', t)),
      true,
    )
    assert.equal(
      fieldOf('reviewAppsJoinProduction', to({id: 't', type: 'space'}), refusedFact('app', 'a'), appFact('b', t)),
      true,
    )
    assert.equal(
      fieldOf('reviewAppsJoinProduction', to({id: 't', type: 'space'}), refusedFact('app', 'a'), appFact('b', s)),
      'forbidden?',
    )
    assert.equal(
      fieldOf('reviewAppsJoinProduction', to({id: 't', type: 'space'}), appFact('a', s), appFact('b', null)),
      false,
    )
    assert.equal(fieldOf('reviewAppsJoinProduction', to({id: 'us', type: 'region'})), false)
    assert.equal(
      fieldOf('reviewAppsJoinProduction', to({id: 'space-t', type: 'space'}), appFact('a', s), appFact('b', t)),
      true,
      'that is given by its name',
    )
  })

  it('have an unknown target when none is stated', () => {
    for (const name of ['reviewAppsRunLower', 'reviewAppsJoinProduction']) {
      for (const target of [undefined, null, {}, {type: 'space'}, {id: 's'}])
        assert.equal(fieldOf(name, to(target)), 'no-statement?')
      assert.equal(fieldOf(name, to({id: 's', type: 'moon'})), 'unknown-value?')
      assert.equal(fieldOf(name, refusedFact('reviewAppConfig', 'p1', 404)), 'no-statement?')
    }
  })
})
