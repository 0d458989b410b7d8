import assert from 'node:assert/strict'

import {jsonChunks, jsonText} from '../../src/model/json-stream.js'
import {concatenate} from '../../src/model/fact-rows.js'

const rows = (count: number) =>
  Array.from({length: count}, (_, index) => ({index, list: ['a', {}], name: `row ${index}\n\u202E\u{E0041}`}))
const shared = rows(2345)
const boundaries = [1, {a: [2]}]

const decoded = (pieces: Iterable<Uint8Array>) => [...pieces].map(piece => new TextDecoder().decode(piece)).join('')

const values: ReadonlyArray<readonly [string, unknown]> = [
  ['a string', 'a\n\u009B'],
  ['a number', 1],
  ['null', null],
  ['nothing in a list', []],
  ['nothing in an object', {}],
  ['a short list', [1, [2, {a: 3}]]],
  ['what is not said', {a: undefined, b: 1}],
  ['a long list', rows(1001)],
  ['a list just short of long', rows(1000)],
  ['a list of two full slices', rows(2000)],
  [
    'a long list among others',
    {a: [], b: {c: [{d: rows(1500), e: undefined}, 7, {}], '\u202E"': 'x'}, f: rows(3), g: [rows(1100), []]},
  ],
  [
    'lists chained',
    [
      {a: concatenate([shared, [], rows(1)]), b: {c: concatenate([rows(2), shared])}},
      {a: concatenate([shared, shared])},
      concatenate([shared]),
      concatenate([]),
      concatenate([[1], [2]]),
    ],
  ],
  [
    'rows that end alike',
    {a: rows(1100).map((row, index) => ({...row, tail: index < 1050 ? shared.slice(0, 2) : shared[0]?.list}))},
  ],
  [
    'rows that end with the same list',
    [
      rows(2100).map(row => ({...row, tail: boundaries})),
      rows(1100).map(row => ({tail: boundaries, ...row})),
      rows(1100).map(({name}, index) => ({name, tail: index < 30 ? boundaries : [], more: undefined})),
      rows(1100).map(() => ({tail: boundaries})),
    ],
  ],
  ['a list that recurs, also elsewhere in depth', {a: shared, b: [{a: shared}, {a: shared}], c: {d: {a: shared}}}],
  ['a list of rows that are alike', rows(1200).map(({list}) => ({a: undefined, b: list[0], c: shared[0], d: {}}))],
  ['a long list of all sorts', [...rows(1000), {}, [], [1], null, 'x\u009B', {a: undefined}]],
  ['an object that recurs', [{a: shared}, ...Array.from({length: 3}, () => ({a: shared}))]],
]

describe('jsonPieces', () => {
  for (const [name, value] of values)
    for (const indent of [1, 2])
      it(`gives the text of ${name}, with an indent of ${indent}`, () => {
        assert.equal(decoded(jsonChunks(value, indent)), jsonText(value, indent))
      })

  it('splits a long list into short pieces', () => {
    const pieces = [...jsonChunks({a: rows(50_000)}, 2)]
    assert.ok(pieces.length > 49)
    assert.ok(pieces.every(({length}) => length < 200_000))
  })
})

describe('jsonText', () => {
  it('escapes everything that could control a terminal', () => {
    const text = jsonText({'\u202E': 'a\u0007\u007F\u00AD\uFEFF\u{E0041}é😀'}, 0)
    assert.equal(text, '{"\\u202e":"a\\u0007\\u007f\\u00ad\\ufeff\\udb40\\udc41é😀"}\n')
    assert.deepEqual(JSON.parse(text), {'\u202E': 'a\u0007\u007F\u00AD\uFEFF\u{E0041}é😀'})
  })
})
