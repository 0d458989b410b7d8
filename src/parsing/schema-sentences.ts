import type {ErrorObject} from './ajv.js'

import {didYouMean} from '../foundation/suggestion.js'

/** Keywords whose errors only repeat those of their subschemas. */
const aggregateKeywords = new Set(['allOf', 'anyOf', 'else', 'if', 'oneOf', 'then'])

/** Errors as sentences: where (a JSON pointer), what is wrong, and what would be right. */
export function errorSentences(errors: readonly ErrorObject[]): string[] {
  return [...new Set(informativeErrors(errors).map(error => `${error.instancePath || '/'} ${errorSentence(error)}`))]
}

/** The errors without those that only repeat others. */
export function informativeErrors(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const informative = errors.filter(({keyword}) => !aggregateKeywords.has(keyword))
  return informative.length > 0 ? informative : errors
}

/** What is wrong, without the position. */
export function errorSentence(error: ErrorObject): string {
  const params = error.params as Record<string, unknown>
  if (error.keyword === 'additionalProperties') {
    const name = String(params['additionalProperty'])
    return `has an unknown key "${name}"${didYouMean(name, knownProperties(error))}`
  }

  if (error.keyword === 'enum') return `must be one of ${(params['allowedValues'] as unknown[]).map(String).join(', ')}`
  if (error.keyword === 'const') return `must be ${JSON.stringify(params['allowedValue'])}`
  if (error.keyword === 'false schema') return 'is not allowed'
  if (error.keyword === 'required') return `lacks "${String(params['missingProperty'])}"`
  return error.message ?? 'is not valid'
}

function knownProperties({params, parentSchema}: ErrorObject): readonly string[] {
  const named = params['properties'] as readonly string[] | undefined
  return named ?? Object.keys((parentSchema as {properties?: object} | undefined)?.properties ?? {})
}
