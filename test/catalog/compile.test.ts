import assert from 'node:assert/strict'

import type {Check, Dictionary, Predicate} from '../../src/model/check.js'

import {createCheckCompiler} from '../../src/catalog/compile.js'
import {subjectKinds} from '../../src/model/subject.js'

const dictionary = {
  ...Object.fromEntries(subjectKinds.map(kind => [kind, {}])),
  app: {
    age: {about: 'x', from: 'x', schema: {type: 'number'}},
    class: {about: 'x', from: 'x', schema: {enum: ['common', 'private', 'shield']}},
    names: {about: 'x', from: 'x', schema: {items: {type: 'string'}, type: 'array'}},
    open: {about: 'x', from: 'x', schema: {type: 'boolean'}},
  },
} as unknown as Dictionary

const check = (must: Check['must'], when?: Check['when']): Check => ({
  id: 'apps-are-good',
  must,
  remediation: {text: 'x'},
  severity: 'low',
  subject: 'app',
  title: 'x',
  failureTitle: 'not x',
  why: 'x',
  ...(when ? {when} : {}),
})

const compile = createCheckCompiler(dictionary)

function test(field: string, predicate: Predicate): (value: unknown) => boolean {
  const [clause] = compile(check({[field]: predicate})).tests.must
  assert.equal(clause?.[0], field)
  return value => clause[1](value)
}

