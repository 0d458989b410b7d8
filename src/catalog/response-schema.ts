import type {FactKind, FactTypes} from '../model/facts.js'

import {definitionValidators, problemSentences} from '../parsing/schema-validator.js'
import {readCatalogFile} from './catalog-files.js'

const factValidators = (unknownProperties: 'drop' | 'refuse') =>
  definitionValidators(readCatalogFile('./schema/facts.schema.json'), unknownProperties)

/** Cuts an answer down, in place, to what its kind keeps; `wrong` says what is not of the documented form. */
export function createResponseNarrower(): <K extends FactKind>(
  kind: K,
  body: unknown,
) => {readonly body: FactTypes[K]} | {readonly wrong: string} {
  const validatorFor = factValidators('drop')
  return <K extends FactKind>(kind: K, body: unknown) => {
    const problems = validatorFor(`fact-${kind}`)(body)
    return problems.length === 0 ? {body: body as FactTypes[K]} : {wrong: problemSentences(problems).join('; ')}
  }
}

/** Says what is wrong with the body of a fact that was saved: nothing may be there that its kind does not keep. */
export function createFactValidator(): (kind: FactKind, body: unknown) => string[] {
  const validatorFor = factValidators('refuse')
  return (kind, body) => problemSentences(validatorFor(`fact-${kind}`)(body))
}
