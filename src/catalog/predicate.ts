import type {CompiledPredicate} from '../model/check.js'

import {isObject} from '../foundation/is-object.js'
import {typeTest} from '../parsing/json-type.js'

/** Keywords with the meaning of JSON Schema: each accepts every value of a type that it doesn't apply to. */
const keywordTests: ReadonlyMap<string, (operand: unknown) => CompiledPredicate> = new Map<
  string,
  (operand: unknown) => CompiledPredicate
>([
  [
    'allOf',
    operand => {
      const tests = listOperand('allOf', operand).map(operandPart => compilePredicate(operandPart))
      return value => tests.every(test => test(value))
    },
  ],
  [
    'anyOf',
    operand => {
      const alternatives = listOperand('anyOf', operand).map(alternative => compilePredicate(alternative))
      return value => alternatives.some(alternative => alternative(value))
    },
  ],
  ['const', operand => value => isSame(operand, value)],
  ['contains', operand => itemsTest(operand, (items, test) => items.some(item => test(item)))],
  [
    'enum',
    operand => {
      const values = listOperand('enum', operand)
      const scalars = new Set(values)
      const composites = values.filter(option => typeof option === 'object' && option !== null)
      return value => scalars.has(value) || composites.some(option => isSame(option, value))
    },
  ],
  ['items', operand => itemsTest(operand, (items, test) => items.every(item => test(item)))],
  [
    'maxItems',
    operand => {
      const maximum = numberOperand('maxItems', operand)
      return value => !Array.isArray(value) || value.length <= maximum
    },
  ],
  [
    'maximum',
    operand => {
      const maximum = numberOperand('maximum', operand)
      return value => typeof value !== 'number' || value <= maximum
    },
  ],
  [
    'minItems',
    operand => {
      const minimum = numberOperand('minItems', operand)
      return value => !Array.isArray(value) || value.length >= minimum
    },
  ],
  [
    'minimum',
    operand => {
      const minimum = numberOperand('minimum', operand)
      return value => typeof value !== 'number' || value >= minimum
    },
  ],
  [
    'not',
    operand => {
      const test = compilePredicate(operand)
      return value => !test(value)
    },
  ],
  [
    'pattern',
    operand => {
      if (typeof operand !== 'string') throw new Error('"pattern" must be a string')
      const pattern = new RegExp(operand, 'u')
      return value => typeof value !== 'string' || pattern.test(value)
    },
  ],
  ['type', operand => typeTest(operand)],
])

/**
 * Compiles a predicate to a test of a value.
 *
 * @throws Error for an unknown keyword, or an operand that its keyword can't have
 */
export function compilePredicate(schema: unknown): CompiledPredicate {
  if (!isObject(schema)) throw new Error(`${JSON.stringify(schema)} is not a predicate`)
  const tests = Object.entries(schema).map(([keyword, operand]) => {
    const test = keywordTests.get(keyword)
    if (!test) throw new Error(`unknown keyword: "${keyword}"`)
    return test(operand)
  })
  const [single, ...others] = tests
  return single && others.length === 0 ? single : value => tests.every(test => test(value))
}

function itemsTest(
  operand: unknown,
  combine: (items: readonly unknown[], test: CompiledPredicate) => boolean,
): CompiledPredicate {
  const test = compilePredicate(operand)
  return value => !Array.isArray(value) || combine(value, test)
}

function listOperand(keyword: string, operand: unknown): readonly unknown[] {
  if (!Array.isArray(operand) || operand.length === 0) throw new Error(`"${keyword}" must be a non-empty list`)
  return operand
}

function numberOperand(keyword: string, operand: unknown): number {
  if (typeof operand !== 'number' || !Number.isFinite(operand)) throw new Error(`"${keyword}" must be a number`)
  return operand
}

/** Whether two JSON values are equal, whatever the order of their keys. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => isSame(item, b[index]))
  if (!isObject(a) || !isObject(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every(key => Object.hasOwn(b, key) && isSame(a[key], b[key]))
}
