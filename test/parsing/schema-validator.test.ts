import assert from 'node:assert/strict'

import {Ajv2020} from 'ajv/dist/2020.js'

import {definitionValidators} from '../../src/parsing/schema-validator.js'
import {readCatalogFile} from '../../src/catalog/catalog-files.js'
import {redact} from '../../src/api/redact.js'
import {kinds, rawOf} from '../api/support.js'
import {chance} from '../helpers/chance.js'

const schema = readCatalogFile<{$defs: Readonly<Record<string, unknown>>}>('./schema/facts.schema.json')

/** A compiler of JSON Schema that is not ours. */
function ajvVerdict(unnamed: 'drop' | 'refuse'): (name: string) => (value: unknown) => boolean {
  const ajv = new Ajv2020({
    allowUnionTypes: true,
    removeAdditional: unnamed === 'drop',
    strict: true,
    strictRequired: false,
    strictTypes: false,
  })
  ajv.addSchema(schema)
  return name => {
    const validate = ajv.compile({$ref: `facts.schema.json#/$defs/${name}`})
    return value => validate(value)
  }
}

const unknownKeywords: readonly unknown[] = [
  null,
  true,
  0,
  1.5,
  '',
  'x',
  [],
  {},
  [null],
  [{}],
  {id: '1', name: 'x'},
  {id: 7},
  [[{id: 'x'}]],
]

/** The value with something within it replaced, taken away or added. */
function corrupted(value: unknown, {below, pick}: ReturnType<typeof chance>): unknown {
  if (below(4) === 0 || typeof value !== 'object' || value === null) return structuredClone(pick(unknownKeywords))
  if (Array.isArray(value))
    return value.map(item => (below(2) === 0 ? corrupted(item, {below, pick}) : (item as unknown)))
  const entries = Object.entries(value)
  if (entries.length === 0 || below(4) === 0) return {...value, extra: structuredClone(pick(unknownKeywords)), x: 1}
  const at = below(entries.length)
  return Object.fromEntries(
    entries.flatMap(([key, item], index) =>
      index !== at
        ? [[key, item]]
        : below(3) === 0
          ? pick([[], [[key, undefined]]])
          : [[key, corrupted(item, {below, pick})]],
    ),
  )
}

describe('formsOf', () => {
  for (const unnamed of ['drop', 'refuse'] as const)
    it(`says of answers, whole and spoilt, what ajv says, and leaves what ajv leaves: ${unnamed}`, () => {
      const [validators, other] = [definitionValidators(schema, unnamed), ajvVerdict(unnamed)]
      const random = chance(4711)
      const verdicts = {bad: 0, good: 0}
      for (const kind of kinds) {
        const [form, validate] = [validators(`fact-${kind}`), other(`fact-${kind}`)]
        const raw = redact(kind, rawOf(kind))
        for (let turn = 0; turn < 60; turn++) {
          const value = turn === 0 ? raw : corrupted(structuredClone(raw), random)
          const [left, right] = [structuredClone(value), structuredClone(value)]
          const isGood = validate(right)
          assert.equal(form(left).length === 0, isGood, `${kind}: ${JSON.stringify(value)}`)
          // Of what is refused nothing is kept, so it does not matter what is left of it.
          if (isGood) assert.deepEqual(left, right)
          verdicts[isGood ? 'good' : 'bad']++
        }
      }

      assert.ok(verdicts.bad > 200)
      assert.ok(verdicts.good > (unnamed === 'drop' ? 200 : 0))
    })

  it('refuses a schema that it would not understand', () => {
    const form = (definition: unknown) => () => definitionValidators({$defs: {x: definition}}, 'drop')('x')
    assert.throws(form({type: 'object', patternProperties: {}}), /unknown keyword: "patternProperties"/)
    assert.throws(form({additionalProperties: {type: 'string'}}), /"additionalProperties" must be false/)
    assert.throws(form({type: 'strng'}), /unknown type: "strng"/)
    assert.throws(form({items: true}), /true is not a schema/)
    assert.throws(form(undefined), /undefined is not a schema/)
  })

  it('points to what is wrong', () => {
    const form = definitionValidators({$defs: {x: {properties: {'a/b~c': {items: {type: 'string'}}}}}}, 'refuse')('x')
    assert.deepEqual(form({'a/b~c': ['x', 7]}), [{pointer: '/a~1b~0c/1', message: 'must be string'}])
  })
})
