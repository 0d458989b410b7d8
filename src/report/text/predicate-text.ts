import type {Predicate} from '../../model/check.js'

/** A predicate in words. */
export function predicateText(predicate: Predicate): string {
  return Object.entries(predicate)
    .map(([keyword, operand]) => keywordText[keyword]?.(operand) ?? `${keyword} ${JSON.stringify(operand)}`)
    .join(' and ')
}

const yesOrNo = (value: boolean) => (value ? 'yes' : 'no')
const joinValues = (operand: unknown) => (operand as unknown[]).map(constantText).join(', ')

const keywordText: Readonly<Record<string, (operand: unknown) => string>> = {
  anyOf: operand => (operand as Predicate[]).map(predicateText).join(' or '),
  const: operand => constantText(operand),
  contains: operand => `contains ${predicateText(operand as Predicate)}`,
  enum: operand => `one of ${joinValues(operand)}`,
  items: operand => `each ${predicateText(operand as Predicate)}`,
  maximum: operand => `at most ${String(operand)}`,
  maxItems: operand => (operand === 0 ? 'none' : `at most ${String(operand)}`),
  minimum: operand => `at least ${String(operand)}`,
  minItems: operand => `at least ${String(operand)}`,
  not: operand => negatedText(operand as Predicate),
  pattern: operand => patternText(String(operand)),
}

function constantText(operand: unknown): string {
  if (operand === null) return 'none'
  if (typeof operand === 'boolean') return yesOrNo(operand)
  return typeof operand === 'string' ? operand : JSON.stringify(operand)
}

function negatedText(predicate: Predicate): string {
  const [[keyword, operand] = [], ...others] = Object.entries(predicate)
  if (others.length > 0) return `not ${predicateText(predicate)}`
  if (keyword === 'const' && operand === null) return 'some value'
  return keyword === 'contains' ? `without ${predicateText(operand as Predicate)}` : `not ${predicateText(predicate)}`
}

/** A start of text with its alternatives, or an expression that only its own notation can say. */
function patternText(pattern: string): string {
  const {alternatives, start} =
    /^\^\((?:\?:)?(?<alternatives>[\w |-]+)\)(?<start>[\w:/-]*)\.?$/.exec(pattern)?.groups ?? {}
  return alternatives === undefined
    ? `matches ${pattern}`
    : `begins with ${alternatives
        .split('|')
        .map(text => `${text}${start ?? ''}`)
        .join(' or ')}`
}
