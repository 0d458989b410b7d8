import assert from 'node:assert/strict'

import {tidy} from '../../../src/cli/io/memory.js'

const used = () => process.memoryUsage().heapUsed

describe('tidying', () => {
  it('frees what nobody holds any more', () => {
    let rows: unknown[] | undefined = Array.from({length: 2_000_000}, (_, index) => ({text: `row ${index}`}))
    const before = used()
    assert.equal(rows.length, 2_000_000)
    rows = undefined
    tidy()
    assert.ok(used() < before - 100e6, `${before} before, ${used()} after`)
  })
})
