import type {Dictionary, Predicate, Test} from '../model/check.js'
import type {Problem} from '../foundation/json-pointer.js'

import {nearest} from '../foundation/collections.js'
import {below} from '../foundation/json-pointer.js'

/** A field's own form and a predicate over it as one. */
export const merged = (schema: Predicate, predicate: Predicate): Predicate => ({allOf: [schema, predicate]})

export interface Judge {
  readonly fields: Dictionary[keyof Dictionary]
  readonly subject: string
  readonly validator: (schema: Predicate) => Test
  /** Why a pattern could take too long, if it could. */
  readonly runaway?: (pattern: string) => string | undefined
}

/** What of a clause could not be meant: a field that there is not, a value that it cannot have, and all that makes a check which cannot fail. */
export function clauseProblems(
  judge: Judge,
  side: 'must' | 'when',
  field: string,
  predicate: Predicate,
  at: string,
): Problem[] {
  const {fields, subject, validator} = judge
  const entry = Object.hasOwn(fields, field) ? fields[field] : undefined
  if (!entry) {
    const near = () => nearest(field, Object.keys(fields))
    return [{at, say: () => `is no field of ${subject}${near() ? `; did you mean "${near() ?? ''}"?` : ''}`}]
  }

  const found = predicateProblems(judge, entry.schema, predicate, at)
  const domain = entry.schema['type'] === 'boolean' ? [true, false] : (entry.schema['enum'] as unknown[] | undefined)
  if (found.length > 0 || !domain || !isKnown(predicate)) return found
  const held = domain.filter(value => validator(merged(entry.schema, predicate))(value)).length
  if (held === 0)
    return [{at, say: () => `holds of no value that the field can have: ${domain.map(String).join(', ')}`}]
  return side === 'must' && held === domain.length
    ? [
        {
          at,
          say: () => `cannot fail: it holds of every value that the field can have: ${domain.map(String).join(', ')}`,
        },
      ]
    : []
}

/** What each keyword speaks of: it holds of every value of another type. */
const speaksOf: Readonly<Record<string, string>> = {
  contains: 'array',
  items: 'array',
  maxItems: 'array',
  maximum: 'number',
  minItems: 'array',
  minimum: 'number',
  pattern: 'string',
}
const inWords: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'yes or no',
  null: 'empty',
  number: 'a number',
  string: 'a text',
}
const others = new Set(['anyOf', 'const', 'enum', 'not'])

/** Whether the compiler would not refuse a keyword in it. */
const isKnown = (predicate: Predicate): boolean =>
  Object.entries(predicate).every(
    ([keyword, operand]) =>
      (others.has(keyword) || keyword in speaksOf) &&
      (['contains', 'items', 'not'].includes(keyword)
        ? isKnown(operand as Predicate)
        : keyword !== 'anyOf' || (operand as Predicate[]).every(isKnown)),
  )

function typesOf(schema: Predicate): string[] {
  const values = schema['enum'] as unknown[] | undefined
  const types = values
    ? values.map(value => (value === null ? 'null' : typeof value))
    : ([schema['type'] ?? []].flat() as string[])
  return [...new Set(types.map(type => (type === 'integer' ? 'number' : type)))]
}

function predicateProblems(judge: Judge, schema: Predicate, predicate: Predicate, at: string): Problem[] {
  return Object.entries(predicate).flatMap(([keyword, operand]) => {
    const here = below(at, keyword)
    const types = typesOf(schema).filter(type => type !== 'null' || !refusesNull(predicate))
    const wanted = speaksOf[keyword]
    if (wanted !== undefined && types.some(type => type !== wanted)) {
      return [
        {
          at,
          key: keyword,
          say: () =>
            `has "${keyword}", which speaks of ${inWords[wanted] ?? wanted}: the field is ${types.map(type => inWords[type] ?? type).join(' or ')}`,
        },
      ]
    }

    if (keyword === 'not') return predicateProblems(judge, schema, operand as Predicate, here)
    if (keyword === 'anyOf')
      return (operand as Predicate[]).flatMap((way, index) => predicateProblems(judge, schema, way, below(here, index)))
    if (keyword === 'contains' || keyword === 'items')
      return predicateProblems(judge, (schema['items'] ?? {}) as Predicate, operand as Predicate, here)
    if (keyword === 'minItems' && operand === 0)
      return [{at: here, say: () => 'cannot fail: every list has at least 0 entries'}]
    if (keyword === 'pattern') return patternProblems(judge, String(operand), here)
    if (keyword === 'const') return valueProblems(judge, schema, operand, here)
    if (keyword === 'enum')
      return (operand as unknown[]).flatMap((value, index) =>
        valueProblems(judge, schema, value, here, below(here, index)),
      )
    return []
  })
}

/** Beside this, a keyword that speaks of numbers holds of nothing else. */
const refusesNull = ({not}: Predicate): boolean => (not as Predicate | undefined)?.['const'] === null

const spokenBooleans: Readonly<Record<string, boolean>> = {
  n: false,
  no: false,
  off: false,
  on: true,
  y: true,
  yes: true,
}

function valueProblems({validator}: Judge, schema: Predicate, value: unknown, at: string, place = at): Problem[] {
  if (validator(schema)(value)) return []
  return [
    {
      at: place,
      say() {
        const values = schema['enum'] as unknown[] | undefined
        const spoken =
          schema['type'] === 'boolean' && typeof value === 'string' ? spokenBooleans[value.toLowerCase()] : undefined
        const near = spoken ?? (values && nearest(String(value), values.map(String)))
        const [type] = typesOf(schema)
        const known =
          near !== undefined
            ? `did you mean ${JSON.stringify(near)}?`
            : values
              ? `it is one of ${values.map(String).join(', ')}`
              : `it is ${inWords[type ?? ''] ?? 'of another form'}`
        return `can never be ${JSON.stringify(value)}; ${known}`
      },
    },
  ]
}

function patternProblems({runaway}: Judge, pattern: string, at: string): Problem[] {
  try {
    new RegExp(pattern, 'u')
  } catch (error) {
    return [{at, say: () => `is no regular expression: ${(error as Error).message}`}]
  }

  const why = runaway?.(pattern)
  if (why !== undefined) return [{at, say: () => why}]
  // Without an assertion, what matches the empty text matches everywhere.
  return !/[$^]|\\b|\(\?/i.test(pattern) && new RegExp(pattern, 'u').test('')
    ? [{at, say: () => 'matches every text'}]
    : []
}
