import type {Predicate} from '../../model/check.js'

/** A predicate in words. */
export function predicateText(predicate: Predicate): string {
  return Object.entries(predicate)
    .map(([keyword, operand]) => keywordText[keyword]?.(operand) ?? `${keyword} ${JSON.stringify(operand)}`)
    .join(' and ')
}

const yesOrNo = (value: boolean) => (value ? 'yes' : 'no')
const joinValues = (operand: unknown) => (operand as unknown[]).map(String).join(', ')

const keywordText: Readonly<Record<string, (operand: unknown) => string>> = {
  anyOf: operand => (operand as Predicate[]).map(predicateText).join(' or '),
  const: operand => (typeof operand === 'boolean' ? yesOrNo(operand) : String(operand)),
  contains: operand => `contains ${predicateText(operand as Predicate)}`,
  enum: operand => `one of ${joinValues(operand)}`,
  items: operand => `each ${predicateText(operand as Predicate)}`,
  maximum: operand => `at most ${String(operand)}`,
  maxItems: operand => (operand === 0 ? 'none' : `at most ${String(operand)}`),
  minimum: operand => `at least ${String(operand)}`,
  minItems: operand => `at least ${String(operand)}`,
  not: operand => `not ${predicateText(operand as Predicate)}`,
  pattern: operand => `matches ${String(operand)}`,
}
