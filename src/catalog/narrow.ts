import type {FactKind, FactTypes} from '../model/facts.js'
import type {ValidateFunction} from './ajv.js'

import {Ajv2020} from 'ajv/dist/2020.js'

import {explain} from './explain.js'
import {readCatalog} from './read.js'

/** The form of each kind of fact, by a compiler that drops what the form does not name, or refuses it. */
function forms(removeAdditional: boolean): (kind: FactKind) => ValidateFunction {
  const ajv = new Ajv2020({allErrors: false, allowUnionTypes: true, removeAdditional, strict: true, strictRequired: false, strictTypes: false, verbose: true})
  ajv.addSchema(readCatalog<object>('./schema/facts.schema.json'))
  const compiled = new Map<FactKind, ValidateFunction>()
  return kind => {
    const known = compiled.get(kind) ?? ajv.compile({$ref: `facts.schema.json#/$defs/fact-${kind}`})
    compiled.set(kind, known)
    return known
  }
}

/** Cuts an answer down, in place, to what its kind keeps; `wrong` says what is not of the documented form. */
export function narrower(): <K extends FactKind>(kind: K, body: unknown) => {readonly body: FactTypes[K]} | {readonly wrong: string} {
  const form = forms(true)
  return <K extends FactKind>(kind: K, body: unknown) => {
    const validate = form(kind)
    return validate(body) ? {body: body as FactTypes[K]} : {wrong: explain(validate.errors ?? []).join('; ')}
  }
}

/** Says what is wrong with the body of a fact that was saved: nothing may be there that its kind does not keep. */
export function factChecker(): (kind: FactKind, body: unknown) => string[] {
  const form = forms(false)
  return (kind, body) => {
    const validate = form(kind)
    return validate(body) ? [] : explain(validate.errors ?? [])
  }
}
