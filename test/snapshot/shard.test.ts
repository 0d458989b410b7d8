import assert from 'node:assert/strict'

import {shardFilter, shardOf} from '../../src/snapshot/shard.js'
import {uuid} from '../fixtures/build.js'

const ids = Array.from({length: 3000}, (_, index) => uuid('app', `app-${index}`))

describe('shardOf', () => {
  it('depends only on the ID and the number of shards, and never changes', () => {
    assert.equal(shardOf('01234567-89ab-cdef-0123-456789abcdef', 5), 4)
    assert.equal(shardOf('01234567-89ab-cdef-0123-456789abcdef', 7), 7)
    assert.equal(shardOf('', 3), 2)
  })

  it('distributes IDs evenly', () => {
    for (const of of [2, 3, 5, 7]) {
      const counts = Array.from({length: of}, (_, index) => ids.filter(id => shardOf(id, of) === index + 1).length)
      assert.equal(
        counts.reduce((sum, n) => sum + n),
        ids.length,
      )
      for (const n of counts) assert.ok(Math.abs(n - ids.length / of) < (ids.length / of) * 0.15, String(counts))
    }
  })
})

describe('shardFilter', () => {
  it('is true for exactly one shard', () => {
    const parts = [1, 2, 3, 4, 5].map(index => shardFilter({index, of: 5}))
    for (const id of ids) assert.equal(parts.filter(isOurs => isOurs(id)).length, 1)
  })

  it('gives the same result again', () => {
    const isOurs = shardFilter({index: 2, of: 3})
    assert.deepEqual(ids.map(isOurs), ids.map(isOurs))
  })
})
