import path from 'node:path'

import type {ErrorObject} from '../parsing/ajv.js'
import type {LocatedProblem, LocatedDocument} from '../parsing/located-document.js'
import type {FrameworkHead} from '../model/framework.js'
import type {Policy, LoadedPolicy} from '../model/policy.js'
import type {ProvenanceTree} from './provenance-tree.js'

import {frameworkHeads, readChecks, readFramework, readFrameworkHeads} from '../catalog/catalog.js'
import {isFilePath, readCustomFrameworks} from '../catalog/select-frameworks.js'
import {characterProblems, isExcessive, schemaProblems} from '../parsing/schema-messages.js'
import {schemaErrors} from '../catalog/schema-errors.js'
import {missingFileHints, readUserFile} from '../parsing/read-text-file.js'
import {locateProblem, problemReport} from '../parsing/format-problems.js'
import {parseDocument} from '../parsing/located-document.js'
import {memoize} from '../foundation/memoize.js'
import {UserError} from '../foundation/user-error.js'
import {unsafeCharacters} from '../foundation/text.js'
import {isInside, realPath, confinementRoot} from '../files/confined-path.js'
import {fingerprint} from '../foundation/canonical-json.js'
import {fileExists} from '../files/file-exists.js'
import {guardProblems} from './guard-problems.js'
import {scopeDefaultProblems, withoutReplacedScope} from './scope-defaults.js'
import {referenceProblems} from './reference-checks.js'
import {plainValue, currentKey, mergeTrees, withCurrentKeys, treeOf} from './provenance-tree.js'

/** An effective policy with the position at which each of its values is written. */
export interface TracedPolicy extends LoadedPolicy {
  readonly tree: ProvenanceTree
}

interface PolicyFile {
  readonly file: string
  readonly document: LocatedDocument
}

const maxDepth = 16
const maxFiles = 32
const maxBytes = 4 * 1_048_576
const extendsHint = 'Copy what you need of them into one file.'

/**
 * Reads a policy file and those that it extends.
 *
 * @param frameworkFiles files of custom frameworks that answers may name, besides those that the policy names
 * @throws UserError with all errors in them, each with its position
 */
export async function readPolicy(file: string, frameworkFiles: readonly string[] = []): Promise<TracedPolicy> {
  realPath(file, missingFileHints.policy)
  const problems: ReadProgress['problems'] = []
  const progress: ReadProgress = {bytes: 0, files: [], problems, root: confinementRoot(file), seenPaths: new Set()}
  await readWithBases(file, [], progress)
  const {files, root} = progress
  if (problems.length === 0) {
    const frameworkNames = files.flatMap(({file: policyPath, document}) =>
      frameworksOf(document).map(name => (isFilePath(name) ? frameworkFile(name, policyPath, root) : name)),
    )
    const customFrameworks = await readCustomFrameworks([
      ...new Set([...frameworkNames.filter(isFilePath), ...frameworkFiles]),
    ])
    const vocabulary = {
      checks: [...readChecks(), ...customFrameworks.flatMap(({checks}) => checks)],
      controlIds: memoize(
        ({id}: FrameworkHead) => {
          const custom = customFrameworks.find(({framework}) => framework.id === id)
          return (custom?.framework ?? readFramework(id)).controls.map(control => control.id)
        },
        ({id}) => id,
      ),
      customFrameworks: customFrameworks.map(({framework}) => framework),
      frameworks: [...frameworkHeads(policyOf(mergePolicyFiles(files))), ...readFrameworkHeads()],
    }
    for (const {file: policyPath, document} of files)
      problems.push(
        ...referenceProblems({pointer: '', value: document.value}, vocabulary, isFilePath).map(problem => ({
          file: policyPath,
          ...locateProblem(problem, document),
        })),
      )
  }

  if (problems.length > 0)
    throw new UserError(
      problemReport(`${file} is not a valid policy:`, problems),
      'docs/policy.md of heroku-compliance describes the policy file; ' +
        'heroku compliance:controls lists frameworks, controls and checks.',
    )
  const tree = mergePolicyFiles(files)
  const policy = policyOf(tree)
  return {files: [...files].reverse().map(policyFile => policyFile.file), policy, sha256: fingerprint(policy), tree}
}

const policyOf = (tree: ProvenanceTree): Policy => ({
  allow: {},
  ...Object.fromEntries(
    Object.entries(plainValue(tree) as object).filter(([key]) => key !== 'extends' && key !== 'version'),
  ),
})

/** The file of a framework that a policy names; its reader reports one that doesn't exist. */
function frameworkFile(name: string, namedIn: string, root: string): string {
  const file = path.join(path.dirname(namedIn), name)
  if (fileExists(file)) confinedPath(file, namedIn, root)
  return file
}

const frameworksOf = ({value}: LocatedDocument) => (value as {frameworks?: string[]}).frameworks ?? []

/** What was read so far on the way from a policy file to all that it extends. */
interface ReadProgress {
  /** The folder that no path may leave. */
  readonly root: string
  /** Paths of the files that were read, with links resolved. */
  readonly seenPaths: Set<string>
  /** Each file once, after those that it extends. */
  readonly files: PolicyFile[]
  readonly problems: Array<LocatedProblem & {readonly file: string}>
  bytes: number
}

/**
 * Reads a file after those that it extends: a file overrides all that it extends, in whatever order others name them.
 *
 * @param trail the files that led here, each by its name and its path without links
 */
