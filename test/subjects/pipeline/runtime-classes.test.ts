import assert from 'node:assert/strict'

import {classRange} from '../../../src/subjects/pipeline/runtime-classes.js'
import {pipelineField, spaceFact, spaceRef, appFact} from './support.js'
import {refusedFact} from '../support.js'

const [shield, plain] = [spaceRef('s', true), spaceRef('t', false)]
const homes = [spaceFact('s', true), spaceFact('t', false)]

describe('reachOf', () => {
  it('is one class where it is known, and all that are open where it is not', () => {
    const gap = {reason: 'forbidden'} as const
    assert.deepEqual(classRange({value: 'private'}), {high: 1, low: 1})
    assert.deepEqual(classRange({possibleValues: ['private', 'shield'], gap}), {gap, high: 2, low: 1})
    assert.deepEqual(classRange({gap}), {gap, high: 2, low: 0})
  })
})

describe('the highest production class', () => {
  const of = (...facts: Array<Parameters<typeof pipelineField>[2]>) =>
    pipelineField('highestProductionClass', {a: 'production', b: 'production', c: 'staging'}, ...homes, ...facts)

  it('is that of the highest app', () => {
    assert.equal(of(appFact('a', null), appFact('b', shield)), 'shield')
    assert.equal(of(appFact('a', plain), appFact('b', null)), 'private')
    assert.equal(of(appFact('a', null), appFact('b', null)), 'common')
    assert.equal(pipelineField('highestProductionClass', {c: 'staging'}), 'none')
    assert.equal(pipelineField('highestProductionClass', {c: null}), 'no-statement?')
  })

  it('is at least that of those that are seen', () => {
    assert.equal(of(refusedFact('app', 'a'), appFact('b', shield)), 'shield')
    assert.deepEqual(of(refusedFact('app', 'a'), appFact('b', plain)), ['forbidden?', 'private', 'shield'])
    assert.deepEqual(of(refusedFact('app', 'a'), appFact('b', null)), ['forbidden?', 'common', 'private', 'shield'])
    assert.deepEqual(of(appFact('a'), appFact('b', null)), ['no-statement?', 'common', 'private', 'shield'])
  })

  it('is open upwards where an app of some stage may be of production', () => {
    assert.deepEqual(
      pipelineField('highestProductionClass', {a: 'production', b: null}, ...homes, appFact('a', plain)),
      ['no-statement?', 'private', 'shield'],
    )
  })
})

describe('staging apps that run lower', () => {
  const lower = (...facts: Array<Parameters<typeof pipelineField>[2]>) =>
    pipelineField('lowerStagingApps', {a: 'production', b: 'staging', c: 'staging'}, ...homes, ...facts)

  it('are named', () => {
    assert.deepEqual(lower(appFact('a', shield), appFact('b', plain), appFact('c', null)), ['app-b', 'app-c'])
    assert.deepEqual(lower(appFact('a', plain), appFact('b', shield), appFact('c', plain)), [])
  })

  it('are open where a class is, unless one is known', () => {
    assert.equal(lower(appFact('a', plain), appFact('b', shield), refusedFact('app', 'c')), 'forbidden?')
    assert.deepEqual(lower(appFact('a', plain), appFact('b', null), refusedFact('app', 'c')), ['app-b'])
    assert.equal(lower(refusedFact('app', 'a'), appFact('b', null), appFact('c', null)), 'forbidden?')
    assert.deepEqual(
      lower(
        appFact('a', spaceRef('u', true)),
        refusedFact('space', 'space-u'),
        appFact('b', null),
        appFact('c', shield),
      ),
      ['app-b'],
    )
    assert.equal(
      pipelineField(
        'lowerStagingApps',
        {a: 'production', b: 'staging', c: null},
        appFact('a', null),
        appFact('b', null),
      ),
      'no-statement?',
    )
  })

  it('are none where no class that is open makes a difference', () => {
    assert.deepEqual(lower(refusedFact('app', 'a'), appFact('b', shield), appFact('c', shield)), [])
    assert.deepEqual(lower(appFact('a', null), refusedFact('app', 'b'), appFact('c', null)), [])
    assert.deepEqual(
      lower(
        appFact('a', plain),
        appFact('b', spaceRef('u', true)),
        refusedFact('space', 'space-u'),
        appFact('c', plain),
      ),
      [],
    )
    assert.equal(lower(refusedFact('app', 'a'), appFact('b', shield), appFact('c', plain)), 'forbidden?')
    assert.equal(
      lower(
        appFact('a', shield),
        appFact('b', spaceRef('u', true)),
        refusedFact('space', 'space-u'),
        appFact('c', shield),
      ),
      'forbidden?',
    )
    assert.equal(
      pipelineField(
        'lowerStagingApps',
        {a: 'production', b: 'staging', c: null},
        ...homes,
        appFact('a', plain),
        appFact('b', shield),
      ),
      'no-statement?',
    )
  })
})
