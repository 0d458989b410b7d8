import assert from 'node:assert/strict'

import {filterFuzzy, matchFuzzy} from '../../src/review/fuzzy.js'

describe('the filter of lists', () => {
  it('matches parts of a text in any case and order', () => {
    assert.deepEqual(matchFuzzy('FAIL high: fee-tables', 'tables fail'), {
      isExact: true,
      ranges: [
        [0, 4],
        [15, 21],
      ],
    })
    assert.equal(matchFuzzy('FAIL high: fee-tables', 'fail low'), undefined)
  })

  it('matches letters of one word in their order', () => {
    assert.deepEqual(matchFuzzy('the citation-pay', 'ctpay'), {
      isExact: false,
      ranges: [
        [4, 5],
        [6, 7],
        [13, 14],
        [14, 15],
        [15, 16],
      ],
    })
    assert.equal(matchFuzzy('citation pay', 'ctpay'), undefined)
  })

  it('lists what has the words as they were typed first, and keeps all where nothing is typed', () => {
    const items = ['pay of far', 'a fee', 'far-off e-e'].map(text => ({text}))
    assert.deepEqual(
      filterFuzzy([{text: 'f-e-e'}, ...items], 'fee').map(({text}) => text),
      ['a fee', 'f-e-e'],
    )
    assert.deepEqual(filterFuzzy(items, ' '), items)
    assert.deepEqual(filterFuzzy(items, 'fee')[0]?.marks, [[2, 5]])
  })
})
