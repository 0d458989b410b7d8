import assert from 'node:assert/strict'

import type {Predicate} from '../../src/model/check.js'
import type {Value} from '../../src/model/subject.js'

import {compilePredicate} from '../../src/catalog/predicate.js'
import {moveOf} from '../../src/compare/move.js'
import {chance} from '../helpers/chance.js'

type Row = readonly [must: Predicate, was: Value, now: Value, expected: ReturnType<typeof moveOf>]

const order = ['public', 'private', 'shield']
const scale = {order, compilePredicate}
const move = (must: Predicate, was: Value, now: Value) => moveOf(must, {now, was}, scale)

const rows: readonly Row[] = [
  [{maximum: 5}, 6, 7, 'further'],
  [{maximum: 5}, 7, 6, 'nearer'],
  [{maximum: 5}, 7, 7, 'level'],
  [{minimum: 2}, 1, 0, 'further'],
  [{minimum: 2}, 0, 1, 'nearer'],
  [{minimum: 2}, 1, 1, 'level'],
  [{maxItems: 0}, ['a'], ['a', 'b'], 'further'],
  [{maxItems: 0}, ['a', 'b'], ['b'], 'nearer'],
  [{maxItems: 0}, ['a', 'b'], ['c'], 'further'],
  [{maxItems: 0}, ['a', 'b'], ['b', 'a'], 'level'],
  [{maxItems: 0}, ['a'], ['a', 'a'], 'further'],
  [{maxItems: 0}, ['a', 'a'], ['a'], 'nearer'],
  [{maxItems: 1}, ['a', 'b'], ['a', 'c'], 'further'],
  [{minItems: 3}, ['a', 'b'], ['c'], 'further'],
  [{minItems: 3}, ['a'], ['b', 'c'], 'nearer'],
  [{minItems: 3}, ['a'], ['b'], 'level'],
  [{items: {pattern: '^p'}}, ['x', 'p'], ['x', 'p', 'y'], 'further'],
  [{items: {pattern: '^p'}}, ['x'], ['x', 'pp'], 'level'],
  [{items: {pattern: '^p'}}, ['x', 'y'], ['y', 'p'], 'nearer'],
  [{items: {pattern: '^p'}}, ['x', 'p'], ['x'], 'level'],
  [{contains: {const: 'PCI'}}, ['HIPAA'], ['SOC'], 'level'],
  [{pattern: '^https'}, 'http', 'syslog', 'level'],
  [{const: true}, false, false, 'level'],
  [{const: 'shield'}, 'private', 'public', 'further'],
  [{const: 'shield'}, 'public', 'private', 'nearer'],
  [{const: 'shield'}, 'public', 'elsewhere', 'level'],
  [{const: 'shield'}, 'elsewhere', 'public', 'level'],
  [{enum: ['shield']}, 'private', 'public', 'further'],
  [{enum: ['elsewhere']}, 'private', 'public', 'level'],
  [{enum: ['elsewhere', 'private']}, 'shield', 'public', 'level'],
  [{enum: [2, 9]}, 4, 5, 'further'],
  [{enum: [2, 9]}, 4, 6, 'further'],
  [{enum: [2, 9]}, 5, 8, 'nearer'],
  [{const: 2}, 3, 4, 'further'],
  [{const: 2}, 1, 0, 'further'],
  [{const: 2}, 1, 3, 'level'],
  // Negated, each is its opposite.
  [{not: {maximum: 5}}, 4, 3, 'further'],
  [{not: {minimum: 5}}, 6, 7, 'further'],
  [{not: {minimum: 5}}, 7, 6, 'nearer'],
  [{not: {contains: {const: 'x'}}}, ['x'], ['x', 'x'], 'further'],
  [{not: {contains: {const: 'x'}}}, ['x', 'x'], ['x', 'y'], 'nearer'],
  [{not: {contains: {const: 'x'}}}, ['x'], ['x', 'y'], 'level'],
  [{not: {contains: {enum: ['x', 'y']}}}, ['x'], ['x', 'y'], 'further'],
  [{not: {items: {const: 'x'}}}, ['x'], ['x', 'x'], 'level'],
  [{not: {minItems: 1}}, ['x'], ['x', 'y'], 'further'],
  [{not: {maxItems: 2}}, ['x', 'y'], ['y'], 'further'],
  [{not: {const: 'public'}}, 'public', 'public', 'level'],
  [{not: {not: {maximum: 5}}}, 6, 7, 'further'],
  // Of several keywords all must hold.
  [{maximum: 5, not: {const: null}}, 9, null, 'further'],
  [{maximum: 5, not: {const: null}}, null, 9, 'nearer'],
  [{maximum: 5, not: {const: null}}, null, null, 'level'],
  [{maximum: 5, not: {const: 7}}, 9, 7, 'further'],
  [{maxItems: 3, not: {contains: {const: 'x'}}}, ['x'], ['x', 'a'], 'level'],
  [{maxItems: 1, not: {contains: {const: 'x'}}}, ['x'], ['x', 'a'], 'further'],
  [{allOf: [{maximum: 5}, {minimum: 0}]}, 6, 7, 'further'],
  [{allOf: [{maximum: 5}, {minimum: 0}]}, 8, 7, 'nearer'],
  [{not: {allOf: [{minimum: 2}, {minimum: 4}]}}, 6, 7, 'further'],
  [{not: {minimum: 2, maximum: 8}}, 4, 5, 'level'],
  [{not: {allOf: [{minimum: 2}, {maximum: 8}]}}, 4, 5, 'level'],
  [{pattern: '^a', not: {const: 'abc'}}, 'abc', 'b', 'further'],
  [{pattern: '^a', not: {const: null}}, null, 'b', 'nearer'],
  // Of several ways one must hold.
  [{anyOf: [{maximum: 5}, {const: 9}]}, 6, 7, 'level'],
  [{anyOf: [{maximum: 5}, {const: 'x'}]}, 6, 7, 'further'],
  [{anyOf: [{maximum: 5}, {const: 'x'}]}, 7, 6, 'nearer'],
  [{anyOf: [{const: 'x'}, {const: 'y'}]}, 'a', 'b', 'level'],
  [{not: {anyOf: [{minimum: 5}, {const: 'x'}]}}, 6, 7, 'further'],
  [{not: {anyOf: [{const: 6}, {const: 7}, {const: 8}]}}, 6, 7, 'further'],
  // A keyword that this version does not know has no measure.
  [{multipleOf: 2}, 3, 5, 'level'],
  [{maximum: 5}, '6', 7, 'level'],
  [{minimum: 5}, '6', 4, 'level'],
  [{minimum: 5}, 4, '6', 'level'],
  [{pattern: '^a'}, 1, 'b', 'level'],
  [{maxItems: 0}, 'a', ['a'], 'level'],
  [{minItems: 1}, 'a', [], 'level'],
  // A pattern is no value of an enumeration, whatever it says.
  [{pattern: 'public'}, 'private', 'shield', 'level'],
]

