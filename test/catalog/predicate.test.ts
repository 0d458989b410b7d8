import assert from 'node:assert/strict'
import {readdirSync, readFileSync} from 'node:fs'

import type {Predicate} from '../../src/model/check.js'

import {createAjv} from '../../src/parsing/ajv.js'
import {readChecks, readFields} from '../../src/catalog/catalog.js'
import {compilePredicate} from '../../src/catalog/predicate.js'
import {chance} from '../helpers/chance.js'

const ajv = createAjv()

/** Says the same of every value as a compiler of JSON Schema that is not ours. */
function assertAgreesWithAjv(schema: Predicate, values: Iterable<unknown>): {true: number; false: number} {
  const [actual, theirs] = [compilePredicate(schema), ajv.compile(schema)]
  const counts = {false: 0, true: 0}
  for (const value of values) {
    const expected = theirs(value)
    assert.equal(actual(value), expected, `${JSON.stringify(schema)} of ${JSON.stringify(value)}`)
    counts[expected ? 'true' : 'false']++
  }

  return counts
}

const mixedValues: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  1,
  2,
  30,
  30.5,
  -1,
  1e21,
  16_777_216,
  undefined,
  '',
  '0',
  'a',
  'b',
  'ab',
  'PCI',
  'é',
  '😀',
  [],
  ['a'],
  ['a', 'b'],
  ['a', 'a', 'b'],
  [1],
  [1, 'a'],
  [[]],
  [['a']],
  [null],
  {},
  {a: 1},
  {a: 1, b: 2},
  {b: 2, a: 1},
  {a: [1, {b: null}]},
]

type Cases = Readonly<Record<string, ReadonlyArray<{readonly fields: Readonly<Record<string, unknown>>}>>>

/** Every value that a case of a check gives a field. */
function valuesInCases(): unknown[] {
  const folder = new URL('../../../test/catalog/checks/', import.meta.url)
  const cases = readdirSync(folder).map(name => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Cases)
  return cases.flatMap(checkCases =>
    Object.values(checkCases)
      .flat()
      .flatMap(({fields}) => Object.values(fields)),
  )
}

