import {createAjv} from '../parsing/ajv.js'
import {errorSentences} from '../parsing/schema-sentences.js'
import {readCatalogFile} from './catalog-files.js'

/** The errors in a parsed manifest, each with its JSON pointer; empty if it is valid. */
export function manifestErrors(json: unknown): string[] {
  const version = (json as null | {manifestVersion?: unknown})?.manifestVersion
  if (typeof version === 'number' && version !== 1)
    return [`/manifestVersion is ${version}; this version of the tool reads 1`]
  const validate = createAjv().compile(readCatalogFile<object>('./schema/manifest.schema.json'))
  return validate(json) ? [] : errorSentences(validate.errors ?? [])
}