describe('how a value moved', () => {
  for (const [must, was, now, expected] of rows)
    it(`is ${expected} under ${JSON.stringify(must)} from ${JSON.stringify(was)} to ${JSON.stringify(now)}`, () => {
      assert.equal(move(must, was, now), expected)
    })

  it('has no order of values unless given one', () => {
    assert.equal(moveOf({const: 'shield'}, {now: 'public', was: 'private'}, {compilePredicate}), 'level')
  })

  it('is further one way and nearer the other, for a number and for a new entry', () => {
    const {below} = chance(7)
    for (let turn = 0; turn < 300; turn++) {
      const [a, b] = [below(50), below(50)]
      const there = move({maximum: -1}, a, b)
      const awayOrBack = b > a ? 'further' : 'nearer'
      assert.equal(there, a === b ? 'level' : awayOrBack)
      const list = Array.from({length: 1 + below(4)}, (_, index) => `e${index}`)
      const longer = list.toSpliced(below(list.length + 1), 0, 'new')
      for (const must of [{maxItems: 0}, {not: {contains: {type: 'string'}}}, {items: {const: 0}}]) {
        assert.equal(move(must, list, longer), 'further')
        assert.equal(move(must, longer, list), 'nearer')
        assert.equal(move(must, longer, longer), 'level')
      }
    }
  })
})