async function readWithBases(file: string, trail: readonly PolicyStep[], progress: ReadProgress): Promise<void> {
  const extendedFrom = trail.at(-1)
  const real = extendedFrom === undefined ? realPath(file) : confinedPath(file, extendedFrom.file, progress.root)
  assertNoCircle({file, real}, trail)
  if (progress.seenPaths.has(real)) return
  progress.seenPaths.add(real)
  const text = readUserFile(real, 'policy', file)
  progress.bytes += Buffer.byteLength(text)
  assertWithinLimits(trail[0]?.file ?? file, progress)
  const document = await parsePolicyFile(file, text, progress.problems)
  if (!document) return
  for (const base of (document.value as {extends?: string[]}).extends ?? [])
    await readWithBases(path.join(path.dirname(file), base), [...trail, {file, real}], progress)
  progress.files.push({file, document})
}

/** A policy file, by its name and its path without links. */
interface PolicyStep {
  readonly file: string
  readonly real: string
}

function assertNoCircle({file, real}: PolicyStep, trail: readonly PolicyStep[]): void {
  const names = [...trail.map(step => step.file), file]
  if (trail.some(step => step.real === real))
    throw new UserError(
      `Policy files extend each other in a circle: ${names.join(' > ')}.`,
      `Remove ${file} from the list "extends" in ${trail.at(-1)?.file ?? file}.`,
    )
  if (names.length > maxDepth)
    throw new UserError(
      `Policy files extend each other more than ${maxDepth} deep: ${names.slice(0, 3).join(' > ')} > ...`,
      extendsHint,
    )
}

/** Limits the files, and their total size, that a policy file extends. */
function assertWithinLimits(file: string, {bytes, seenPaths}: ReadProgress): void {
  if (seenPaths.size > maxFiles) throw new UserError(`${file} extends more than ${maxFiles} files.`, extendsHint)
  if (bytes > maxBytes)
    throw new UserError(
      `${file} and the files that it extends exceed the limit of ${maxBytes / 1_048_576} MiB.`,
      extendsHint,
    )
}

/** The path without links of a file that another one names, if it is inside the root; it isn't read before that. */
function confinedPath(file: string, namedIn: string, root: string): string {
  const real = realPathOfBase(file, namedIn)
  if (!isInside(root, real))
    throw new UserError(
      `${namedIn} names ${file}, which points outside ${root}: ` +
        'a policy can only name files in its own repository, or in its own folder if there is no repository.',
      `Copy ${path.basename(file)} into ${root}, and name that copy.`,
    )
  return real
}

function realPathOfBase(file: string, namedIn: string): string {
  try {
    return realPath(file)
  } catch (error) {
    if (error instanceof UserError)
      throw new UserError(`${namedIn} extends a file that is unavailable: ${error.message}`, error.hint)
    throw error
  }
}

/** The document of one file; undefined if it isn't a valid policy. */
async function parsePolicyFile(
  file: string,
  text: string,
  problems: ReadProgress['problems'],
): Promise<LocatedDocument | undefined> {
  const {problems: syntaxProblems, document} = await parseDocument(text, /\.json$/i.test(file) ? 'json' : 'yaml')
  const contentProblems = document ? findProblems(document) : []
  const located = [...syntaxProblems, ...contentProblems.map(problem => locateProblem(problem, document))].map(
    flaw => ({file, ...flaw}),
  )
  problems.push(...located)
  return located.length > 0 ? undefined : document
}

function findProblems(document: LocatedDocument) {
  const {value} = document
  if (isExcessive(value))
    return [{pointer: '', describe: () => 'is too large or too deeply nested once its aliases are resolved'}]
  const version = (value as {version?: unknown} | null)?.version
  if (version !== undefined && version !== 1)
    return [{pointer: '/version', describe: () => `is ${JSON.stringify(version)}; this version of the tool reads 1`}]
  const errors = schemaErrors('policy.schema.json', value)
  const scopeErrors = errors.filter(isScopeError)
  const documentKeys = Object.keys((value as object | null) ?? {}).filter(key => currentKey(key) === 'documents')
  return [
    ...schemaProblems(
      errors.filter(error => !isScopeError(error) && error.keyword !== 'anyOf'),
      document,
    ),
    ...scopeErrors.map(({instancePath}) => ({
      pointer: instancePath,
      describe: () => 'lacks "apps", "spaces" or "teams": what does it apply to?',
    })),
    ...(documentKeys.length > 1
      ? [
          {
            pointer: '',
            key: 'evidence',
            describe: () =>
              'has both "documents" and "evidence", which are the same list: put everything under "documents"',
          },
        ]
      : []),
    ...scopeDefaultProblems(value),
    ...guardProblems(value),
    ...characterProblems(value, unsafeCharacters),
  ]
}

/** An answer must say what it applies to: apps, spaces or teams. */
const isScopeError = ({keyword, schemaPath}: ErrorObject) => keyword === 'required' && schemaPath.includes('/anyOf/')

/** Merges policy files; paths of frameworks become relative to the working directory. */
function mergePolicyFiles(files: readonly PolicyFile[]): ProvenanceTree {
  const trees = files.map(({file, document}) => {
    const value = document.value as {frameworks?: string[]}
    const resolved = value.frameworks
      ? {
          ...value,
          frameworks: value.frameworks.map(name => (isFilePath(name) ? path.join(path.dirname(file), name) : name)),
        }
      : value
    return withCurrentKeys(treeOf(resolved, file, pointer => document.positionOf(pointer)))
  })
  return trees.reduce((base, overlay) => mergeTrees(withoutReplacedScope(base, overlay), overlay))
}
