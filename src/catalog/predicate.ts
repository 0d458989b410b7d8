import type {Test} from '../model/check.js'

import {isObject} from '../foundation/is-object.js'
import {ofType} from '../parsing/json-type.js'

/** Each keyword as JSON Schema has it: of a value of another type than it speaks of, it holds. */
const keywords: ReadonlyMap<string, (operand: unknown) => Test> = new Map<string, (operand: unknown) => Test>([
  [
    'allOf',
    operand => {
      const parts = listed('allOf', operand).map(part => predicate(part))
      return value => parts.every(part => part(value))
    },
  ],
  [
    'anyOf',
    operand => {
      const ways = listed('anyOf', operand).map(way => predicate(way))
      return value => ways.some(way => way(value))
    },
  ],
  ['const', operand => value => isSame(operand, value)],
  ['contains', operand => ofItems(operand, (items, test) => items.some(item => test(item)))],
  [
    'enum',
    operand => {
      const known = listed('enum', operand)
      const plain = new Set(known)
      const deep = known.filter(one => typeof one === 'object' && one !== null)
      return value => plain.has(value) || deep.some(one => isSame(one, value))
    },
  ],
  ['items', operand => ofItems(operand, (items, test) => items.every(item => test(item)))],
  [
    'maxItems',
    operand => {
      const most = numeric('maxItems', operand)
      return value => !Array.isArray(value) || value.length <= most
    },
  ],
  [
    'maximum',
    operand => {
      const most = numeric('maximum', operand)
      return value => typeof value !== 'number' || value <= most
    },
  ],
  [
    'minItems',
    operand => {
      const least = numeric('minItems', operand)
      return value => !Array.isArray(value) || value.length >= least
    },
  ],
  [
    'minimum',
    operand => {
      const least = numeric('minimum', operand)
      return value => typeof value !== 'number' || value >= least
    },
  ],
  [
    'not',
    operand => {
      const test = predicate(operand)
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
  ['type', operand => ofType(operand)],
])

/**
 * What a predicate says of a value.
 *
 * @throws Error for a keyword that is not known, or an operand that its keyword cannot have
 */
export function predicate(schema: unknown): Test {
  if (!isObject(schema)) throw new Error(`${JSON.stringify(schema)} is no predicate`)
  const tests = Object.entries(schema).map(([keyword, operand]) => {
    const test = keywords.get(keyword)
    if (!test) throw new Error(`unknown keyword: "${keyword}"`)
    return test(operand)
  })
  const [only, ...others] = tests
  return only && others.length === 0 ? only : value => tests.every(test => test(value))
}

function ofItems(operand: unknown, holds: (items: readonly unknown[], test: Test) => boolean): Test {
  const test = predicate(operand)
  return value => !Array.isArray(value) || holds(value, test)
}

function listed(keyword: string, operand: unknown): readonly unknown[] {
  if (!Array.isArray(operand) || operand.length === 0) throw new Error(`"${keyword}" must be a list that is not empty`)
  return operand
}

function numeric(keyword: string, operand: unknown): number {
  if (typeof operand !== 'number' || !Number.isFinite(operand)) throw new Error(`"${keyword}" must be a number`)
  return operand
}

/** Whether two values of JSON are the same, whatever the order of their keys. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((one, index) => isSame(one, b[index]))
  if (!isObject(a) || !isObject(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every(key => Object.hasOwn(b, key) && isSame(a[key], b[key]))
}
