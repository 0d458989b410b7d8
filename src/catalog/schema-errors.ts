import type {FactKind} from '../model/facts.js'
import type {ErrorObject} from '../parsing/ajv.js'
import type {Narrowing} from '../parsing/narrowing-ajv.js'
import type {BundledSchema} from './bundled-schemas.js'

import {errorSentences} from '../parsing/schema-sentences.js'
import {factValidator, schemaValidator} from './schema-validators.js'

/** The errors that a bundled schema finds in a parsed document; empty if it is valid. */
export function schemaErrors(schema: BundledSchema, json: unknown): readonly ErrorObject[] {
  const validate = schemaValidator(schema)
  return validate(json) ? [] : (validate.errors ?? [])
}

/** The same as sentences, each with its JSON pointer. */
export const schemaErrorSentences = (schema: BundledSchema, json: unknown): string[] =>
  errorSentences(schemaErrors(schema, json))

/** The first error in a fact's body, as sentences; properties that its kind doesn't keep are dropped or refused. */
export function factErrorSentences(kind: FactKind, body: unknown, narrowing: Narrowing): string[] {
  const validate = factValidator(kind)
  return validate.call(narrowing, body) ? [] : errorSentences(validate.errors ?? [])
}
