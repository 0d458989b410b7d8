import assert from 'node:assert/strict'

import {statuses, worstStatus} from '../../src/model/framework.js'

describe('worstStatus', () => {
  it('is the first one present in the order of statuses', () => {
    assert.deepEqual(statuses, [
      'fail',
      'unknown',
      'manual',
      'waived',
      'attested',
      'inherited',
      'pass',
      'not-applicable',
    ])
    for (const [index, item] of statuses.entries())
      assert.equal(worstStatus([...statuses.slice(index)].reverse()), item)
    assert.equal(worstStatus([]), 'not-applicable')
  })
})
