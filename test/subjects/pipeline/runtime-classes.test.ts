import assert from 'node:assert/strict'

import {classRange} from '../../../src/subjects/pipeline/runtime-classes.js'
import {pipelineField, spaceFact, spaceRef, appFact} from './support.js'
import {refusedFact} from '../support.js'

const [shield, plain] = [spaceRef('s', true), spaceRef('t', false)]
const homes = [spaceFact('s', true), spaceFact('t', false)]

describe('runtime-classes: classRange', () => {
  it('is one class if known, and all possible ones if not', () => {
    const gap = {reason: 'forbidden'} as const
    assert.deepEqual(classRange({value: 'private'}), {high: 1, low: 1})
    assert.deepEqual(classRange({possibleValues: ['private', 'shield'], gap}), {gap, high: 2, low: 1})
    assert.deepEqual(classRange({gap}), {gap, high: 2, low: 0})
  })
})

describe('runtime-classes: highestProductionClass', () => {
  const highestClass = (...facts: Array<Parameters<typeof pipelineField>[2]>) =>
    pipelineField('highestProductionClass', {a: 'production', b: 'production', c: 'staging'}, ...homes, ...facts)

  it('is that of the highest app', () => {
    assert.equal(highestClass(appFact('a', null), appFact('b', shield)), 'shield')
    assert.equal(highestClass(appFact('a', plain), appFact('b', null)), 'private')
    assert.equal(highestClass(appFact('a', null), appFact('b', null)), 'common')
    assert.equal(pipelineField('highestProductionClass', {c: 'staging'}), 'none')
    assert.equal(pipelineField('highestProductionClass', {c: null}), 'no-statement?')
  })

  it('is at least that of the apps that were read', () => {
    assert.equal(highestClass(refusedFact('app', 'a'), appFact('b', shield)), 'shield')
    assert.deepEqual(highestClass(refusedFact('app', 'a'), appFact('b', plain)), ['forbidden?', 'private', 'shield'])
    assert.deepEqual(highestClass(refusedFact('app', 'a'), appFact('b', null)), [
      'forbidden?',
      'common',
      'private',
      'shield',
    ])
    assert.deepEqual(highestClass(appFact('a'), appFact('b', null)), ['no-statement?', 'common', 'private', 'shield'])
  })

  it('has no known maximum when an app of an unknown stage may be in production', () => {
    assert.deepEqual(
      pipelineField('highestProductionClass', {a: 'production', b: null}, ...homes, appFact('a', plain)),
      ['no-statement?', 'private', 'shield'],
    )
  })
})

describe('runtime-classes: lowerStagingApps', () => {
  const lower = (...facts: Array<Parameters<typeof pipelineField>[2]>) =>
    pipelineField('lowerStagingApps', {a: 'production', b: 'staging', c: 'staging'}, ...homes, ...facts)

  it('lists them by name', () => {
    assert.deepEqual(lower(appFact('a', shield), appFact('b', plain), appFact('c', null)), ['app-b', 'app-c'])
    assert.deepEqual(lower(appFact('a', plain), appFact('b', shield), appFact('c', plain)), [])
  })

  it('is a gap when a class is unknown, unless a lower app is known', () => {
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

  it('is empty when no possible class makes a difference', () => {
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
