import {schemaErrorSentences} from './schema-errors.js'

/** The errors in a parsed manifest, each with its JSON pointer; empty if it is valid. */
export function manifestErrors(json: unknown): string[] {
  const version = (json as null | {manifestVersion?: unknown})?.manifestVersion
  if (typeof version === 'number' && version !== 1)
    return [`/manifestVersion is ${version}; this version of the tool reads 1`]
  return schemaErrorSentences('manifest.schema.json', json)
}