describe('compilePredicate', () => {
  it('says the same as ajv, for the clauses of all checks and the values of all cases', () => {
    const fields = readFields()
    const values = [...mixedValues, ...new Map(valuesInCases().map(value => [JSON.stringify(value), value])).values()]
    const seen = {false: 0, true: 0}
    for (const {must, subject, when = {}} of readChecks())
      for (const [field, clause] of [...Object.entries(when), ...Object.entries(must)]) {
        const schema = fields[subject][field]?.schema ?? {}
        for (const counts of [
          assertAgreesWithAjv({allOf: [schema, clause]}, values),
          assertAgreesWithAjv(clause, values),
        ])
          for (const side of ['false', 'true'] as const) seen[side] += counts[side]
      }

    assert.ok(seen.true > 1000 && seen.false > 1000)
  })

  it('says the same as ajv, for predicates and values made at random', () => {
    const {below: randomBelow, pick: randomOf} = chance(20_261_120)
    const leafValues = (): unknown =>
      randomOf([
        () => randomOf(mixedValues.filter(value => value !== undefined)),
        () => randomBelow(5),
        () => 'ab'.slice(0, randomBelow(3)),
      ])()
    const randomValue = (depth: number): Predicate => {
      const leaf: ReadonlyArray<() => Predicate> = [
        () => ({const: leafValues()}),
        () => ({enum: [...new Set([leafValues(), 'a', randomBelow(3)])]}),
        () => ({minimum: randomBelow(40)}),
        () => ({maximum: randomBelow(40)}),
        () => ({minItems: randomBelow(3)}),
        () => ({maxItems: randomBelow(3)}),
        () => ({pattern: randomOf(['^a', 'b$', '^.$', String.raw`^\p{L}+$`])}),
        () => ({type: randomOf(['string', 'number', 'integer', 'boolean', 'null', 'array', 'object'])}),
        () => ({type: ['string', 'null']}),
      ]
      const branch: ReadonlyArray<() => Predicate> = [
        () => ({not: randomValue(depth - 1)}),
        () => ({contains: randomValue(depth - 1)}),
        () => ({items: randomValue(depth - 1)}),
        () => ({anyOf: [randomValue(depth - 1), randomValue(depth - 1)]}),
        () => ({allOf: [randomValue(depth - 1), randomValue(depth - 1)]}),
      ]
      const randomClause = () => randomOf(depth > 0 ? [...leaf, ...branch] : leaf)()
      return {...randomClause(), ...(randomBelow(2) === 0 ? randomClause() : {})}
    }

    const seen = {false: 0, true: 0}
    for (let turn = 0; turn < 400; turn++) {
      const counts = assertAgreesWithAjv(randomValue(3), mixedValues)
      for (const side of ['false', 'true'] as const) seen[side] += counts[side]
    }

    assert.ok(seen.true > 1000 && seen.false > 1000)
  })

  it('takes lists and objects for the same by what is in them, whatever the order of keys', () => {
    const rows: ReadonlyArray<readonly [unknown, unknown, boolean]> = [
      [['a', 'b'], ['a', 'b'], true],
      [['a', 'b'], ['a', 'c'], false],
      [['a', 'b'], ['c', 'b'], false],
      [['a'], ['a', 'b'], false],
      [['a', 'b'], ['a'], false],
      [[], [], true],
      [[], {}, false],
      [{}, [], false],
      [['a'], 'a', false],
      [[['a']], [['a']], true],
      [[['a']], [['b']], false],
      [{a: 1, b: 2}, {b: 2, a: 1}, true],
      [{a: 1, b: 2}, {a: 1, b: 3}, false],
      [{a: 1, b: 2}, {a: 3, b: 2}, false],
      [{a: 1}, {a: 1, b: 2}, false],
      [{a: 1, b: 2}, {a: 1}, false],
      [{a: 1}, {b: 1}, false],
      [{a: null}, {b: 1}, false],
      [{a: [1]}, {a: [1]}, true],
      [{}, {}, true],
      [{}, null, false],
      [null, {}, false],
      [null, null, true],
    ]
    for (const [expected, value, same] of rows) {
      const said = `${JSON.stringify(expected)} ${JSON.stringify(value)}`
      assert.equal(compilePredicate({const: expected})(value), same, said)
      assert.equal(compilePredicate({enum: ['other', expected, ['another']]})(value), same, said)
    }
  })

  it('never holds of a number that is none, where the size of one matters', () => {
    for (const size of [{minimum: 0}, {maximum: 0}]) assert.equal(compilePredicate(size)(Number.NaN), false)
  })

  const refusedSchemas: ReadonlyArray<readonly [unknown, RegExp]> = [
    [{maximun: 3}, /unknown keyword: "maximun"/],
    [{not: {cosnt: 3}}, /unknown keyword: "cosnt"/],
    [{constructor: 3}, /unknown keyword: "constructor"/],
    [{allOf: 7}, /"allOf" must be a non-empty list/],
    [{maxItems: '3'}, /"maxItems" must be a number/],
    [{minimum: '3'}, /"minimum" must be a number/],
    [{maximum: Infinity}, /"maximum" must be a number/],
    [{maximum: '3'}, /"maximum" must be a number/],
    [{minItems: null}, /"minItems" must be a number/],
    [{enum: 'a'}, /"enum" must be a non-empty list/],
    [{enum: []}, /"enum" must be a non-empty list/],
    [{anyOf: []}, /"anyOf" must be a non-empty list/],
    [{anyOf: [7]}, /7 is not a predicate/],
    [{not: true}, /true is not a predicate/],
    [{items: []}, /\[\] is not a predicate/],
    [{contains: null}, /null is not a predicate/],
    [{pattern: 7}, /"pattern" must be a string/],
    [{pattern: '('}, /Invalid regular expression/],
    [{type: 'strng'}, /unknown type: "strng"/],
  ]
  for (const [schema, message] of refusedSchemas)
    it(`refuses ${JSON.stringify(schema)}`, () => {
      assert.throws(() => compilePredicate(schema), {message})
    })
})
