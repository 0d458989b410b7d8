import type {FactKind, FactTypes} from '../model/facts.js'

import {formsOf, sentences} from '../parsing/schema-validator.js'
import {readCatalog} from './catalog-files.js'

const forms = (unnamed: 'drop' | 'refuse') => formsOf(readCatalog('./schema/facts.schema.json'), unnamed)

/** Cuts an answer down, in place, to what its kind keeps; `wrong` says what is not of the documented form. */
export function narrower(): <K extends FactKind>(
  kind: K,
  body: unknown,
) => {readonly body: FactTypes[K]} | {readonly wrong: string} {
  const form = forms('drop')
  return <K extends FactKind>(kind: K, body: unknown) => {
    const wrong = form(`fact-${kind}`)(body)
    return wrong.length === 0 ? {body: body as FactTypes[K]} : {wrong: sentences(wrong).join('; ')}
  }
}

/** Says what is wrong with the body of a fact that was saved: nothing may be there that its kind does not keep. */
export function factChecker(): (kind: FactKind, body: unknown) => string[] {
  const form = forms('refuse')
  return (kind, body) => sentences(form(`fact-${kind}`)(body))
}