describe('createCheckCompiler', () => {
  it('makes a test of each clause, in the order of the file', () => {
    const compiled = compile(check({class: {const: 'shield'}, age: {maximum: 30}}, {names: {minItems: 1}}))
    assert.deepEqual(
      compiled.tests.must.map(([field]) => field),
      ['class', 'age'],
    )
    assert.deepEqual(
      compiled.tests.when.map(([field]) => field),
      ['names'],
    )
    assert.deepEqual(compile(check({age: {minimum: 1}})).tests.when, [])
    assert.equal(compiled.title, 'x')
  })

  it('makes a test of each condition of a variant of the remediation', () => {
    const withVariants = (...conditions: ReadonlyArray<Check['must']>): Check => ({
      ...check({age: {maximum: 30}}),
      remediation: {text: 'x', variants: conditions.map(when => ({text: 'y', when}))},
    })
    const [first, second] = compile(withVariants({open: {const: true}, age: {minimum: 3}}, {names: {minItems: 1}}))
      .tests.variants
    assert.deepEqual(
      first?.map(([field, holds]) => [field, holds(true), holds(5), holds(1)]),
      [
        ['open', true, false, false],
        ['age', false, true, false],
      ],
    )
    assert.deepEqual(
      second?.map(([field]) => field),
      ['names'],
    )
    assert.throws(
      () => compile(withVariants({open: {const: true}}, {shut: {const: true}})),
      /apps-are-good: \/remediation\/variants\/1\/when\/shut is not a field of app/,
    )
    assert.deepEqual(compile(check({age: {maximum: 30}})).tests.variants, [])
  })

  it('says what a predicate says', () => {
    const young = test('age', {maximum: 30})
    assert.deepEqual([30, 30.01, -1].map(young), [true, false, true])
    const inside = test('class', {enum: ['private', 'shield']})
    assert.deepEqual(['private', 'shield', 'common'].map(inside), [true, true, false])
    const outside = test('class', {not: {const: 'common'}})
    assert.deepEqual(['private', 'common'].map(outside), [true, false])
    const holds = test('names', {contains: {pattern: '^PCI'}})
    assert.deepEqual([['x', 'PCI-DSS'], ['x'], []].map(holds), [true, false, false])
  })

  it('holds of no value that the field cannot have, whatever the predicate says', () => {
    const young = test('age', {maximum: 30})
    for (const odd of ['7', null, undefined, Number.NaN, -Infinity, [], {}, true])
      assert.equal(young(odd), false, JSON.stringify(odd))
    const outside = test('class', {not: {const: 'common'}})
    for (const odd of ['fir', null, undefined, 7, []]) assert.equal(outside(odd), false, JSON.stringify(odd))
    const few = test('names', {maxItems: 2})
    for (const odd of ['x', [7], {}, null]) assert.equal(few(odd), false)
  })

  it('takes a pattern that asserts something, a keyword of any type, and a condition that is always met', () => {
    for (const predicate of [{pattern: '^s?h'}, {anyOf: [{const: 'shield'}, {pattern: '^p'}]}])
      assert.doesNotThrow(() => compile(check({class: predicate})))
    assert.doesNotThrow(() => compile(check({age: {maximum: 1}}, {open: {enum: [true, false]}})))
  })

  const refusedClauses: Array<[string, Check, RegExp]> = [
    [
      'an unknown field',
      check({klass: {const: 'shield'}}),
      /^apps-are-good: \/must\/klass is not a field of app; did you mean "class"\?$/,
    ],
    [
      'a field that no other is like',
      check({quantity: {minimum: 2}}),
      /^apps-are-good: \/must\/quantity is not a field of app$/,
    ],
    [
      'an unknown field of when',
      check({age: {maximum: 1}}, {nmes: {minItems: 1}}),
      /^apps-are-good: \/when\/nmes is not a field of app; did you mean "names"\?$/,
    ],
    ['a field of another subject', {...check({age: {maximum: 1}}), subject: 'team'}, /is not a field of team/],
    ['a misspelt keyword', check({age: {maximun: 30}}), /unknown keyword: "maximun"/],
    ['a misspelt keyword within', check({class: {not: {cosnt: 'common'}}}), /unknown keyword: "cosnt"/],
    [
      'a value that cannot be',
      check({class: {const: 'sheild'}}),
      /^apps-are-good: \/must\/class\/const can never be "sheild"; did you mean "shield"\?$/,
    ],
    ['a value of another type', check({age: {const: '30'}}), /\/must\/age\/const can never be "30"/],
    [
      'one among several',
      check({class: {enum: ['private', 'sheild']}}),
      /\/must\/class\/enum\/1 can never be "sheild"/,
    ],
    [
      'a value that cannot be, denied',
      check({class: {not: {const: 'comon'}}}),
      /\/must\/class\/not\/const can never be "comon"/,
    ],
    [
      'a value that cannot be, denied twice',
      check({class: {not: {not: {enum: ['comon']}}}}),
      /\/must\/class\/not\/not\/enum\/0 can never be "comon"/,
    ],
    [
      'a value that cannot be, as one of several ways',
      check({class: {anyOf: [{const: 'shield'}, {const: 'prviate'}]}}),
      /\/must\/class\/anyOf\/1\/const can never be "prviate"/,
    ],
    [
      'a value that cannot be, in when',
      check({age: {maximum: 1}}, {class: {const: 'x'}}),
      /\/when\/class\/const can never be "x"/,
    ],
    [
      'a value that is like no other',
      check({class: {const: 'fir'}}),
      /can never be "fir"; it is one of common, private, shield$/,
    ],
    ['a word for yes', check({open: {const: 'Yes'}}), /\/must\/open\/const can never be "Yes"; did you mean true\?$/],
    [
      'a value of a list that cannot be',
      check({names: {contains: {const: 7}}}),
      /\/must\/names\/contains\/const can never be 7; it is a string$/,
    ],
    [
      'a pattern that is none',
      check({class: {pattern: '('}}),
      /\/must\/class\/pattern is not a valid regular expression: unterminated group$/,
    ],
    ['a pattern that matches all', check({class: {pattern: '.*'}}), /\/must\/class\/pattern matches every string$/],
    [
      'a pattern within that matches all',
      check({names: {items: {not: {pattern: 'x?'}}}}),
      /\/must\/names\/items\/not\/pattern matches every string$/,
    ],
    [
      'a keyword that does not speak of the field',
      check({open: {minimum: 1}}),
      /\/must\/open has "minimum", which applies to a number, but the field is true or false$/,
    ],
    [
      'a keyword that does not speak of what is in the list',
      check({names: {items: {minimum: 1}}}),
      /\/must\/names\/items has "minimum", which applies to a number, but the field is a string$/,
    ],
    [
      'a keyword of lists for a text',
      check({class: {maxItems: 0}}),
      /\/must\/class has "maxItems", which applies to a list, but the field is a string$/,
    ],
    [
      'a list that may be empty',
      check({names: {minItems: 0}}),
      /\/must\/names\/minItems cannot fail: every list has at least 0 entries$/,
    ],
    [
      'a clause that every value meets',
      check({open: {enum: [true, false]}}),
      /\/must\/open cannot fail: it is true for all of the field's possible values: true, false$/,
    ],
    [
      'a clause that no value meets',
      check({class: {not: {enum: ['common', 'private', 'shield']}}}),
      /\/must\/class is true for none of the field's possible values: common, private, shield$/,
    ],
    [
      'a condition that no value meets',
      check({age: {maximum: 1}}, {open: {not: {enum: [true, false]}}}),
      /\/when\/open is true for none of the field's possible values: true, false$/,
    ],
  ]
  for (const [name, definition, message] of refusedClauses)
    it(`refuses ${name}`, () => {
      assert.throws(() => compile(definition), {message})
    })
})
