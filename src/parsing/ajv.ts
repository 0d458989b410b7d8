import {Ajv2020} from 'ajv/dist/2020.js'

/** A JSON Schema compiler for which a misspelled keyword is an error. */
export function createAjv(): Ajv2020 {
  return new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    strict: true,
    strictRequired: false,
    strictTypes: false,
    verbose: true,
  })
}

export type {Ajv2020, ErrorObject, ValidateFunction} from 'ajv/dist/2020.js'
