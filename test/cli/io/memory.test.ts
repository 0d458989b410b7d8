import assert from 'node:assert/strict'

import {collectGarbage} from '../../../src/cli/io/memory.js'

const heapUsed = () => process.memoryUsage().heapUsed

describe('collectGarbage', () => {
  it('frees what is no longer referenced', () => {
    let rows: unknown[] | undefined = Array.from({length: 2_000_000}, (_, index) => ({text: `row ${index}`}))
    const before = heapUsed()
    assert.equal(rows.length, 2_000_000)
    rows = undefined
    collectGarbage()
    assert.ok(heapUsed() < before - 100e6, `${before} before, ${heapUsed()} after`)
  })
})
