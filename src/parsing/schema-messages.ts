import type {ErrorObject} from './ajv.js'
import type {Problem} from '../foundation/json-pointer.js'
import type {LocatedDocument} from './located-document.js'

import {didYouMean} from '../foundation/suggestion.js'
import {typeName} from './type-names.js'
import {errorSentence, informativeErrors} from './schema-sentences.js'
import {childPointer} from '../foundation/json-pointer.js'

/** The errors that a schema finds in a document, in words for the person who wrote it. */
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

type Message = (error: ErrorObject, document: LocatedDocument) => string

/** The message for each keyword that has one of its own here. */
const messages: Readonly<Record<string, Message>> = {
  enum: ({data, instancePath, params}, document) =>
    enumMessage(data, params['allowedValues'] as unknown[], document.rawText(instancePath)),
  'false schema': () => 'is not allowed: only a control of kind inherited has it',
  format: ({data}) => `is ${String(data)}, which is not a valid date such as 2026-11-22`,
  maxItems: error =>
    isKindRule(error) ? 'must be empty: a control of kind manual has no checks' : errorSentence(error),
  maxLength: ({params}) => `is longer than ${String(params['limit'])} characters`,
  minItems: () => 'is empty',
  minLength: () => 'is empty',
  minProperties: () => 'is empty: a check without conditions cannot fail',
  pattern: error =>
    error.propertyName === undefined
      ? patternMessage(String(error.data), String(error.params['pattern']))
      : fieldNameMessage(error),
  propertyNames: error => fieldNameMessage(error),
  required: error =>
    isKindRule(error) ? `${errorSentence(error)}, which ${kindOf(error)} needs` : errorSentence(error),
  type: (error, document) => typeMessage(error, document),
  uniqueItems: ({params}) => `has entry ${String(params['i'])} twice`,
}

const problemMessage: Message = (error, document) => messages[error.keyword]?.(error, document) ?? errorSentence(error)

/** Whether the schema requires it only of controls of some kind. */
const isKindRule = ({schemaPath}: ErrorObject) => schemaPath.includes('/then/') || schemaPath.includes('/else/')

const kindOf = ({data}: ErrorObject) => `a control of kind ${String((data as {kind?: unknown} | null)?.kind)}`

const fieldNameMessage = ({params, propertyName}: ErrorObject) =>
  `has "${propertyName ?? String(params['propertyName'])}", which can't be the name of a field`

function typeMessage({data, instancePath, params}: ErrorObject, document: LocatedDocument): string {
  const expectedType = String(params['type'])
  const rawText = document.rawText(instancePath)
  const actualType = jsonTypeOf(data)
  if (expectedType === 'string' && (actualType === 'number' || actualType === 'boolean')) {
    return missingQuotesMessage(rawText ?? String(data), actualType)
  }

  if (expectedType === 'array' && actualType === 'string') return `must be a list: write [${String(data)}]`
  return `must be ${typeName(expectedType)}, but is ${typeName(actualType)}`
}

function jsonTypeOf(data: unknown): string {
  if (data === null) return 'null'
  return Array.isArray(data) ? 'array' : typeof data
}

const missingQuotesMessage = (text: string, actualType: 'boolean' | 'number'): string =>
  `must be a string, but ${text} without quotes is ${typeName(actualType)}: write "${text}"`

function enumMessage(data: unknown, allowed: readonly unknown[], rawText: string | undefined): string {
  if (typeof data === 'number' && rawText !== undefined && allowed.includes(rawText))
    return missingQuotesMessage(rawText, 'number')
  const names = allowed.map(String)
  return `must be one of ${names.join(', ')}${typeof data === 'string' ? didYouMean(data, names) : ''}`
}

const patternMessages: Readonly<Record<string, string>> = {
  '^[a-z0-9]+(-[a-z0-9]+)*$': 'must be lowercase words joined by hyphens, such as apps-have-an-owner',
  '^[a-z0-9][a-z0-9.-]*$': 'must consist of lowercase letters, digits, hyphens and periods',
  '^[a-z][A-Za-z0-9]*$': "can't be the name of a field",
  '^https://': 'must be a URL that starts with https://',
  '^\\d{4}-\\d{2}-\\d{2}$': 'must be a date such as 2026-11-22',
  '^[0-9a-f]{64}$': 'must be 64 lowercase hexadecimal digits',
  '^\\d{4}(-\\d{2}(-\\d{2})?)?$': 'must be a date such as 2026-11-22',
}

function patternMessage(data: string, pattern: string): string {
  if (data.trim() === '') return 'is empty'
  if (data.trim() !== data) return 'has leading or trailing spaces'
  return patternMessages[pattern] ?? (data.includes('\n') ? 'must be a single line' : `must match ${pattern}`)
}

const maxValues = 200_000
const maxDepth = 32

/** Whether a value is too large or too deep to validate in time; aliases can make a small text so. */
export function isExcessive(value: unknown): boolean {
  let visited = 0
  const exceeds = (node: unknown, depth: number): boolean => {
    visited += 1
    if (depth > maxDepth || visited > maxValues) return true
    return typeof node === 'object' && node !== null && Object.values(node).some(inner => exceeds(inner, depth + 1))
  }

  return exceeds(value, 0)
}

/** Characters that no text may have, since they could control a terminal or mislead a reader. */
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
                ? 'must be a single line'
                : `has a hidden or control character, U+${codePointText(character)}`,
          },
        ]
  }

  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, item]) => [
    ...(Array.isArray(value) ? [] : characterProblems(name, unsafeCharacters, pointer, name)),
    ...characterProblems(item, unsafeCharacters, childPointer(pointer, name)),
  ])
}

const codePointText = (character: string) => (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
