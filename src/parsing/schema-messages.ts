import type {ErrorObject} from './ajv.js'
import type {Problem} from '../foundation/json-pointer.js'
import type {LocatedDocument} from './located-document.js'

import {nearest} from '../foundation/collections.js'
import {errorSentence, informativeErrors} from './schema-sentences.js'
import {childPointer} from '../foundation/json-pointer.js'

/** What the schema says against a document, in words for the one who wrote it. */
export function schemaProblems(errors: readonly ErrorObject[], document: LocatedDocument): Problem[] {
  return informativeErrors(errors).map(error => {
    const {instancePath, keyword, params, propertyName} = error
    const key: unknown =
      keyword === 'additionalProperties' ? params['additionalProperty'] : (propertyName ?? params['propertyName'])
    return {
      pointer: instancePath,
      describe: () => problemMessage(error, document),
      ...(typeof key === 'string' ? {key} : {}),
    }
  })
}

function problemMessage(error: ErrorObject, document: LocatedDocument): string {
  const {data, keyword, params, propertyName, schemaPath} = error
  if (keyword === 'type') return typeMessage(error, document)
  if (keyword === 'enum')
    return enumMessage(data, params['allowedValues'] as unknown[], document.rawText(error.instancePath))
  if (keyword === 'pattern' && propertyName === undefined)
    return patternMessage(String(data), String(params['pattern']))
  if (keyword === 'pattern' || keyword === 'propertyNames')
    return `has "${propertyName ?? String(params['propertyName'])}", which can be the name of no field`
  if (keyword === 'format') return `is ${String(data)}, and must be a day that there is, such as 2026-11-22`
  if (keyword === 'minLength') return 'is empty'
  if (keyword === 'maxLength') return `is longer than ${String(params['limit'])} characters`
  if (keyword === 'uniqueItems') return `has entry ${String(params['i'])} twice`
  if (keyword === 'minProperties') return 'says nothing: a check that demands nothing cannot fail'
  const kind = (data as {kind?: unknown} | null)?.kind
  const isKindRule = schemaPath.includes('/then/') || schemaPath.includes('/else/')
  if (keyword === 'required' && isKindRule)
    return `${errorSentence(error)}, which a control of kind ${String(kind)} needs`
  if (keyword === 'false schema') return 'must not be there: only a control of kind inherited has it'
  if (keyword === 'minItems') return 'is empty'
  if (keyword === 'maxItems' && isKindRule) return 'must be empty: a control of kind manual has no checks'
  return errorSentence(error)
}

const typeNames: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'yes or no',
  integer: 'a whole number',
  null: 'empty',
  number: 'a number',
  object: 'a mapping',
  string: 'a text',
}
const typeName = (type: string): string => typeNames[type] ?? type

function typeMessage({data, instancePath, params}: ErrorObject, document: LocatedDocument): string {
  const expectedType = String(params['type'])
  const rawText = document.rawText(instancePath)
  const actualType = data === null ? 'null' : Array.isArray(data) ? 'array' : typeof data
  if (expectedType === 'string' && (actualType === 'number' || actualType === 'boolean')) {
    return missingQuotesMessage(rawText ?? String(data), actualType)
  }

  if (expectedType === 'array' && actualType === 'string') return `must be a list: write [${String(data)}]`
  return `must be ${typeName(expectedType)}, and is ${typeName(actualType)}`
}

const missingQuotesMessage = (text: string, actualType: 'boolean' | 'number'): string =>
  `must be a text, and ${text} without quotes is ${actualType === 'number' ? 'a number' : 'true or false'}: write "${text}"`

function enumMessage(data: unknown, allowed: readonly unknown[], rawText: string | undefined): string {
  if (typeof data === 'number' && rawText !== undefined && allowed.includes(rawText))
    return missingQuotesMessage(rawText, 'number')
  const suggestion = typeof data === 'string' && data.length < 100 ? nearest(data, allowed.map(String)) : undefined
  return `must be one of ${allowed.map(String).join(', ')}${suggestion === undefined ? '' : `; did you mean "${suggestion}"?`}`
}

const patternMessages: Readonly<Record<string, string>> = {
  '^[a-z0-9]+(-[a-z0-9]+)*$': 'must be lower-case words joined by hyphens, as in apps-have-an-owner',
  '^[a-z0-9][a-z0-9.-]*$': 'must be of lower-case letters, digits, hyphens and full stops',
  '^[a-z][A-Za-z0-9]*$': 'can be the name of no field',
  '^https://': 'must be an address that begins with https://',
  '^\\d{4}-\\d{2}-\\d{2}$': 'must be a date such as 2026-11-22',
  '^[0-9a-f]{64}$': 'must be 64 hexadecimal digits, in lower case',
  '^\\d{4}(-\\d{2}(-\\d{2})?)?$': 'must be a date such as 2026-11-22',
}

function patternMessage(data: string, pattern: string): string {
  if (data.trim() === '') return 'is empty'
  if (data.trim() !== data) return 'has blanks around it'
  return patternMessages[pattern] ?? (data.includes('\n') ? 'must be one line' : `must match ${pattern}`)
}

const maxValues = 200_000
const maxDepth = 32

/** Whether a value is larger or deeper than can be judged in time, which a text with aliases can be. */
export function isExcessive(value: unknown): boolean {
  let visited = 0
  const exceeds = (node: unknown, depth: number): boolean => {
    visited += 1
    if (depth > maxDepth || visited > maxValues) return true
    return typeof node === 'object' && node !== null && Object.values(node).some(inner => exceeds(inner, depth + 1))
  }

  return exceeds(value, 0)
}

/** Characters that no text may have, since they could steer a terminal or mislead a reader. */
export function characterProblems(value: unknown, unsafeCharacters: RegExp, pointer = '', key?: string): Problem[] {
  if (typeof value === 'string') {
    const [character] = value.match(unsafeCharacters) ?? []
    return character === undefined
      ? []
      : [
          {
            pointer,
            ...(key === undefined ? {} : {key}),
            describe: () =>
              character === '\n'
                ? 'must be one line'
                : `has a character that is not to be seen, U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
          },
        ]
  }

  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, item]) => [
    ...(Array.isArray(value) ? [] : characterProblems(name, unsafeCharacters, pointer, name)),
    ...characterProblems(item, unsafeCharacters, childPointer(pointer, name)),
  ])
}
