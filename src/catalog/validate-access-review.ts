import {schemaErrorSentences} from './schema-errors.js'

/** The errors in a parsed review of access, each with its JSON pointer; empty if it is valid. */
export function accessReviewErrors(json: unknown): string[] {
  const version = (json as null | {reviewVersion?: unknown})?.reviewVersion
  if (typeof version === 'number' && version !== 1)
    return [`/reviewVersion is ${version}; this version of the tool reads 1`]
  return schemaErrorSentences('access-review.schema.json', json)
}
