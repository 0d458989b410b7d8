import type {ErrorObject} from './ajv.js'
import type {Problem} from '../foundation/json-pointer.js'
import type {Source} from './located-document.js'

import {nearest} from '../foundation/collections.js'
import {sentence, telling} from './schema-sentences.js'
import {below} from '../foundation/json-pointer.js'

/** What the schema says against a document, in words for the one who wrote it. */
export function schemaProblems(errors: readonly ErrorObject[], source: Source): Problem[] {
  return telling(errors).map(error => {
    const {instancePath, keyword, params, propertyName} = error
    const key: unknown =
      keyword === 'additionalProperties' ? params['additionalProperty'] : (propertyName ?? params['propertyName'])
    return {at: instancePath, say: () => words(error, source), ...(typeof key === 'string' ? {key} : {})}
  })
}

function words(error: ErrorObject, source: Source): string {
  const {data, keyword, params, propertyName, schemaPath} = error
  if (keyword === 'type') return typeWords(error, source)
  if (keyword === 'enum')
    return enumWords(data, params['allowedValues'] as unknown[], source.written(error.instancePath))
  if (keyword === 'pattern' && propertyName === undefined) return patternWords(String(data), String(params['pattern']))
  if (keyword === 'pattern' || keyword === 'propertyNames')
    return `has "${propertyName ?? String(params['propertyName'])}", which can be the name of no field`
  if (keyword === 'format') return `is ${String(data)}, and must be a day that there is, such as 2026-11-22`
  if (keyword === 'minLength') return 'is empty'
  if (keyword === 'maxLength') return `is longer than ${String(params['limit'])} characters`
  if (keyword === 'uniqueItems') return `has entry ${String(params['i'])} twice`
  if (keyword === 'minProperties') return 'says nothing: a check that demands nothing cannot fail'
  const ofKind = (data as {kind?: unknown} | null)?.kind
  const isOfKind = schemaPath.includes('/then/') || schemaPath.includes('/else/')
  if (keyword === 'required' && isOfKind) return `${sentence(error)}, which a control of kind ${String(ofKind)} needs`
  if (keyword === 'false schema') return 'must not be there: only a control of kind inherited has it'
  if (keyword === 'minItems') return 'is empty'
  if (keyword === 'maxItems' && isOfKind) return 'must be empty: a control of kind manual has no checks'
  return sentence(error)
}

const inWords: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'yes or no',
  integer: 'a whole number',
  null: 'empty',
  number: 'a number',
  object: 'a mapping',
  string: 'a text',
}
const wordFor = (type: string): string => inWords[type] ?? type

function typeWords({data, instancePath, params}: ErrorObject, source: Source): string {
  const wanted = String(params['type'])
  const written = source.written(instancePath)
  const seen = data === null ? 'null' : Array.isArray(data) ? 'array' : typeof data
  if (wanted === 'string' && (seen === 'number' || seen === 'boolean')) {
    return quotesMissing(written ?? String(data), seen)
  }

  if (wanted === 'array' && seen === 'string') return `must be a list: write [${String(data)}]`
  return `must be ${wordFor(wanted)}, and is ${wordFor(seen)}`
}

const quotesMissing = (text: string, seen: 'boolean' | 'number'): string =>
  `must be a text, and ${text} without quotes is ${seen === 'number' ? 'a number' : 'true or false'}: write "${text}"`

function enumWords(data: unknown, allowed: readonly unknown[], written: string | undefined): string {
  if (typeof data === 'number' && written !== undefined && allowed.includes(written))
    return quotesMissing(written, 'number')
  const near = typeof data === 'string' && data.length < 100 ? nearest(data, allowed.map(String)) : undefined
  return `must be one of ${allowed.map(String).join(', ')}${near === undefined ? '' : `; did you mean "${near}"?`}`
}

const forms: Readonly<Record<string, string>> = {
  '^[a-z0-9]+(-[a-z0-9]+)*$': 'must be lower-case words joined by hyphens, as in apps-have-an-owner',
  '^[a-z0-9][a-z0-9.-]*$': 'must be of lower-case letters, digits, hyphens and full stops',
  '^[a-z][A-Za-z0-9]*$': 'can be the name of no field',
  '^https://': 'must be an address that begins with https://',
  '^\\d{4}-\\d{2}-\\d{2}$': 'must be a date such as 2026-11-22',
  '^[0-9a-f]{64}$': 'must be 64 hexadecimal digits, in lower case',
  '^\\d{4}(-\\d{2}(-\\d{2})?)?$': 'must be a date such as 2026-11-22',
}

function patternWords(data: string, pattern: string): string {
  if (data.trim() === '') return 'is empty'
  if (data.trim() !== data) return 'has blanks around it'
  return forms[pattern] ?? (data.includes('\n') ? 'must be one line' : `must match ${pattern}`)
}

const mostSeen = 200_000
const deepest = 32

/** Whether a value is larger or deeper than can be judged in time, which a text with aliases can be. */
export function isExcessive(value: unknown): boolean {
  let seen = 0
  const walk = (one: unknown, depth: number): boolean => {
    seen += 1
    if (depth > deepest || seen > mostSeen) return true
    return typeof one === 'object' && one !== null && Object.values(one).some(inner => walk(inner, depth + 1))
  }

  return walk(value, 0)
}

/** Characters that no text may have, since they could steer a terminal or mislead a reader. */
export function characterProblems(value: unknown, unsafe: RegExp, at = '', key?: string): Problem[] {
  if (typeof value === 'string') {
    const [found] = value.match(unsafe) ?? []
    return found === undefined
      ? []
      : [
          {
            at,
            ...(key === undefined ? {} : {key}),
            say: () =>
              found === '\n'
                ? 'must be one line'
                : `has a character that is not to be seen, U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
          },
        ]
  }

  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]) => [
    ...(Array.isArray(value) ? [] : characterProblems(name, unsafe, at, name)),
    ...characterProblems(one, unsafe, below(at, name)),
  ])
}
