import type {Check, CompiledCheck} from '../model/check.js'
import type {EndOfLifeTables} from '../model/end-of-life.js'
import type {Framework} from '../model/framework.js'
import type {Catalog} from './catalog.js'
import type {BundledSchema} from './bundled-schemas.js'
import type {StatedCheck} from './failure-title.js'

import {byCodeUnit} from '../foundation/collections.js'
import {UserError} from '../foundation/user-error.js'
import {isObject} from '../foundation/is-object.js'
import {readFields, readSharedQuestionDays} from './catalog.js'
import {createCheckCompiler} from './compile.js'
import {compilePredicate} from './predicate.js'
import {clauseProblems} from './clause-lint.js'
import {withFailureTitle} from './failure-title.js'
import {childPointer} from '../foundation/json-pointer.js'
import {createRedosDetector} from './redos.js'
import {schemaErrorSentences} from './schema-errors.js'

/** The catalog of a run as it is saved: the checks with the limits that a policy set. */
export interface SavedCatalog {
  readonly frameworks: readonly Framework[]
  readonly answeredFrameworks: readonly Framework[]
  readonly checks: readonly Check[]
  readonly endOfLife: EndOfLifeTables
}

/** A saved document, and the name of its file for messages. */
export interface SavedDocument {
  readonly file: string
  readonly json: unknown
}

export const toSavedCatalog = ({answeredFrameworks, checks, endOfLife, frameworks}: Catalog): SavedCatalog => ({
  answeredFrameworks,
  checks: checks.map(check => withoutTests(check)),
  endOfLife,
  frameworks,
})

/** The keys keep the order of the check's file. */
const withoutTests = (check: CompiledCheck) =>
  Object.fromEntries(Object.entries(check).filter(([key]) => key !== 'tests')) as unknown as Check

/**
 * Restores a saved catalog to assess by it again. Its source is not trusted, so it is validated first.
 *
 * @param answeredFrameworks those that aren't assessed, but whose answers may carry over
 * @throws UserError if this version of the tool can't assess by it
 */
export async function restoreCatalog(
  frameworks: readonly SavedDocument[],
  checks: SavedDocument,
  versions: SavedDocument,
  answeredFrameworks: readonly SavedDocument[] = [],
): Promise<Catalog> {
  for (const {file, json} of [...frameworks, ...answeredFrameworks])
    assertValid(file, 'framework.schema.json', withoutProfileOf(json))
  assertValid(checks.file, 'checks.schema.json', withShortTitles(checks.json))
  assertValid(versions.file, 'end-of-life.schema.json', versions.json)
  return {
    answeredFrameworks: answeredFrameworks.map(({json}) => json as Framework).sort((a, b) => byCodeUnit(a.id, b.id)),
    checks: await compileChecks(checks),
    endOfLife: versions.json as EndOfLifeTables,
    frameworks: frameworks.map(({json}) => json as Framework),
    sharedQuestions: readSharedQuestionDays(),
  }
}

const otherVersionHint =
  'Install the version of the plugin that wrote it, or write a new bundle with heroku compliance:evidence.'

function assertValid(file: string, schema: BundledSchema, json: unknown): void {
  const [firstError] = schemaErrorSentences(schema, json)
  if (firstError !== undefined)
    throw new UserError(`${file} is not valid for this version of the tool: ${firstError}.`, otherVersionHint)
}

/** Resolving a profile adds `profileOf`, which the schema of frameworks doesn't have. */
const withoutProfileOf = (json: unknown): unknown =>
  isObject(json) ? Object.fromEntries(Object.entries(json).filter(([key]) => key !== 'profileOf')) : json

/** A title with the limit of a policy or with "not met:" may be longer than a check file allows. */
function withShortTitles(json: unknown): unknown {
  if (!Array.isArray(json)) return json
  return json.map((check: unknown) => {
    if (!isObject(check)) return check
    const titles = ['title', 'failureTitle'].flatMap((key): Array<[string, string]> => {
      const title = check[key]
      return typeof title === 'string' ? [[key, title.slice(0, 90).trim()]] : []
    })
    return {...check, ...Object.fromEntries(titles)}
  })
}

async function compileChecks({file, json}: SavedDocument): Promise<CompiledCheck[]> {
  const fields = readFields()
  const unsafePatternReason = await createRedosDetector()
  const compileCheck = createCheckCompiler(fields)
  return (json as StatedCheck[]).map(stated => {
    const check = withFailureTitle(stated)
    const [problem] = (['when', 'must'] as const).flatMap(side =>
      Object.entries(check[side] ?? {}).flatMap(([field, clause]) =>
        clauseProblems(
          {fields: fields[check.subject], unsafePatternReason, subject: check.subject, compilePredicate},
          side,
          field,
          clause,
          childPointer(`/${side}`, field),
        ),
      ),
    )
    if (problem)
      throw new UserError(
        `${file} has a check that this version of the tool can't evaluate: ` +
          `${check.id}: ${problem.pointer} ${problem.describe()}.`,
        otherVersionHint,
      )
    return compileCheck(check)
  })
}
