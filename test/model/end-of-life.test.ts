import assert from 'node:assert/strict'

import {endOfLifeDate} from '../../src/model/end-of-life.js'

describe('the end of life of a version', () => {
  const row = (version: string, endOfLife: string) => ({
    checkedOn: '2026-11-30',
    endOfLife,
    source: 'https://example.com',
    version,
  })

  it('is the earliest that any source gives', () => {
    const rows = [row('14', '2026-11-12'), row('14', '2025-11-28'), row('13', '2024-10-29')]
    assert.equal(endOfLifeDate(rows, '14'), '2025-11-28')
    assert.equal(endOfLifeDate([...rows].reverse(), '14'), '2025-11-28')
  })

  it('is not known of a version that no source speaks of', () => {
    assert.equal(endOfLifeDate([row('14', '2026-11-12')], '15'), undefined)
    assert.equal(endOfLifeDate([], '14'), undefined)
  })
})
