import type {Dictionary, Predicate, CompiledPredicate} from '../model/check.js'
import type {Problem} from '../foundation/json-pointer.js'

import {nearest} from '../foundation/collections.js'
import {childPointer} from '../foundation/json-pointer.js'

/** A field's own form and a predicate over it as one. */
export const conjunction = (fieldSchema: Predicate, predicate: Predicate): Predicate => ({
  allOf: [fieldSchema, predicate],
})

export interface ClauseContext {
  readonly fields: Dictionary[keyof Dictionary]
  readonly subject: string
  readonly compilePredicate: (schema: Predicate) => CompiledPredicate
  /** Why a pattern could take too long, if it could. */
  readonly unsafePatternReason?: (pattern: string) => string | undefined
}

/** What of a clause could not be meant: a field that there is not, a value that it cannot have, and all that makes a check which cannot fail. */
export function clauseProblems(
  context: ClauseContext,
  side: 'must' | 'when',
  field: string,
  predicate: Predicate,
  pointer: string,
): Problem[] {
  const {fields, subject, compilePredicate} = context
  const fieldEntry = Object.hasOwn(fields, field) ? fields[field] : undefined
  if (!fieldEntry) {
    const suggestion = () => nearest(field, Object.keys(fields))
    return [
      {
        pointer,
        describe: () => `is no field of ${subject}${suggestion() ? `; did you mean "${suggestion() ?? ''}"?` : ''}`,
      },
    ]
  }

  const problems = predicateProblems(context, fieldEntry.schema, predicate, pointer)
  const domain =
    fieldEntry.schema['type'] === 'boolean' ? [true, false] : (fieldEntry.schema['enum'] as unknown[] | undefined)
  if (problems.length > 0 || !domain || !hasKnownKeywords(predicate)) return problems
  const satisfying = domain.filter(value => compilePredicate(conjunction(fieldEntry.schema, predicate))(value)).length
  if (satisfying === 0)
    return [{pointer, describe: () => `holds of no value that the field can have: ${domain.map(String).join(', ')}`}]
  return side === 'must' && satisfying === domain.length
    ? [
        {
          pointer,
          describe: () =>
            `cannot fail: it holds of every value that the field can have: ${domain.map(String).join(', ')}`,
        },
      ]
    : []
}

/** What each keyword speaks of: it holds of every value of another type. */
const keywordType: Readonly<Record<string, string>> = {
  contains: 'array',
  items: 'array',
  maxItems: 'array',
  maximum: 'number',
  minItems: 'array',
  minimum: 'number',
  pattern: 'string',
}
const typeNames: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'yes or no',
  null: 'empty',
  number: 'a number',
  string: 'a text',
}
const untypedKeywords = new Set(['anyOf', 'const', 'enum', 'not'])

/** Whether the compiler would not refuse a keyword in it. */
const hasKnownKeywords = (predicate: Predicate): boolean =>
  Object.entries(predicate).every(
    ([keyword, operand]) =>
      (untypedKeywords.has(keyword) || keyword in keywordType) &&
      (['contains', 'items', 'not'].includes(keyword)
        ? hasKnownKeywords(operand as Predicate)
        : keyword !== 'anyOf' || (operand as Predicate[]).every(hasKnownKeywords)),
  )

function typesOf(schema: Predicate): string[] {
  const values = schema['enum'] as unknown[] | undefined
  const types = values
    ? values.map(value => (value === null ? 'null' : typeof value))
    : ([schema['type'] ?? []].flat() as string[])
  return [...new Set(types.map(type => (type === 'integer' ? 'number' : type)))]
}

function predicateProblems(
  context: ClauseContext,
  schema: Predicate,
  predicate: Predicate,
  pointer: string,
): Problem[] {
  return Object.entries(predicate).flatMap(([keyword, operand]) => {
    const keywordPointer = childPointer(pointer, keyword)
    const types = typesOf(schema).filter(type => type !== 'null' || !excludesNull(predicate))
    const expectedType = keywordType[keyword]
    if (expectedType !== undefined && types.some(type => type !== expectedType)) {
      return [
        {
          pointer,
          key: keyword,
          describe: () =>
            `has "${keyword}", which speaks of ${typeNames[expectedType] ?? expectedType}: the field is ${types.map(type => typeNames[type] ?? type).join(' or ')}`,
        },
      ]
    }

    if (keyword === 'not') return predicateProblems(context, schema, operand as Predicate, keywordPointer)
    if (keyword === 'anyOf')
      return (operand as Predicate[]).flatMap((alternative, index) =>
        predicateProblems(context, schema, alternative, childPointer(keywordPointer, index)),
      )
    if (keyword === 'contains' || keyword === 'items')
      return predicateProblems(context, (schema['items'] ?? {}) as Predicate, operand as Predicate, keywordPointer)
    if (keyword === 'minItems' && operand === 0)
      return [{pointer: keywordPointer, describe: () => 'cannot fail: every list has at least 0 entries'}]
    if (keyword === 'pattern') return patternProblems(context, String(operand), keywordPointer)
    if (keyword === 'const') return valueProblems(context, schema, operand, keywordPointer)
    if (keyword === 'enum')
      return (operand as unknown[]).flatMap((value, index) =>
        valueProblems(context, schema, value, keywordPointer, childPointer(keywordPointer, index)),
      )
    return []
  })
}

/** Beside this, a keyword that speaks of numbers holds of nothing else. */
const excludesNull = ({not}: Predicate): boolean => (not as Predicate | undefined)?.['const'] === null

const booleanWords: Readonly<Record<string, boolean>> = {
  n: false,
  no: false,
  off: false,
  on: true,
  y: true,
  yes: true,
}

function valueProblems(
  {compilePredicate}: ClauseContext,
  schema: Predicate,
  value: unknown,
  keywordPointer: string,
  pointer = keywordPointer,
): Problem[] {
  if (compilePredicate(schema)(value)) return []
  return [
    {
      pointer,
      describe() {
        const values = schema['enum'] as unknown[] | undefined
        const meantBoolean =
          schema['type'] === 'boolean' && typeof value === 'string' ? booleanWords[value.toLowerCase()] : undefined
        const suggestion = meantBoolean ?? (values && nearest(String(value), values.map(String)))
        const [firstType] = typesOf(schema)
        const hint =
          suggestion !== undefined
            ? `did you mean ${JSON.stringify(suggestion)}?`
            : values
              ? `it is one of ${values.map(String).join(', ')}`
              : `it is ${typeNames[firstType ?? ''] ?? 'of another form'}`
        return `can never be ${JSON.stringify(value)}; ${hint}`
      },
    },
  ]
}

function patternProblems({unsafePatternReason}: ClauseContext, pattern: string, pointer: string): Problem[] {
  try {
    new RegExp(pattern, 'u')
  } catch (error) {
    return [{pointer, describe: () => `is no regular expression: ${(error as Error).message}`}]
  }

  const reason = unsafePatternReason?.(pattern)
  if (reason !== undefined) return [{pointer, describe: () => reason}]
  // Without an assertion, what matches the empty text matches everywhere.
  return !/[$^]|\\b|\(\?/i.test(pattern) && new RegExp(pattern, 'u').test('')
    ? [{pointer, describe: () => 'matches every text'}]
    : []
}
