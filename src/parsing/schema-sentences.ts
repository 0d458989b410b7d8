import type {ErrorObject} from './ajv.js'

import {nearest} from '../foundation/collections.js'

/** Keywords whose failure only repeats what the failures below them say. */
const aggregateKeywords = new Set(['allOf', 'anyOf', 'else', 'if', 'oneOf', 'then'])

/** What is wrong, where (a JSON pointer), and what would be right: one sentence an error. */
export function errorSentences(errors: readonly ErrorObject[]): string[] {
  return [...new Set(informativeErrors(errors).map(error => `${error.instancePath || '/'} ${errorSentence(error)}`))]
}

/** The errors that say more than others. */
export function informativeErrors(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const informative = errors.filter(({keyword}) => !aggregateKeywords.has(keyword))
  return informative.length > 0 ? informative : errors
}

/** What is wrong, without the place. */
export function errorSentence(error: ErrorObject): string {
  const params = error.params as Record<string, unknown>
  if (error.keyword === 'additionalProperties') {
    const name = String(params['additionalProperty'])
    const properties = Object.keys((error.parentSchema as {properties?: object} | undefined)?.properties ?? {})
    const suggestion = nearest(name, properties)
    return `has no "${name}"${suggestion ? `; did you mean "${suggestion}"?` : ''}`
  }

  if (error.keyword === 'enum') return `must be one of ${(params['allowedValues'] as unknown[]).map(String).join(', ')}`
  if (error.keyword === 'const') return `must be ${JSON.stringify(params['allowedValue'])}`
  if (error.keyword === 'false schema') return 'must not be there'
  if (error.keyword === 'required') return `lacks "${String(params['missingProperty'])}"`
  return error.message ?? 'is not valid'
}
