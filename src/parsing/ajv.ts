import type {Options} from 'ajv/dist/2020.js'

import {Ajv2020} from 'ajv/dist/2020.js'

import {formats} from './schema-formats.js'

/** A JSON Schema compiler for which a misspelled keyword is an error. */
export function createAjv(options: Options = {}): Ajv2020 {
  return new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    formats,
    strict: true,
    strictRequired: false,
    strictTypes: false,
    verbose: true,
    ...options,
  })
}

export type {Ajv2020, ErrorObject, Options, ValidateFunction} from 'ajv/dist/2020.js'
