import type {ErrorObject} from './ajv.js'

import {nearest} from '../foundation/collections.js'

/** Keywords whose failure only repeats what the failures below them say. */
const echoes = new Set(['allOf', 'anyOf', 'else', 'if', 'oneOf', 'then'])

/** What is wrong, where (a JSON pointer), and what would be right: one sentence an error. */
export function explain(errors: readonly ErrorObject[]): string[] {
  return [...new Set(telling(errors).map(error => `${error.instancePath || '/'} ${sentence(error)}`))]
}

/** The errors that say more than others. */
export function telling(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const told = errors.filter(({keyword}) => !echoes.has(keyword))
  return told.length > 0 ? told : errors
}

/** What is wrong, without the place. */
export function sentence(error: ErrorObject): string {
  const params = error.params as Record<string, unknown>
  if (error.keyword === 'additionalProperties') {
    const name = String(params['additionalProperty'])
    const known = Object.keys((error.parentSchema as {properties?: object} | undefined)?.properties ?? {})
    const near = nearest(name, known)
    return `has no "${name}"${near ? `; did you mean "${near}"?` : ''}`
  }

  if (error.keyword === 'enum') return `must be one of ${(params['allowedValues'] as unknown[]).map(String).join(', ')}`
  if (error.keyword === 'const') return `must be ${JSON.stringify(params['allowedValue'])}`
  if (error.keyword === 'false schema') return 'must not be there'
  if (error.keyword === 'required') return `lacks "${String(params['missingProperty'])}"`
  return error.message ?? 'is not valid'
}
