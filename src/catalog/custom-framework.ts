import type {Check} from '../model/check.js'
import type {StatedCheck} from './failure-title.js'
import type {Control, Framework} from '../model/framework.js'
import type {BundledCatalog} from './custom-framework-rules.js'
import type {Problem} from '../foundation/json-pointer.js'
import type {LocatedDocument} from '../parsing/located-document.js'

import {UserError} from '../foundation/user-error.js'
import {severities} from '../model/framework.js'
import {unsafeCharacters} from '../foundation/text.js'
import {customCheckProblems} from './custom-framework-checks.js'
import {crossReferenceProblems} from './custom-framework-rules.js'
import {characterProblems, isExcessive, schemaProblems} from '../parsing/schema-messages.js'
import {compilePredicate} from './predicate.js'
import {withFailureTitle} from './failure-title.js'
import {schemaErrors} from './schema-errors.js'
import {readUserFile} from '../parsing/read-text-file.js'
import {locateProblem, problemReport} from '../parsing/format-problems.js'
import {createRedosDetector} from './redos.js'
import {parseDocument} from '../parsing/located-document.js'

/** A framework from a user's file, and the checks that it defines. */
export interface CustomFramework {
  readonly checks: readonly Check[]
  readonly framework: Framework
}

/**
 * Reads a custom framework from a JSON or YAML file.
 *
 * @throws UserError with all errors in it, each with its position
 */
export async function readCustomFramework(file: string, bundled: BundledCatalog): Promise<CustomFramework> {
  const {problems: syntaxProblems, document} = await parseDocument(
    readUserFile(file),
    /\.json$/i.test(file) ? 'json' : 'yaml',
  )
  const contentProblems = document ? await findProblems(document, bundled) : []
  const located = [...syntaxProblems, ...contentProblems.map(problem => locateProblem(problem, document))]
  if (located.length > 0 || !document)
    throw new UserError(
      problemReport(
        `${file} is not a valid framework:`,
        located.map(located => ({file, ...located})),
      ),
      'heroku compliance:controls lists the checks; ' +
        'heroku compliance:controls --fields lists the fields that checks may read.',
    )
  return withDefaults(document.value as CustomFrameworkDocument, bundled)
}

async function findProblems(document: LocatedDocument, bundled: BundledCatalog): Promise<Problem[]> {
  const {value} = document
  if (isExcessive(value))
    return [{pointer: '', describe: () => 'is too large or too deeply nested once its aliases are resolved'}]
  const formatProblems = schemaProblems(schemaErrors('own-framework.schema.json', value), document)
  const malformedPointers = new Set(
    formatProblems.flatMap(({pointer}) =>
      pointer.split('/').map((_, index, keys) => keys.slice(0, index + 1).join('/')),
    ),
  )
  const root = {pointer: '', value}
  return [
    ...formatProblems,
    ...characterProblems(value, unsafeCharacters),
    ...crossReferenceProblems(root, bundled),
    ...customCheckProblems(root, bundled, {
      isWellFormed: at => !malformedPointers.has(at),
      unsafePatternReason: await createRedosDetector(),
      compilePredicate,
    }),
  ]
}

type Optional<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>

interface CustomFrameworkDocument extends Optional<Omit<Framework, 'controls'>, 'aliases' | 'documents' | 'sources'> {
  readonly checks?: readonly StatedCheck[]
  readonly controls: ReadonlyArray<
    Optional<Control, 'checks' | 'remediation' | 'responsibility' | 'severity' | 'source'>
  >
}

/** Completes a custom framework with defaults to the format of a bundled one. */
function withDefaults(
  {aliases = [], checks = [], controls, documents = {}, sources = {}, ...header}: CustomFrameworkDocument,
  bundled: BundledCatalog,
): CustomFramework {
  const allChecks = [...bundled.checks, ...checks]
  const worstSeverity = (ids: readonly string[]) =>
    severities.find(level => allChecks.some(({id, severity}) => severity === level && ids.includes(id))) ?? 'medium'
  const implicitSource =
    controls.some(({source}) => !source) && !Object.hasOwn(sources, header.id)
      ? {[header.id]: {title: `${header.title} ${header.version}`}}
      : {}
  return {
    checks: checks.map(check => withFailureTitle(check)),
    framework: {
      ...header,
      aliases,
      documents,
      controls: controls.map((control): Control => ({
        ...control,
        checks: control.checks ?? [],
        remediation: control.remediation ?? {
          text:
            (control.checks ?? []).length > 0
              ? 'Fix what its checks find.'
              : 'Find out who can answer the question, and record the answer.',
        },
        responsibility: control.responsibility ?? 'customer',
        severity: control.severity ?? worstSeverity(control.checks ?? []),
        source: control.source ?? {document: header.id, section: control.id},
      })),
      sources: {...sources, ...implicitSource},
    },
  }
}
