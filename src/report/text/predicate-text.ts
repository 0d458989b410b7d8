import type {Predicate} from '../../model/check.js'

/** A predicate in words. */
export function demand(predicate: Predicate): string {
  return Object.entries(predicate)
    .map(([keyword, operand]) => words[keyword]?.(operand) ?? `${keyword} ${JSON.stringify(operand)}`)
    .join(' and ')
}

const list = (operand: unknown) => (operand as unknown[]).map(String).join(', ')

const words: Readonly<Record<string, (operand: unknown) => string>> = {
  anyOf: operand => (operand as Predicate[]).map(demand).join(' or '),
  const: operand => (operand === true ? 'yes' : operand === false ? 'no' : String(operand)),
  contains: operand => `contains ${demand(operand as Predicate)}`,
  enum: operand => `one of ${list(operand)}`,
  items: operand => `each ${demand(operand as Predicate)}`,
  maximum: operand => `at most ${String(operand)}`,
  maxItems: operand => (operand === 0 ? 'none' : `at most ${String(operand)}`),
  minimum: operand => `at least ${String(operand)}`,
  minItems: operand => `at least ${String(operand)}`,
  not: operand => `not ${demand(operand as Predicate)}`,
  pattern: operand => `matches ${String(operand)}`,
}
