import path from 'node:path'

import type {ErrorObject} from '../parsing/ajv.js'
import type {Flaw, Source} from '../parsing/located-document.js'
import type {Policy, ReadPolicy} from '../model/policy.js'
import type {Tree} from './provenance-tree.js'

import {compiler} from '../parsing/ajv.js'
import {readChecks, readFrameworks} from '../catalog/catalog.js'
import {isPath, ownFrameworks} from '../catalog/select-frameworks.js'
import {characterProblems, isExcessive, schemaProblems} from '../parsing/schema-messages.js'
import {readCatalog} from '../catalog/catalog-files.js'
import {readOwnFile} from '../parsing/read-text-file.js'
import {flawOf, refusal} from '../parsing/format-problems.js'
import {parseSource} from '../parsing/located-document.js'
import {isDay} from '../foundation/date.js'
import {UserError} from '../foundation/user-error.js'
import {unsafe} from '../foundation/text.js'
import {isInside, realPath, rootOf} from '../files/confined-path.js'
import {fingerprint} from '../foundation/canonical-json.js'
import {isThere} from '../files/file-exists.js'
import {policyProblems} from './reference-checks.js'
import {plain, presentName, refined, renamed, treeOf} from './provenance-tree.js'

/** An effective policy that knows where each of its values was written. */
export interface TracedPolicy extends ReadPolicy {
  readonly tree: Tree
}

interface File {
  readonly file: string
  readonly source: Source
}

const deepest = 16
const mostFiles = 32
const mostBytes = 4 * 1_048_576

/**
 * Reads a policy file and those that it extends.
 *
 * @param own files of frameworks that answers may name, besides those of the policy
 * @throws UserError with everything that is wrong in them, each with its place
 */
export async function readPolicy(file: string, own: readonly string[] = []): Promise<TracedPolicy> {
  const flaws: Reading['flaws'] = []
  const reading: Reading = {bytes: 0, files: [], flaws, root: rootOf(file), seen: new Set()}
  await visit(file, [], reading)
  const {files, root} = reading
  if (flaws.length === 0) {
    const named = files.flatMap(({file: one, source}) =>
      frameworksOf(source).map(name => (isPath(name) ? frameworkFile(name, one, root) : name)),
    )
    const others = await ownFrameworks([...new Set([...named.filter(isPath), ...own])])
    const known = {
      checks: [...readChecks(), ...others.flatMap(({checks}) => checks)],
      frameworks: [...readFrameworks(), ...others.map(({framework}) => framework)],
    }
    for (const {file: one, source} of files)
      flaws.push(
        ...policyProblems({at: '', value: source.value}, known, isPath).map(problem => ({
          file: one,
          ...flawOf(problem, source),
        })),
      )
  }

  if (flaws.length > 0)
    throw new UserError(
      refusal(`${file} is no policy that can be judged by:`, flaws),
      'The form of the file is in the README of heroku-compliance; heroku compliance:controls lists frameworks, controls and checks.',
    )
  const tree = effective(files)
  const policy = {
    allow: {},
    ...Object.fromEntries(
      Object.entries(plain(tree) as object).filter(([key]) => key !== 'extends' && key !== 'version'),
    ),
  } as Policy
  return {files: [...files].reverse().map(one => one.file), policy, sha256: fingerprint(policy), tree}
}

/** A file of a framework that a policy names; one that is not there is told by what reads it. */
function frameworkFile(name: string, from: string, root: string): string {
  const file = path.join(path.dirname(from), name)
  if (isThere(file)) confined(file, from, root)
  return file
}

const frameworksOf = ({value}: Source) => (value as {frameworks?: string[]}).frameworks ?? []

/** What is read on the way from a file to all that it extends. */
interface Reading {
  /** The folder that nothing may lead out of. */
  readonly root: string
  /** Real paths of what was read. */
  readonly seen: Set<string>
  /** Each file once, what it extends before it. */
  readonly files: File[]
  readonly flaws: Array<Flaw & {readonly file: string}>
  bytes: number
}

/**
 * Reads a file and what it extends. A file overrules all that it refines, in whatever order others name them.
 *
 * @param trail the files that led here, each by its name and its real path
 */
