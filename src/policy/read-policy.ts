import path from 'node:path'

import type {ErrorObject} from '../catalog/ajv.js'
import type {Flaw, Source} from '../catalog/source.js'
import type {Policy, ReadPolicy} from '../model/policy.js'
import type {Tree} from './tree.js'

import {compiler} from '../catalog/ajv.js'
import {readChecks, readFrameworks} from '../catalog/catalog.js'
import {isPath, ownFrameworks} from '../catalog/choose.js'
import {characterProblems, isExcessive, schemaProblems} from '../catalog/own-words.js'
import {readCatalog} from '../catalog/read.js'
import {readOwnFile} from '../catalog/read-own-file.js'
import {flawOf, refusal} from '../catalog/refusal.js'
import {parseSource} from '../catalog/source.js'
import {isDay} from '../model/day.js'
import {UserError} from '../model/errors.js'
import {unsafe} from '../model/text.js'
import {fingerprint} from '../store/hash.js'
import {policyProblems} from './rules.js'
import {plain, presentName, refined, renamed, treeOf} from './tree.js'

/** An effective policy that knows where each of its values was written. */
export interface TracedPolicy extends ReadPolicy {
  readonly tree: Tree
}

interface File {
  readonly file: string
  readonly source: Source
}

const deepest = 16

/**
 * Reads a policy file and those that it extends.
 *
 * @param own files of frameworks that answers may name, besides those of the policy
 * @throws UserError with everything that is wrong in them, each with its place
 */
export async function readPolicy(file: string, own: readonly string[] = []): Promise<TracedPolicy> {
  const flaws: Array<Flaw & {readonly file: string}> = []
  const files = await withBases(file, [], flaws)
  if (flaws.length === 0) {
    const named = files.flatMap(({file: one, source}) => frameworksOf(source).map(name => isPath(name) ? path.join(path.dirname(one), name) : name))
    const others = await ownFrameworks([...new Set([...named.filter(isPath), ...own])])
    const known = {checks: [...readChecks(), ...others.flatMap(({checks}) => checks)], frameworks: [...readFrameworks(), ...others.map(({framework}) => framework)]}
    for (const {file: one, source} of files) flaws.push(...policyProblems({at: '', value: source.value}, known, isPath).map(problem => ({file: one, ...flawOf(problem, source)})))
  }

  if (flaws.length > 0) throw new UserError(refusal(`${file} is no policy that can be judged by:`, flaws), 'The form of the file is in the README of heroku-compliance; heroku compliance:controls lists frameworks, controls and checks.')
  const tree = effective(files)
  const policy = {allow: {}, ...Object.fromEntries(Object.entries(plain(tree) as object).filter(([key]) => key !== 'extends' && key !== 'version'))} as Policy
  return {files: [...files].reverse().map(one => one.file), policy, sha256: fingerprint(policy), tree}
}

const frameworksOf = ({value}: Source) => (value as {frameworks?: string[]}).frameworks ?? []

/** The files that one extends, each once, before it. */
async function withBases(file: string, trail: readonly string[], flaws: Array<Flaw & {readonly file: string}>): Promise<File[]> {
  const chain = [...trail, file]
  if (trail.some(one => path.resolve(one) === path.resolve(file))) throw new UserError(`Policy files extend each other in a circle: ${chain.join(' > ')}.`)
  if (chain.length > deepest) throw new UserError(`Policy files extend each other more than ${deepest} deep: ${chain.slice(0, 3).join(' > ')} > ...`)
  const source = await read(file, trail.at(-1), flaws)
  if (!source) return []
  const files: File[] = []
  const bases = (source.value as {extends?: string[]}).extends ?? []
  for (const base of bases) {
    for (const one of await withBases(path.join(path.dirname(file), base), chain, flaws)) if (files.every(other => path.resolve(other.file) !== path.resolve(one.file))) files.push(one)
  }

  return [...files, {file, source}]
}

/** The document of one file, if it has the form of a policy. */
async function read(file: string, from: string | undefined, flaws: Array<Flaw & {readonly file: string}>): Promise<Source | undefined> {
  const {flaws: broken, source} = await parseSource(textOf(file, from), /\.json$/i.test(file) ? 'json' : 'yaml')
  const problems = source ? problemsOf(source) : []
  const found = [...broken, ...problems.map(problem => flawOf(problem, source))].map(flaw => ({file, ...flaw}))
  flaws.push(...found)
  return found.length > 0 ? undefined : source
}

function textOf(file: string, from: string | undefined): string {
  try {
    return readOwnFile(file, 'policy')
  } catch (error) {
    if (error instanceof UserError && from !== undefined) throw new UserError(`${from} extends a file that cannot be had: ${error.message}`)
    throw error
  }
}

function problemsOf(source: Source) {
  const {value} = source
  if (isExcessive(value)) return [{at: '', say: () => 'is too large or too deep once its aliases are filled in'}]
  const version = (value as {version?: unknown} | null)?.version
  if (version !== undefined && version !== 1) return [{at: '/version', say: () => `is ${JSON.stringify(version)}; this version of the tool reads 1`}]
  const ajv = compiler()
  ajv.addFormat('date', isDay)
  const validate = ajv.compile(readCatalog<object>('./schema/policy.schema.json'))
  const errors = validate(value) ? [] : validate.errors ?? []
  const homeless = errors.filter(isOfScope)
  const named = Object.keys((value as object | null) ?? {}).filter(key => presentName(key) === 'documents')
  return [
    ...schemaProblems(errors.filter(error => !isOfScope(error) && error.keyword !== 'anyOf'), source),
    ...homeless.map(({instancePath}) => ({at: instancePath, say: () => 'lacks "apps", "spaces" or "teams": of which is it true?'})),
    ...named.length > 1 ? [{at: '', key: 'evidence', say: () => 'has "documents" and "evidence", which are one list: put all under "documents"'}] : [],
    ...characterProblems(value, unsafe),
  ]
}

/** An answer has to say what it is true of, in one way or another. */
const isOfScope = ({keyword, schemaPath}: ErrorObject) => keyword === 'required' && schemaPath.includes('/anyOf/')

/** Paths of frameworks are told from the folder that the command runs in. */
function effective(files: readonly File[]): Tree {
  const trees = files.map(({file, source}) => {
    const value = source.value as {frameworks?: string[]}
    const here = value.frameworks ? {...value, frameworks: value.frameworks.map(name => isPath(name) ? path.join(path.dirname(file), name) : name)} : value
    return renamed(treeOf(here, file, pointer => source.place(pointer)))
  })
  return trees.reduce((base, own) => refined(base, own))
}
