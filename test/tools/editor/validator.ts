import type {ErrorObject} from '../../../src/parsing/ajv.js'

import {createAjv} from '../../../src/parsing/ajv.js'

/** Validates by a schema for editors: the first mistake, or nothing. */
export function editorValidator(schema: object): (document: unknown) => string | undefined {
  const ajv = createAjv({verbose: false})
  for (const keyword of ['enumDescriptions', 'errorMessage', 'markdownDescription']) ajv.addKeyword(keyword)
  const validate = ajv.compile(schema)
  return document => {
    if (validate(document)) return undefined
    // A condition that fails says less than what is wrong in it.
    const errors: readonly ErrorObject[] = validate.errors ?? []
    const [error] = errors.filter(({keyword}) => !['anyOf', 'if'].includes(keyword))
    return error && `${error.instancePath} ${error.keyword}`
  }
}
