import type {Ajv2020, Options} from './ajv.js'

import {_, stringify} from 'ajv/dist/2020.js'

import {createAjv} from './ajv.js'

/** What a narrowing validator gets as `this`. */
export interface Narrowing {
  /** Whether properties that the schema doesn't name are deleted; otherwise they are errors. */
  readonly dropsUnknown: boolean
}

/**
 * A compiler whose validators stop at the first error, and take a `Narrowing` as `this`: one set of validators reduces
 * API responses and validates saved ones. `additionalProperties` must be false in its schemas; its errors name the
 * known properties. Schemas aren't validated: the meta-schema itself uses `additionalProperties` otherwise.
 */
export function createNarrowingAjv(options: Options = {}): Ajv2020 {
  const ajv = createAjv({
    allErrors: false,
    inlineRefs: false,
    passContext: true,
    validateSchema: false,
    verbose: false,
    ...options,
  })
  ajv.removeKeyword('additionalProperties')
  ajv.addKeyword({
    before: 'properties',
    code(context) {
      const {data, gen, parentSchema} = context
      if (context.schema !== false) throw new Error('"additionalProperties" must be false')
      const properties = propertyNames(parentSchema)
      gen.forIn('key', data, key => {
        context.setParams({additionalProperty: key})
        const isUnknown = properties
          .map(name => _`${key} !== ${name}`)
          .reduce((left, right) => _`${left} && ${right}`, _`true`)
        gen.if(isUnknown, () =>
          gen.if(
            _`this.dropsUnknown`,
            () => gen.code(_`delete ${data}[${key}]`),
            () => {
              context.error()
              gen.break()
            },
          ),
        )
      })
      context.ok(true)
    },
    error: {
      message: 'must NOT have additional properties',
      params: ({params, parentSchema}) =>
        _`{additionalProperty: ${params['additionalProperty']}, properties: ${stringify(propertyNames(parentSchema))}}`,
    },
    keyword: 'additionalProperties',
    type: 'object',
  })
  return ajv
}

const propertyNames = (schema: object | undefined) =>
  Object.keys((schema as {properties?: object} | undefined)?.properties ?? {})
