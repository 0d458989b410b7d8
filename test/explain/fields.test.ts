import assert from 'node:assert/strict'

import type {Dictionary, Predicate} from '../../src/model/check.js'

import {readFields} from '../../src/catalog/catalog.js'
import {subjectKinds} from '../../src/model/subject.js'
import {fieldsText, typeOf} from '../../src/explain/fields.js'

const fields = readFields()
const joined = (text: string) => text.replaceAll(/\s+/g, ' ')

describe('fields', () => {
  it('say what every field means, its type, where it comes from and when it is unknown', () => {
    for (const kind of subjectKinds) {
      const text = joined(fieldsText(fields, [kind], 80))
      for (const [name, entry] of Object.entries(fields[kind])) {
        const {about, from, gap = '?'} = entry
        assert.ok(
          text.includes(
            joined(
              `${name}: ${about} ${typeOf(entry)} from ${from} unknown ${gap.startsWith('never') ? '' : 'if '}${gap}`,
            ),
          ),
          `${kind}.${name}`,
        )
      }
    }
  })

  it('fit the available columns', () => {
    for (const columns of [60, 80, 120])
      assert.deepEqual(
        fieldsText(fields, subjectKinds, columns)
          .split('\n')
          .filter(line => line.length > columns && line.trim().includes(' ')),
        [],
      )
  })

  it('are those of the selected kinds', () => {
    const text = fieldsText(fields, ['app', 'team'], 80)
    assert.deepEqual(text.match(/^Fields of each \w+$/gm), ['Fields of each app', 'Fields of each team'])
  })

  it('are none if a kind has no fields', () => {
    const none = {...fields, account: {}} as Dictionary
    assert.match(fieldsText(none, ['account'], 80), /^There are no fields of account\.\n/)
    assert.doesNotMatch(fieldsText(none, ['account', 'team'], 80), /each account/)
  })

  const types: ReadonlyArray<readonly [Predicate, string | undefined, string]> = [
    [{type: 'boolean'}, undefined, 'yes or no'],
    [{type: 'string'}, undefined, 'a string'],
    [{type: 'integer'}, 'dynos', 'a whole number of dynos'],
    [{type: 'number'}, 'days', 'a number of days'],
    [{enum: ['cedar', 'fir']}, undefined, 'one of cedar, fir'],
    [{items: {type: 'string'}, type: 'array'}, undefined, 'a list of strings'],
    [{items: {enum: ['a', 'b']}, type: 'array'}, undefined, 'a list of any of a, b'],
    [{type: ['string', 'null']}, undefined, 'a string or none'],
  ]
  for (const [schema, unit, words] of types)
    it(`call ${JSON.stringify(schema)} ${words}`, () => {
      assert.equal(typeOf({schema, ...(unit === undefined ? {} : {unit})}), words)
    })

  it('have a word for every type that a field has', () => {
    for (const [kind, all] of Object.entries(fields))
      for (const [name, entry] of Object.entries(all))
        assert.match(
          typeOf(entry),
          /^(?:yes or no|a string|a whole number|a number|one of|a list of (?:any of|numbers|strings|whole numbers))/,
          `${kind}.${name}`,
        )
  })
})
