import assert from 'node:assert/strict'

import type {Fact} from '../../../src/model/snapshot.js'

import {refusedFact, valueOrGap, fixture, factOf} from '../support.js'

const on = (name: null | string) => factOf('app', 'pay', {id: 'a1', name: 'pay', stack: name === null ? null : {name}})
const listed = (...names: string[]) =>
  factOf(
    'stacks',
    [],
    names.map(name => ({name, state: 'public'})),
  )

function stackFields(facts: readonly Fact[], at = '2026-11-20T12:00:00Z'): unknown[] {
  const {field} = fixture(facts, undefined, {}, Date.parse(at))
  return [valueOrGap(field('app', 'pay', 'stackSupport')), valueOrGap(field('app', 'pay', 'daysUntilStackEnds'))]
}

describe('stack', () => {
  it('is supported through its last day', () => {
    const facts = [on('heroku-22'), listed('heroku-22')]
    assert.deepEqual(stackFields(facts), ['supported', 161])
    assert.deepEqual(stackFields(facts, '2027-04-30T23:59:59Z'), ['supported', 0])
    assert.deepEqual(stackFields(facts, '2027-05-01T00:00:00Z'), ['ended', -1])
  })

  it('is supported if no end is announced, but not if it is no longer listed', () => {
    assert.deepEqual(stackFields([on('heroku-26'), listed('heroku-26')]), ['supported', 'unknown-value?'])
    assert.deepEqual(stackFields([on('heroku-24'), listed('heroku-26')]), ['not listed', 892])
    assert.deepEqual(stackFields([on('cedar-14'), listed()]), ['not listed', 'unknown-value?'])
  })

  it('is a gap when the date is unknown, unless it makes no difference', () => {
    const at = (name: string, ...all: string[]) => {
      const {field} = fixture([on(name), listed(...all)], undefined, {}, {gap: {reason: 'disagree'}})
      return [valueOrGap(field('app', 'pay', 'stackSupport')), valueOrGap(field('app', 'pay', 'daysUntilStackEnds'))]
    }
    assert.deepEqual(at('heroku-24', 'heroku-24'), ['disagree?', 'disagree?'])
    assert.deepEqual(at('heroku-26', 'heroku-26'), ['supported', 'disagree?'])
    assert.deepEqual(at('heroku-24', 'heroku-26'), ['not listed', 'disagree?'])
  })

  it('is a gap when the app or the list is', () => {
    assert.deepEqual(stackFields([on('heroku-24'), refusedFact('stacks', [], 500)]), ['server-error?', 892])
    assert.deepEqual(stackFields([on(null), listed('heroku-24')]), ['no-statement?', 'no-statement?'])
    assert.deepEqual(stackFields([refusedFact('app', 'pay', 500), listed('heroku-24')]), [
      'server-error?',
      'server-error?',
    ])
  })
})
