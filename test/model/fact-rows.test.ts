import assert from 'node:assert/strict'

import {concatenate, sublistsOf, factRows, rowsWithField} from '../../src/model/fact-rows.js'

const columns = {region: ['eu', null, 'us'], tags: [['a'], [], ['b', 'c']], web: [1, 0, true]}
const names = ['one', 'two', 'three']
const plain = [
  {subject: 'one', region: 'eu', tags: ['a'], web: 1},
  {subject: 'two', region: null, tags: [], web: 0},
  {subject: 'three', region: 'us', tags: ['b', 'c'], web: true},
]

describe('fact rows', () => {
  const rows = factRows(names, columns)

  it('behave like any other list', () => {
    assert.ok(Array.isArray(rows))
    assert.deepEqual(rows, plain)
    assert.deepEqual([...rows], plain)
    assert.deepEqual(rows.slice(1, 9), plain.slice(1, 9))
    assert.deepEqual(
      rows.map(({subject}) => subject),
      names,
    )
    assert.deepEqual(Object.keys(rows), ['0', '1', '2'])
    assert.deepEqual([rows.length, rows[1], rows[3], rows.at(-1)], [3, plain[1], undefined, plain[2]])
    assert.deepEqual([0 in rows, 3 in rows, '' in rows, (-1) in rows, 'map' in rows], [true, false, false, false, true])
    assert.equal(JSON.stringify({rows}), JSON.stringify({rows: plain}))
    assert.deepEqual(Object.getOwnPropertyDescriptor(rows, '2'), Object.getOwnPropertyDescriptor(plain, '2'))
    assert.equal(Object.getOwnPropertyDescriptor(rows, '3'), undefined)
  })

  it('have their fields in order, after the subject', () => {
    assert.deepEqual(
      rows.map(row => Object.keys(row).join(' ')),
      Array(3).fill('subject region tags web'),
    )
    assert.deepEqual(
      factRows(names, {}),
      names.map(subject => ({subject})),
    )
  })

  it('are limited to the chosen positions', () => {
    assert.deepEqual(factRows(names, columns, [2, 0]), [plain[2], plain[0]])
    assert.deepEqual(factRows(names, columns, []), [])
  })

  it('can be concatenated to one list that keeps its parts', () => {
    const [some, others] = [factRows(names, {web: columns.web}, [1]), factRows(['four'], {host: ['h']})]
    const all = concatenate([rows, factRows([], {}), some, others])
    assert.deepEqual(all, [...plain, {subject: 'two', web: 0}, {host: 'h', subject: 'four'}])
    assert.deepEqual(
      sublistsOf(all).map(part =>
        part === rows ? 'rows' : part === some ? 'some' : part === others ? 'others' : 'none',
      ),
      ['rows', 'some', 'others'],
    )
    assert.deepEqual(sublistsOf(plain), [plain])
    assert.deepEqual(concatenate([]), [])
  })

  it("are found by field, without creating rows that can't have it", () => {
    const host: unknown[] = []
    const watched = new Proxy(['h'], {get: (list, key): unknown => (host.push(key), Reflect.get(list, key))})
    const all = concatenate([rows, factRows(['four'], {host: watched}), plain.slice(0, 1)])
    assert.deepEqual([...rowsWithField(all, 'web')], [...plain, plain[0]])
    assert.deepEqual(host, [])
    assert.deepEqual([...rowsWithField(all, 'host')], [{host: 'h', subject: 'four'}])
    assert.deepEqual([...rowsWithField([...plain, {subject: 'five'}], 'region')], plain)
  })
})
