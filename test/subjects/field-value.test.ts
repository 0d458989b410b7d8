import assert from 'node:assert/strict'

import {
  lazyFields,
  fieldFrom,
  gapOf,
  isPending,
  lazy,
  required,
  unknown,
  value,
} from '../../src/subjects/field-value.js'

const gap = {reason: 'forbidden'} as const

describe('known', () => {
  it('passes a gap through, and uses what was read', () => {
    assert.deepEqual(
      fieldFrom({gap}, () => value(true)),
      {gap},
    )
    assert.deepEqual(
      fieldFrom({body: 2}, two => value(two * 2)),
      {value: 4},
    )
  })

  it('takes what is absent or null for nothing said, and all else for a value', () => {
    for (const silent of [null, undefined])
      assert.deepEqual(required(silent, 'so'), {gap: {detail: 'the API does not say so', reason: 'no-statement'}})
    for (const said of [false, 0, '']) assert.deepEqual(required(said, 'so'), {value: said})
  })

  it('names what a gap leaves open', () => {
    assert.deepEqual(unknown('disagree', 'x', [1, 2]), {among: [1, 2], gap: {detail: 'x', reason: 'disagree'}})
    assert.ok(!('among' in unknown('disagree', 'x')))
  })

  it('computes once, even undefined, and only when asked', () => {
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

  it('tells what may still come from what will not', () => {
    assert.ok(isPending({gap: {reason: 'not-collected'}}))
    assert.ok(!isPending({gap}))
    assert.ok(!isPending({body: 1}))
    assert.equal(gapOf({gap}), gap)
    assert.equal(gapOf({body: 1}), undefined)
  })
})