async function visit(
  file: string,
  trail: ReadonlyArray<{readonly file: string; readonly real: string}>,
  reading: Reading,
): Promise<void> {
  const from = trail.at(-1)
  const real = from === undefined ? realPath(file) : confined(file, from.file, reading.root)
  const names = [...trail.map(one => one.file), file]
  if (trail.some(one => one.real === real))
    throw new UserError(`Policy files extend each other in a circle: ${names.join(' > ')}.`)
  if (reading.seen.has(real)) return
  if (names.length > deepest)
    throw new UserError(
      `Policy files extend each other more than ${deepest} deep: ${names.slice(0, 3).join(' > ')} > ...`,
    )
  reading.seen.add(real)
  if (reading.seen.size > mostFiles) throw new UserError(`${names[0] ?? file} extends more than ${mostFiles} files.`)
  const text = readOwnFile(real, 'policy', file)
  reading.bytes += Buffer.byteLength(text)
  if (reading.bytes > mostBytes)
    throw new UserError(
      `${names[0] ?? file} and the files that it extends are larger than ${mostBytes / 1_048_576} MiB, which no policy is.`,
    )
  const source = await parsed(file, text, reading.flaws)
  if (!source) return
  for (const base of (source.value as {extends?: string[]}).extends ?? [])
    await visit(path.join(path.dirname(file), base), [...trail, {file, real}], reading)
  reading.files.push({file, source})
}

/** The real path of a file that another one names, as long as it lies where that may lead; nothing of it was read. */
function confined(file: string, from: string, root: string): string {
  const real = realOf(file, from)
  if (!isInside(root, real))
    throw new UserError(
      `${from} names ${file}, which points outside ${root}: a policy can only name files in its own repository, or in its own folder where there is none.`,
    )
  return real
}

function realOf(file: string, from: string): string {
  try {
    return realPath(file)
  } catch (error) {
    if (error instanceof UserError) throw new UserError(`${from} extends a file that is unavailable: ${error.message}`)
    throw error
  }
}

/** The document of one file, if it has the form of a policy. */
async function parsed(file: string, text: string, flaws: Reading['flaws']): Promise<Source | undefined> {
  const {flaws: broken, source} = await parseSource(text, /\.json$/i.test(file) ? 'json' : 'yaml')
  const problems = source ? problemsOf(source) : []
  const found = [...broken, ...problems.map(problem => flawOf(problem, source))].map(flaw => ({file, ...flaw}))
  flaws.push(...found)
  return found.length > 0 ? undefined : source
}

function problemsOf(source: Source) {
  const {value} = source
  if (isExcessive(value)) return [{at: '', say: () => 'is too large or too deep once its aliases are filled in'}]
  const version = (value as {version?: unknown} | null)?.version
  if (version !== undefined && version !== 1)
    return [{at: '/version', say: () => `is ${JSON.stringify(version)}; this version of the tool reads 1`}]
  const ajv = compiler()
  ajv.addFormat('date', isDay)
  const validate = ajv.compile(readCatalog<object>('./schema/policy.schema.json'))
  const errors = validate(value) ? [] : (validate.errors ?? [])
  const homeless = errors.filter(isOfScope)
  const named = Object.keys((value as object | null) ?? {}).filter(key => presentName(key) === 'documents')
  return [
    ...schemaProblems(
      errors.filter(error => !isOfScope(error) && error.keyword !== 'anyOf'),
      source,
    ),
    ...homeless.map(({instancePath}) => ({
      at: instancePath,
      say: () => 'lacks "apps", "spaces" or "teams": of which is it true?',
    })),
    ...(named.length > 1
      ? [
          {
            at: '',
            key: 'evidence',
            say: () => 'has "documents" and "evidence", which are one list: put all under "documents"',
          },
        ]
      : []),
    ...characterProblems(value, unsafe),
  ]
}

/** An answer has to say what it is true of, in one way or another. */
const isOfScope = ({keyword, schemaPath}: ErrorObject) => keyword === 'required' && schemaPath.includes('/anyOf/')

/** Paths of frameworks are told from the folder that the command runs in. */
function effective(files: readonly File[]): Tree {
  const trees = files.map(({file, source}) => {
    const value = source.value as {frameworks?: string[]}
    const here = value.frameworks
      ? {
          ...value,
          frameworks: value.frameworks.map(name => (isPath(name) ? path.join(path.dirname(file), name) : name)),
        }
      : value
    return renamed(treeOf(here, file, pointer => source.place(pointer)))
  })
  return trees.reduce((base, own) => refined(base, own))
}
