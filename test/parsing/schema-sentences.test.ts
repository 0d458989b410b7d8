import assert from 'node:assert/strict'

import {createAjv} from '../../src/parsing/ajv.js'
import {errorSentences} from '../../src/parsing/schema-sentences.js'

function sentencesFor(schema: object, value: unknown): string[] {
  const validate = createAjv().compile(schema)
  assert.equal(validate(value), false)
  return errorSentences(validate.errors ?? [])
}

describe('errorSentences', () => {
  const thing = {
    additionalProperties: false,
    properties: {name: {type: 'string'}, sort: {enum: ['big', 'small']}},
    required: ['name'],
    type: 'object',
  }

  it('says what is wrong and where', () => {
    assert.deepEqual(sentencesFor({type: 'string'}, 7), ['/ must be string'])
    assert.deepEqual(sentencesFor({items: {type: 'string'}, type: 'array'}, ['a', 7]), ['/1 must be string'])
    assert.deepEqual(sentencesFor(thing, {}), ['/ lacks "name"'])
    assert.deepEqual(sentencesFor({properties: {a: thing}}, {a: {name: 'x', sort: 'tiny'}}), [
      '/a/sort must be one of big, small',
    ])
    assert.deepEqual(sentencesFor({properties: {'a/b': {const: 1}}}, {'a/b': 2}), ['/a~1b must be 1'])
    assert.deepEqual(sentencesFor({const: 'x'}, 'y'), ['/ must be "x"'])
    assert.deepEqual(sentencesFor({properties: {a: false}}, {a: 1}), ['/a is not allowed'])
    assert.deepEqual(sentencesFor({minItems: 1, type: 'array'}, []), ['/ must NOT have fewer than 1 items'])
  })

  it('names what was probably meant', () => {
    assert.deepEqual(sentencesFor(thing, {name: 'x', sotr: 'big'}), [
      '/ has an unknown key "sotr"; did you mean "sort"?',
    ])
    assert.deepEqual(sentencesFor(thing, {colour: 'red', name: 'x'}), ['/ has an unknown key "colour"'])
  })

  it('tells everything that is wrong, each once', () => {
    assert.deepEqual(sentencesFor(thing, {colour: 'red', sort: 7}), [
      '/ lacks "name"',
      '/ has an unknown key "colour"',
      '/sort must be one of big, small',
    ])
    const either = {anyOf: [{type: 'string'}, {type: 'string'}]}
    assert.deepEqual(sentencesFor(either, 7), ['/ must be string'])
  })

  it('leaves out what only repeats', () => {
    assert.deepEqual(sentencesFor({else: {type: 'number'}, if: {const: 'x'}}, 'y'), ['/ must be number'])
    assert.deepEqual(sentencesFor({oneOf: [{type: 'string'}, {type: 'null'}]}, 7), [
      '/ must be string',
      '/ must be null',
    ])
    assert.deepEqual(sentencesFor({oneOf: [{type: 'number'}, {const: 7}]}, 7), [
      '/ must match exactly one schema in oneOf',
    ])
  })
})
