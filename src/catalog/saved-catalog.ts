import type {Check, CompiledCheck} from '../model/check.js'
import type {EndOfLifeTables} from '../model/end-of-life.js'
import type {Framework} from '../model/framework.js'
import type {Catalog} from './catalog.js'
import type {ErrorObject} from '../parsing/ajv.js'

import {products} from '../model/end-of-life.js'
import {UserError} from '../foundation/user-error.js'
import {isObject} from '../foundation/is-object.js'
import {compiler} from '../parsing/ajv.js'
import {readFields} from './catalog.js'
import {checkCompiler} from './compile.js'
import {explain} from '../parsing/schema-sentences.js'
import {predicate} from './predicate.js'
import {clauseProblems} from './clause-lint.js'
import {below} from '../foundation/json-pointer.js'
import {readCatalog} from './catalog-files.js'
import {runawayFinder} from './redos.js'

/** What was judged by, as it is saved: the checks with the limits that a policy set. */
export interface SavedCatalog {
  readonly frameworks: readonly Framework[]
  readonly checks: readonly Check[]
  readonly endOfLife: EndOfLifeTables
}

/** A document that was saved, and what to call it. */
export interface SavedDocument {
  readonly file: string
  readonly json: unknown
}

export const savedCatalog = ({checks, endOfLife, frameworks}: Catalog): SavedCatalog => ({
  checks: checks.map(check => withoutTests(check)),
  endOfLife,
  frameworks,
})

/** In the order of its file. */
const withoutTests = (check: CompiledCheck) =>
  Object.fromEntries(Object.entries(check).filter(([key]) => key !== 'tests')) as unknown as Check

/**
 * What was judged by, to judge by it again. It may come from anybody, so that it is held to its form first.
 *
 * @throws UserError where this version of the tool cannot judge by it
 */
export async function catalogOf(
  frameworks: readonly SavedDocument[],
  checks: SavedDocument,
  versions: SavedDocument,
): Promise<Catalog> {
  const ajv = compiler()
  const framework = ajv.compile(readCatalog<object>('./schema/framework.schema.json'))
  const check = ajv.compile({items: readCatalog<object>('./schema/check.schema.json'), type: 'array'})
  for (const {file, json} of frameworks) hold(file, framework(withoutParent(json)) ? [] : framework.errors)
  hold(checks.file, check(withShortTitles(checks.json)) ? [] : check.errors)
  const tables = ajv.compile(endOfLifeSchema)
  hold(versions.file, tables(versions.json) ? [] : tables.errors)
  return {
    checks: await compiled(checks),
    endOfLife: versions.json as EndOfLifeTables,
    frameworks: frameworks.map(({json}) => json as Framework),
  }
}

const text = {type: 'string'}
const day = {pattern: String.raw`^\d{4}-\d{2}-\d{2}$`, type: 'string'}
const row = {
  properties: {checkedOn: day, endOfLife: day, source: text, version: text},
  required: ['version', 'endOfLife', 'source', 'checkedOn'],
  type: 'object',
}
const endOfLifeSchema = {
  properties: Object.fromEntries(products.map(name => [name, {items: row, type: 'array'}])),
  required: products,
  type: 'object',
}

function hold(file: string, errors: readonly ErrorObject[] | null | undefined): void {
  const [first] = explain(errors ?? [])
  if (first !== undefined)
    throw new UserError(`${file} is not of the form that this version of the tool judges by: ${first}.`)
}

/** Which framework it is a profile of is known of it once it is resolved. */
const withoutParent = (json: unknown): unknown =>
  isObject(json) ? Object.fromEntries(Object.entries(json).filter(([key]) => key !== 'profileOf')) : json

/** A limit of a policy is told behind the title, which may be longer for it. */
function withShortTitles(json: unknown): unknown {
  return Array.isArray(json)
    ? json.map((one: unknown) =>
        isObject(one) && typeof one['title'] === 'string' ? {...one, title: one['title'].slice(0, 90).trim()} : one,
      )
    : json
}

async function compiled({file, json}: SavedDocument): Promise<CompiledCheck[]> {
  const fields = readFields()
  const runaway = await runawayFinder()
  const compile = checkCompiler(fields)
  return (json as Check[]).map(check => {
    const [problem] = (['when', 'must'] as const).flatMap(side =>
      Object.entries(check[side] ?? {}).flatMap(([field, clause]) =>
        clauseProblems(
          {fields: fields[check.subject], runaway, subject: check.subject, validator: predicate},
          side,
          field,
          clause,
          below(`/${side}`, field),
        ),
      ),
    )
    if (problem)
      throw new UserError(
        `${file} holds a check that this version of the tool cannot judge by: ${check.id}: ${problem.at} ${problem.say()}.`,
      )
    return compile(check)
  })
}
