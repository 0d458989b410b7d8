import assert from 'node:assert/strict'

import {
  fieldFrom,
  lazy,
  lazyFields,
  namesOrGap,
  required,
  trueOrGap,
  unknown,
  value,
} from '../../src/subjects/field-value.js'

const gap = {reason: 'forbidden'} as const

describe('field-value', () => {
  it('passes a gap through, and maps a body', () => {
    assert.deepEqual(
      fieldFrom({gap}, () => value(true)),
      {gap},
    )
    assert.deepEqual(
      fieldFrom({body: 2}, two => value(two * 2)),
      {value: 4},
    )
  })

  it('treats absent and null as not stated, and everything else as a value', () => {
    for (const unstated of [null, undefined])
      assert.deepEqual(required(unstated, 'so'), {gap: {detail: "the API doesn't say so", reason: 'no-statement'}})
    for (const stated of [false, 0, '']) assert.deepEqual(required(stated, 'so'), {value: stated})
  })

  it('keeps the possible values of a gap', () => {
    assert.deepEqual(unknown('disagree', 'x', [1, 2]), {possibleValues: [1, 2], gap: {detail: 'x', reason: 'disagree'}})
    assert.ok(!('possibleValues' in unknown('disagree', 'x')))
  })

  it('computes once, even undefined, and only on demand', () => {
    let times = 0
    const once = lazy(() => {
      times++
      return undefined
    })
    once()
    once()
    assert.equal(times, 1)
    const all = lazyFields({a: () => value(++times), b: () => value(++times)})
    assert.deepEqual([all['a']?.(), all['a']?.(), times], [{value: 2}, {value: 2}, 2])
  })

  it('is known in spite of a gap if anything is known', () => {
    assert.deepEqual(
      [trueOrGap(true, gap), trueOrGap(false, gap), trueOrGap(false, undefined)],
      [{value: true}, {gap}, {value: false}],
    )
    assert.deepEqual(namesOrGap(['b', 'a', 'b'], gap), {value: ['a', 'b']})
    assert.deepEqual([namesOrGap([], gap), namesOrGap([], undefined)], [{gap}, {value: []}])
  })
})
