import type {FactKind, FactTypes} from '../model/facts.js'

import {factErrorSentences} from './schema-errors.js'

const dropping = {dropsUnknown: true}
const refusing = {dropsUnknown: false}

/** Reduces a response, in place, to what its kind keeps; `problem` says where it differs from the documented format. */
export function narrowResponse<K extends FactKind>(
  kind: K,
  body: unknown,
): {readonly body: FactTypes[K]} | {readonly problem: string} {
  const sentences = factErrorSentences(kind, body, dropping)
  return sentences.length === 0 ? {body: body as FactTypes[K]} : {problem: sentences.join('; ')}
}

/** The errors in the body of a saved fact, which may have nothing that its kind doesn't keep. */
export const factErrors = (kind: FactKind, body: unknown): string[] => factErrorSentences(kind, body, refusing)
