import type {Ajv2020, Options, ValidateFunction} from '../parsing/ajv.js'

import {products} from '../model/end-of-life.js'
import {createAjv} from '../parsing/ajv.js'
import {createNarrowingAjv} from '../parsing/narrowing-ajv.js'
import {readCatalogFile} from './catalog-files.js'

/** The schemas that documents are validated against. */
export const bundledSchemas = [
  'access-review.schema.json',
  'checks.schema.json',
  'end-of-life.schema.json',
  'framework.schema.json',
  'manifest.schema.json',
  'own-framework.schema.json',
  'policy.schema.json',
  'report.schema.json',
  'snapshot.schema.json',
] as const

export type BundledSchema = (typeof bundledSchemas)[number]

const files = [
  'access-review',
  'check',
  'framework',
  'manifest',
  'own-framework',
  'policy',
  'report',
  'snapshot',
] as const

const dateSchema = {pattern: String.raw`^\d{4}-\d{2}-\d{2}$`, type: 'string'}
const versionSchema = {
  properties: {checkedOn: dateSchema, endOfLife: dateSchema, source: {type: 'string'}, version: {type: 'string'}},
  required: ['version', 'endOfLife', 'source', 'checkedOn'],
  type: 'object',
}

/** A compiler that knows the bundled schemas; each is compiled when it is first used. */
export function schemaCompiler(options?: Options): Ajv2020 {
  const ajv = createAjv(options)
  for (const name of files)
    ajv.addSchema(readCatalogFile<object>(`./schema/${name}.schema.json`), `${name}.schema.json`)
  ajv.addSchema({$id: 'checks.schema.json', items: {$ref: 'check.schema.json#/$defs/check'}, type: 'array'})
  ajv.addSchema({
    $id: 'end-of-life.schema.json',
    properties: Object.fromEntries(products.map(name => [name, {items: versionSchema, type: 'array'}])),
    required: products,
    type: 'object',
  })
  return ajv
}

/** @throws Error for a schema that the compiler doesn't know */
export function compiledSchema(ajv: Ajv2020, name: BundledSchema): ValidateFunction {
  const validate = ajv.getSchema(name)
  if (!validate) throw new Error(`unknown schema: ${name}`)
  return validate
}

export interface FactSchema {
  readonly $id: string
  readonly $defs: Readonly<Record<string, object>>
}

/** The schema of facts, each kind under `$defs`. */
export const readFactSchema = (): FactSchema => readCatalogFile('./schema/facts.schema.json')

/** The name of a kind of fact under `$defs`. */
export const factDefinition = (kind: string): string => `fact-${kind}`

/** A compiler that knows the schema of facts, which may be given with shared parts moved to `$defs`. */
export function factCompiler(schema: object = readFactSchema(), options?: Options): Ajv2020 {
  const ajv = createNarrowingAjv(options)
  ajv.addSchema(schema)
  return ajv
}
