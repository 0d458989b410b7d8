import assert from 'node:assert/strict'

import {gapOf, isPending, itemsOf, notStated} from '../../src/subjects/read-result.js'

const gap = {reason: 'forbidden'} as const

describe('read-result', () => {
  it('distinguishes pending responses from final ones', () => {
    assert.ok(isPending({gap: {reason: 'not-collected'}}))
    assert.ok(!isPending({gap}))
    assert.ok(!isPending({body: 1}))
  })

  it('returns the gap of a response, if any', () => {
    assert.equal(gapOf({gap}), gap)
    assert.equal(gapOf({body: 1}), undefined)
  })

  it('has no items if the list is a gap', () => {
    assert.deepEqual([itemsOf({body: [1, 2]}), itemsOf({gap})], [[1, 2], []])
  })

  it('says what the API leaves out', () => {
    assert.deepEqual(notStated('so'), {gap: {detail: "the API doesn't say so", reason: 'no-statement'}})
  })
})
