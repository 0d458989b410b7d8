import {schemaErrorSentences} from './schema-errors.js'

/** The errors in a parsed report, each with its JSON pointer; empty if it is valid. Unknown properties are allowed. */
export function reportErrors(json: unknown): string[] {
  const version = (json as null | {reportVersion?: unknown})?.reportVersion
  if (typeof version === 'number' && version !== 1)
    return [`/reportVersion is ${version}; this version of the tool reads 1`]
  return schemaErrorSentences('report.schema.json', json)
}
