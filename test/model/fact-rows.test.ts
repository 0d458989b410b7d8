import assert from 'node:assert/strict'

import {concatenate, sublistsOf, factRows, rowsWithField} from '../../src/model/fact-rows.js'

const columns = {region: ['eu', null, 'us'], tags: [['a'], [], ['b', 'c']], web: [1, 0, true]}
const names = ['one', 'two', 'three']
const plain = [
  {subject: 'one', region: 'eu', tags: ['a'], web: 1},
  {subject: 'two', region: null, tags: [], web: 0},
  {subject: 'three', region: 'us', tags: ['b', 'c'], web: true},
]

describe('factRows', () => {
  const rows = factRows(names, columns)

  it('builds a row of each position from the columns', () => {
    assert.deepEqual(rows, plain)
    assert.equal(JSON.stringify({rows}), JSON.stringify({rows: plain}))
  })

  it('puts the fields in their order after the subject', () => {
    assert.deepEqual(
      rows.map(row => Object.keys(row).join(' ')),
      Array(3).fill('subject region tags web'),
    )
    assert.deepEqual(
      factRows(names, {}),
      names.map(subject => ({subject})),
    )
  })

  it('builds only the rows that are chosen', () => {
    assert.deepEqual(factRows(names, columns, [2, 0]), [plain[2], plain[0]])
    assert.deepEqual(factRows(names, columns, []), [])
  })

  it('gives lists that can be concatenated and still be told apart', () => {
    const [some, others] = [factRows(names, {web: columns.web}, [1]), factRows(['four'], {host: ['h']})]
    const all = concatenate([rows, factRows([], {}), some, others])
    assert.deepEqual(all, [...plain, {subject: 'two', web: 0}, {host: 'h', subject: 'four'}])
    assert.deepEqual(
      sublistsOf(all).map(part => [rows, some, others].indexOf(part)),
      [0, 1, 2],
    )
    assert.deepEqual(sublistsOf(plain), [plain])
    assert.deepEqual(concatenate([]), [])
  })

  it('gives rows that can be found by a field', () => {
    const all = concatenate([rows, factRows(['four'], {host: ['h']}), plain.slice(0, 1)])
    assert.deepEqual(rowsWithField(all, 'web'), [...plain, plain[0]])
    assert.deepEqual(rowsWithField(all, 'host'), [{host: 'h', subject: 'four'}])
    assert.deepEqual(rowsWithField([...plain, {subject: 'five'}], 'region'), plain)
  })
})
