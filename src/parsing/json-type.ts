import {isObject} from '../foundation/is-object.js'

const types: ReadonlyMap<unknown, (value: unknown) => boolean> = new Map([
  ['array', value => Array.isArray(value)],
  ['boolean', value => typeof value === 'boolean'],
  ['integer', value => Number.isInteger(value)],
  ['null', value => value === null],
  ['number', value => Number.isFinite(value)],
  ['object', isObject],
  ['string', value => typeof value === 'string'],
])

/**
 * A test whether a value has the type, or one of the types, of JSON Schema.
 *
 * @throws Error for an unknown type
 */
export function typeTest(names: unknown): (value: unknown) => boolean {
  const tests = (Array.isArray(names) ? names : [names]).map(name => {
    const test = types.get(name)
    if (!test) throw new Error(`unknown type: ${JSON.stringify(name)}`)
    return test
  })
  const [single, ...others] = tests
  return single && others.length === 0 ? single : value => tests.some(test => test(value))
}
