import assert from 'node:assert/strict'

import {Ajv2020} from 'ajv/dist/2020.js'

import {readCatalogFile} from '../../src/catalog/catalog-files.js'
import {factValidator} from '../../src/catalog/schema-validators.js'
import {createNarrowingAjv} from '../../src/parsing/narrowing-ajv.js'
import {errorSentences} from '../../src/parsing/schema-sentences.js'
import {redact} from '../../src/api/redact.js'
import {kinds, rawOf} from '../api/support.js'
import {chance} from '../helpers/chance.js'

const schema = readCatalogFile<{$defs: Readonly<Record<string, unknown>>}>('./schema/facts.schema.json')

/** The verdict of ajv with its own implementation of unknown properties. */
function ajvVerdict(unknownProperties: 'drop' | 'refuse'): (name: string) => (value: unknown) => boolean {
  const ajv = new Ajv2020({
    allowUnionTypes: true,
    removeAdditional: unknownProperties === 'drop',
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

const strangeValues: readonly unknown[] = [
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

/** The value with something in it replaced, removed or added. */
function corrupted(value: unknown, {below, pick}: ReturnType<typeof chance>): unknown {
  if (below(4) === 0 || typeof value !== 'object' || value === null) return structuredClone(pick(strangeValues))
  if (Array.isArray(value))
    return value.map(item => (below(2) === 0 ? corrupted(item, {below, pick}) : (item as unknown)))
  const entries = Object.entries(value)
  if (entries.length === 0 || below(4) === 0) return {...value, extra: structuredClone(pick(strangeValues)), x: 1}
  const at = below(entries.length)
  return Object.fromEntries(
    entries.flatMap(([key, item], index) => {
      if (index !== at) return [[key, item]]
      return below(3) === 0 ? pick([[], [[key, undefined]]]) : [[key, corrupted(item, {below, pick})]]
    }),
  )
}

const corruptTurns = 60

describe('factValidator', () => {
  for (const unknownProperties of ['drop', 'refuse'] as const)
    it(`agrees with plain ajv on whole and corrupted bodies, and leaves the same: ${unknownProperties}`, () => {
      const expectedVerdict = ajvVerdict(unknownProperties)
      const random = chance(4711)
      const verdicts = {invalid: 0, valid: 0}
      for (const kind of kinds) {
        const validate = expectedVerdict(`fact-${kind}`)
        const raw = redact(kind, rawOf(kind))
        for (let turn = 0; turn < corruptTurns; turn++) {
          const value = turn === 0 ? raw : corrupted(structuredClone(raw), random)
          const [actual, expected] = [structuredClone(value), structuredClone(value)]
          const isValid = validate(expected)
          assert.equal(
            factValidator(kind).call({dropsUnknown: unknownProperties === 'drop'}, actual),
            isValid,
            `${kind}: ${JSON.stringify(value)}`,
          )
          // What is refused is thrown away, whatever is left of it.
          if (isValid) assert.deepEqual(actual, expected)
          verdicts[isValid ? 'valid' : 'invalid']++
        }
      }

      assert.ok(verdicts.invalid > 200)
      assert.ok(verdicts.valid > (unknownProperties === 'drop' ? 200 : 0))
    })
})

describe('createNarrowingAjv', () => {
  const compile = (schema: unknown) => () => createNarrowingAjv().compile(schema as object)

  it('refuses a schema that it does not understand', () => {
    assert.throws(compile({patternPropertys: {}, type: 'object'}), /unknown keyword: "patternPropertys"/)
    assert.throws(
      compile({additionalProperties: {type: 'string'}, type: 'object'}),
      /"additionalProperties" must be false/,
    )
    assert.throws(compile({type: 'strng'}), /type/)
    assert.throws(compile(undefined), /schema must be object or boolean/)
  })

  it('points to what is wrong', () => {
    const validate = compile({properties: {'a/b~c': {items: {type: 'string'}, type: 'array'}}, type: 'object'})()
    assert.equal(validate.call({dropsUnknown: false}, {'a/b~c': ['x', 7]}), false)
    assert.deepEqual(errorSentences(validate.errors ?? []), ['/a~1b~0c/1 must be string'])
  })

  it('names the known properties of an object that has an unknown one', () => {
    const validate = compile({additionalProperties: false, properties: {shield: {}}, type: 'object'})()
    assert.equal(validate.call({dropsUnknown: false}, {sheild: true}), false)
    assert.deepEqual(errorSentences(validate.errors ?? []), ['/ has an unknown key "sheild"; did you mean "shield"?'])
  })
})
