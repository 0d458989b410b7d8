import assert from 'node:assert/strict'

import {endOfLifeDate} from '../../src/model/end-of-life.js'

describe('endOfLifeDate', () => {
  const row = (version: string, endOfLife: string) => ({
    checkedOn: '2026-11-30',
    endOfLife,
    source: 'https://example.com',
    version,
  })

  it('is the earliest date of any source', () => {
    const rows = [row('14', '2026-11-12'), row('14', '2025-11-28'), row('13', '2024-10-29')]
    assert.equal(endOfLifeDate(rows, '14'), '2025-11-28')
    assert.equal(endOfLifeDate([...rows].reverse(), '14'), '2025-11-28')
  })

  it('is undefined for a version without a source', () => {
    assert.equal(endOfLifeDate([row('14', '2026-11-12')], '15'), undefined)
    assert.equal(endOfLifeDate([], '14'), undefined)
  })
})
