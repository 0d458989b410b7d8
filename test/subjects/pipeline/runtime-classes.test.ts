import assert from 'node:assert/strict'

import {reachOf} from '../../../src/subjects/pipeline/runtime-classes.js'
import {field, home, inSpace, record} from './support.js'
import {refused} from '../support.js'

const [shield, plain] = [inSpace('s', true), inSpace('t', false)]
const homes = [home('s', true), home('t', false)]

describe('reachOf', () => {
  it('is one class where it is known, and all that are open where it is not', () => {
    const gap = {reason: 'forbidden'} as const
    assert.deepEqual(reachOf({value: 'private'}), {high: 1, low: 1})
    assert.deepEqual(reachOf({among: ['private', 'shield'], gap}), {gap, high: 2, low: 1})
    assert.deepEqual(reachOf({gap}), {gap, high: 2, low: 0})
  })
})

describe('the highest production class', () => {
  const of = (...facts: Array<Parameters<typeof field>[2]>) =>
    field('highestProductionClass', {a: 'production', b: 'production', c: 'staging'}, ...homes, ...facts)

  it('is that of the highest app', () => {
    assert.equal(of(record('a', null), record('b', shield)), 'shield')
    assert.equal(of(record('a', plain), record('b', null)), 'private')
    assert.equal(of(record('a', null), record('b', null)), 'common')
    assert.equal(field('highestProductionClass', {c: 'staging'}), 'none')
    assert.equal(field('highestProductionClass', {c: null}), 'no-statement?')
  })

  it('is at least that of those that are seen', () => {
    assert.equal(of(refused('app', 'a'), record('b', shield)), 'shield')
    assert.deepEqual(of(refused('app', 'a'), record('b', plain)), ['forbidden?', 'private', 'shield'])
    assert.deepEqual(of(refused('app', 'a'), record('b', null)), ['forbidden?', 'common', 'private', 'shield'])
    assert.deepEqual(of(record('a'), record('b', null)), ['no-statement?', 'common', 'private', 'shield'])
  })

  it('is open upwards where an app of some stage may be of production', () => {
    assert.deepEqual(field('highestProductionClass', {a: 'production', b: null}, ...homes, record('a', plain)), [
      'no-statement?',
      'private',
      'shield',
    ])
  })
})

describe('staging apps that run lower', () => {
  const lower = (...facts: Array<Parameters<typeof field>[2]>) =>
    field('lowerStagingApps', {a: 'production', b: 'staging', c: 'staging'}, ...homes, ...facts)

  it('are named', () => {
    assert.deepEqual(lower(record('a', shield), record('b', plain), record('c', null)), ['app-b', 'app-c'])
    assert.deepEqual(lower(record('a', plain), record('b', shield), record('c', plain)), [])
  })

  it('are open where a class is, unless one is known', () => {
    assert.equal(lower(record('a', plain), record('b', shield), refused('app', 'c')), 'forbidden?')
    assert.deepEqual(lower(record('a', plain), record('b', null), refused('app', 'c')), ['app-b'])
    assert.equal(lower(refused('app', 'a'), record('b', null), record('c', null)), 'forbidden?')
    assert.deepEqual(
      lower(record('a', inSpace('u', true)), refused('space', 'space-u'), record('b', null), record('c', shield)),
      ['app-b'],
    )
    assert.equal(
      field('lowerStagingApps', {a: 'production', b: 'staging', c: null}, record('a', null), record('b', null)),
      'no-statement?',
    )
  })

  it('are none where no class that is open makes a difference', () => {
    assert.deepEqual(lower(refused('app', 'a'), record('b', shield), record('c', shield)), [])
    assert.deepEqual(lower(record('a', null), refused('app', 'b'), record('c', null)), [])
    assert.deepEqual(
      lower(record('a', plain), record('b', inSpace('u', true)), refused('space', 'space-u'), record('c', plain)),
      [],
    )
    assert.equal(lower(refused('app', 'a'), record('b', shield), record('c', plain)), 'forbidden?')
    assert.equal(
      lower(record('a', shield), record('b', inSpace('u', true)), refused('space', 'space-u'), record('c', shield)),
      'forbidden?',
    )
    assert.equal(
      field(
        'lowerStagingApps',
        {a: 'production', b: 'staging', c: null},
        ...homes,
        record('a', plain),
        record('b', shield),
      ),
      'no-statement?',
    )
  })
})
