import type {ValidateFunction} from 'ajv/dist/2020.js'

import {createRequire} from 'node:module'

// As deep below the bundle as parts/commands and parts/shared, whichever file this ends up in.
const load = createRequire(new URL('../../validators/', import.meta.url))

/** Stands in for the function of the same name that compiles a schema of a checkout. */
export const schemaValidator = (schema: string): ValidateFunction => load(`./${schema}.cjs`) as ValidateFunction

/** Stands in for the function of the same name that compiles the schema of facts of a checkout. */
export function factValidator(kind: string): ValidateFunction {
  const validate = (load('./facts.cjs') as Readonly<Record<string, ValidateFunction | undefined>>)[kind]
  if (!validate) throw new Error(`unknown kind of fact: ${kind}`)
  return validate
}
