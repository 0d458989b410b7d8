import type {FactKind, FactTypes} from '../model/facts.js'

import {definitionValidators, problemSentences} from '../parsing/schema-validator.js'
import {readCatalogFile} from './catalog-files.js'

const factValidators = (unknownProperties: 'drop' | 'refuse') =>
  definitionValidators(readCatalogFile('./schema/facts.schema.json'), unknownProperties)

/** Reduces a response, in place, to what its kind keeps; `wrong` says where it differs from the documented format. */
export function createResponseNarrower(): <K extends FactKind>(
  kind: K,
  body: unknown,
) => {readonly body: FactTypes[K]} | {readonly problem: string} {
  const validatorFor = factValidators('drop')
  return <K extends FactKind>(kind: K, body: unknown) => {
    const problems = validatorFor(`fact-${kind}`)(body)
    return problems.length === 0 ? {body: body as FactTypes[K]} : {problem: problemSentences(problems).join('; ')}
  }
}

/** The errors in the body of a saved fact, which may have nothing that its kind doesn't keep. */
export function createFactValidator(): (kind: FactKind, body: unknown) => string[] {
  const validatorFor = factValidators('refuse')
  return (kind, body) => problemSentences(validatorFor(`fact-${kind}`)(body))
}
