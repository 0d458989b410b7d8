import type {Dictionary, Predicate, CompiledPredicate} from '../model/check.js'
import type {Problem} from '../foundation/json-pointer.js'

import {didYouMean, nearest} from '../foundation/suggestion.js'
import {typeName} from '../parsing/type-names.js'
import {childPointer} from '../foundation/json-pointer.js'

/** A field's own schema and a predicate on it, as one predicate. */
export const conjunction = (fieldSchema: Predicate, predicate: Predicate): Predicate => ({
  allOf: [fieldSchema, predicate],
})

export interface ClauseContext {
  readonly fields: Dictionary[keyof Dictionary]
  readonly subject: string
  readonly compilePredicate: (schema: Predicate) => CompiledPredicate
  /** Why a pattern could take too long; undefined if it can't. */
  readonly unsafePatternReason?: (pattern: string) => string | undefined
}

/**
 * What can't be meant in a clause: an unknown field, a value that the field can't have, and whatever makes a check that
 * can't fail.
 */
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
    const describe = () => `is not a field of ${subject}${didYouMean(field, Object.keys(fields))}`
    return [{pointer, describe}]
  }

  const problems = predicateProblems(context, fieldEntry.schema, predicate, pointer)
  const domain =
    fieldEntry.schema['type'] === 'boolean' ? [true, false] : (fieldEntry.schema['enum'] as unknown[] | undefined)
  if (problems.length > 0 || !domain || !hasKnownKeywords(predicate)) return problems
  const test = compilePredicate(conjunction(fieldEntry.schema, predicate))
  const satisfying = domain.filter(value => test(value)).length
  const values = () => `the field's possible values: ${domain.map(String).join(', ')}`
  if (satisfying === 0) return [{pointer, describe: () => `is true for none of ${values()}`}]
  return side === 'must' && satisfying === domain.length
    ? [{pointer, describe: () => `cannot fail: it is true for all of ${values()}`}]
    : []
}

/** The type that each keyword applies to: it accepts every value of another type. */
const keywordType: Readonly<Record<string, string>> = {
  contains: 'array',
  items: 'array',
  maxItems: 'array',
  maximum: 'number',
  minItems: 'array',
  minimum: 'number',
  pattern: 'string',
}
const untypedKeywords = new Set(['anyOf', 'const', 'enum', 'not'])

/** Whether the predicate has only keywords that checks may use. */
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
  const types = typesOf(schema).filter(type => type !== 'null' || !excludesNull(predicate))
  return Object.entries(predicate).flatMap(([keyword, operand]) => {
    const expectedType = keywordType[keyword]
    return expectedType !== undefined && types.some(type => type !== expectedType)
      ? [{pointer, key: keyword, describe: () => wrongTypeMessage(keyword, expectedType, types)}]
      : (operandProblems.get(keyword)?.({context, operand, pointer: childPointer(pointer, keyword), schema}) ?? [])
  })
}

const wrongTypeMessage = (keyword: string, expectedType: string, types: readonly string[]) =>
  `has "${keyword}", which applies to ${typeName(expectedType)}, but the field is ${types.map(typeName).join(' or ')}`

interface Operand {
  readonly context: ClauseContext
  /** The schema of the value that the keyword applies to. */
  readonly schema: Predicate
  readonly operand: unknown
  readonly pointer: string
}

const itemProblems = ({context, operand, pointer, schema}: Operand) =>
  predicateProblems(context, (schema['items'] ?? {}) as Predicate, operand as Predicate, pointer)

/** What can't be meant in the operand of a keyword. */
const operandProblems: ReadonlyMap<string, (operand: Operand) => Problem[]> = new Map(
  Object.entries<(operand: Operand) => Problem[]>({
    anyOf: ({context, operand, pointer, schema}) =>
      (operand as Predicate[]).flatMap((alternative, index) =>
        predicateProblems(context, schema, alternative, childPointer(pointer, index)),
      ),
    const: ({context, operand, pointer, schema}) => valueProblems(context, schema, operand, pointer),
    contains: itemProblems,
    enum: ({context, operand, pointer, schema}) =>
      (operand as unknown[]).flatMap((value, index) =>
        valueProblems(context, schema, value, childPointer(pointer, index)),
      ),
    items: itemProblems,
    minItems: ({operand, pointer}) =>
      operand === 0 ? [{pointer, describe: () => 'cannot fail: every list has at least 0 entries'}] : [],
    not: ({context, operand, pointer, schema}) => predicateProblems(context, schema, operand as Predicate, pointer),
    pattern: ({context, operand, pointer}) => patternProblems(context, String(operand), pointer),
  }),
)

/** With `not: {const: null}`, a keyword for one type doesn't let null pass. */
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
  pointer: string,
): Problem[] {
  return compilePredicate(schema)(value)
    ? []
    : [{pointer, describe: () => `can never be ${JSON.stringify(value)}; ${possibleValues(schema, value)}`}]
}

/** What a field with the schema can be instead of a value that it can't have. */
function possibleValues(schema: Predicate, value: unknown): string {
  const meantBoolean =
    schema['type'] === 'boolean' && typeof value === 'string' ? booleanWords[value.toLowerCase()] : undefined
  const values = (schema['enum'] as unknown[] | undefined)?.map(String)
  const suggestion = meantBoolean ?? (values && nearest(String(value), values))
  if (suggestion !== undefined) return `did you mean ${JSON.stringify(suggestion)}?`
  if (values) return `it is one of ${values.join(', ')}`
  const [firstType] = typesOf(schema)
  return `it is ${firstType === undefined ? 'of another type' : typeName(firstType)}`
}

/** The words of the engine, without the pattern, which the file shows. */
const regexReason = (error: unknown) =>
  (error as Error).message.replace(/^Invalid regular expression: [^]*: /, '').toLowerCase()

function patternProblems({unsafePatternReason}: ClauseContext, pattern: string, pointer: string): Problem[] {
  try {
    new RegExp(pattern, 'u')
  } catch (error) {
    return [{pointer, describe: () => `is not a valid regular expression: ${regexReason(error)}`}]
  }

  const reason = unsafePatternReason?.(pattern)
  if (reason !== undefined) return [{pointer, describe: () => reason}]
  // Without an assertion, a pattern that matches the empty string matches everywhere.
  return !/[$^]|\\b|\(\?/i.test(pattern) && new RegExp(pattern, 'u').test('')
    ? [{pointer, describe: () => 'matches every string'}]
    : []
}
