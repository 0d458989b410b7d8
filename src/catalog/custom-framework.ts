import type {Check} from '../model/check.js'
import type {Control, Framework} from '../model/framework.js'
import type {Bundled} from './custom-framework-rules.js'
import type {Problem} from '../foundation/json-pointer.js'
import type {Source} from '../parsing/located-document.js'

import {UserError} from '../foundation/user-error.js'
import {severities} from '../model/framework.js'
import {unsafe} from '../foundation/text.js'
import {compiler} from '../parsing/ajv.js'
import {checkProblems} from './custom-framework-checks.js'
import {ruleProblems} from './custom-framework-rules.js'
import {characterProblems, isExcessive, schemaProblems} from '../parsing/schema-messages.js'
import {predicate} from './predicate.js'
import {readCatalog} from './catalog-files.js'
import {readOwnFile} from '../parsing/read-text-file.js'
import {flawOf, refusal} from '../parsing/format-problems.js'
import {runawayFinder} from './redos.js'
import {parseSource} from '../parsing/located-document.js'

/** A framework from a file of the user's, and the checks that it brings. */
export interface OwnFramework {
  readonly checks: readonly Check[]
  readonly framework: Framework
}

/**
 * Reads a framework of one's own from a JSON or YAML file.
 *
 * @throws UserError with everything that is wrong in it, each with its place
 */
export async function readOwnFramework(file: string, bundled: Bundled): Promise<OwnFramework> {
  const {flaws, source} = await parseSource(readOwnFile(file), /\.json$/i.test(file) ? 'json' : 'yaml')
  const problems = source ? await problemsOf(source, bundled) : []
  const all = [...flaws, ...problems.map(problem => flawOf(problem, source))]
  if (all.length > 0 || !source)
    throw new UserError(
      refusal(
        `${file} is no framework that can be judged by:`,
        all.map(flaw => ({file, ...flaw})),
      ),
      'heroku compliance:controls lists the checks, heroku compliance:controls --fields the fields that checks may name.',
    )
  return normal(source.value as Document, bundled)
}

async function problemsOf(source: Source, bundled: Bundled): Promise<Problem[]> {
  const {value} = source
  if (isExcessive(value)) return [{at: '', say: () => 'is too large or too deep once its aliases are filled in'}]
  const ajv = compiler()
  for (const name of ['check', 'framework']) ajv.addSchema(readCatalog<object>(`./schema/${name}.schema.json`))
  const validate = ajv.compile(readCatalog<object>('./schema/own-framework.schema.json'))
  const said = validate(value) ? [] : schemaProblems(validate.errors ?? [], source)
  const unsound = new Set(
    said.flatMap(({at}) => at.split('/').map((_, index, keys) => keys.slice(0, index + 1).join('/'))),
  )
  const root = {at: '', value}
  return [
    ...said,
    ...characterProblems(value, unsafe),
    ...ruleProblems(root, bundled),
    ...checkProblems(root, bundled, {
      isSound: at => !unsound.has(at),
      runaway: await runawayFinder(),
      validator: predicate,
    }),
  ]
}

type Optional<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>

interface Document extends Optional<Omit<Framework, 'controls'>, 'aliases' | 'documents' | 'sources'> {
  readonly checks?: readonly Check[]
  readonly controls: ReadonlyArray<
    Optional<Control, 'checks' | 'remediation' | 'responsibility' | 'severity' | 'source'>
  >
}

/** The form that a bundled framework has, with what was left out filled in. */
function normal(
  {aliases = [], checks = [], controls, documents = {}, sources = {}, ...rest}: Document,
  bundled: Bundled,
): OwnFramework {
  const all = [...bundled.checks, ...checks]
  const worst = (ids: readonly string[]) =>
    severities.find(one => all.some(({id, severity}) => severity === one && ids.includes(id))) ?? 'medium'
  const itself =
    controls.some(({source}) => !source) && !Object.hasOwn(sources, rest.id)
      ? {[rest.id]: {title: `${rest.title} ${rest.version}`}}
      : {}
  return {
    checks,
    framework: {
      ...rest,
      aliases,
      documents,
      controls: controls.map((control): Control => ({
        ...control,
        checks: control.checks ?? [],
        remediation: control.remediation ?? {
          text:
            (control.checks ?? []).length > 0
              ? 'Mend what its checks find.'
              : 'Find out who can answer the question, and keep the answer.',
        },
        responsibility: control.responsibility ?? 'customer',
        severity: control.severity ?? worst(control.checks ?? []),
        source: control.source ?? {document: rest.id, section: control.id},
      })),
      sources: {...sources, ...itself},
    },
  }
}
