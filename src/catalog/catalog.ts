import type {Check, CompiledCheck, Dictionary, Examples} from '../model/check.js'
import type {EndOfLifeTables} from '../model/end-of-life.js'
import type {FactUse} from '../model/fact-use.js'
import type {Framework, FrameworkHead, Profile} from '../model/framework.js'
import type {Policy} from '../model/policy.js'
import type {CustomFramework} from './custom-framework.js'

import {byCodeUnit} from '../foundation/collections.js'
import {memoize} from '../foundation/memoize.js'
import {UserError} from '../foundation/user-error.js'
import {checksOfControl, commonQuestions, isDecidable} from '../model/framework.js'
import {declaredDataClasses} from '../model/policy.js'
import {nearest} from '../foundation/suggestion.js'
import {createCheckCompiler} from './compile.js'
import {applyLimits} from './limits.js'
import {withChosenProfiles} from './chosen-profiles.js'
import {readCrosswalkIndex, withRelations} from './crosswalk.js'
import {resolveProfile} from './profile.js'
import {listCatalogFolder, readCatalogFile} from './catalog-files.js'

/** The fields that checks may read, by kind of subject. */
export const readFields = (): Dictionary => readCatalogFile('./fields.json')

export const readChecks = (): Check[] =>
  listCatalogFolder('./checks/').map(id => readCatalogFile(`./checks/${id}.json`))

/** A bundled framework or profile by its id, with its crosswalk. */
export const readFramework = (id: string): Framework =>
  isProfile(id) ? readProfile(id, readFullFramework) : readFullFramework(id)

const isProfile = (id: string) => listCatalogFolder('./profiles/').includes(id)

const readFullFramework = (id: string): Framework =>
  withRelations(readCatalogFile(`./frameworks/${id}.json`), readCrosswalkIndex())

function readProfile(id: string, readParent: (id: string) => Framework): Framework {
  const profile = readCatalogFile<Profile>(`./profiles/${id}.json`)
  return resolveProfile(profile, readParent(profile.of))
}

/** The bundled frameworks, profiles of others last. */
export function readFrameworks(): Framework[] {
  // Several profiles select from the same framework.
  const readOnce = memoize(readFullFramework, id => id)
  return [
    ...listCatalogFolder('./frameworks/').map(id => readOnce(id)),
    ...listCatalogFolder('./profiles/').map(id => readProfile(id, readOnce)),
  ]
}

/** The names of the bundled frameworks, profiles last, without reading the frameworks. */
export const readFrameworkHeads = (): FrameworkHead[] => readCatalogFile('./framework-heads.json')

/**
 * The questions that may be asked in place of others, by framework and control, with the days that an answer counts:
 * the common questions, and those of NIST SP 800-53 that ask for all of their control.
 */
export type SharedQuestionDays = Readonly<Record<string, Readonly<Record<string, number>>>>

export const readSharedQuestionDays = (): SharedQuestionDays => readCatalogFile('./shared-questions.json')

/** By when the first fact about Heroku was to be checked again, and the last day on which the build isn't outdated. */
export interface FactsDue {
  readonly checkAgain: string
  readonly outdatedAfter: string
}

export const readFactsDue = (): FactsDue => readCatalogFile('./facts-due.json')

/** When support ends for each version of a product. */
export const readEndOfLife = (): EndOfLifeTables => ({
  postgres: readCatalogFile('./end-of-life/postgres.json'),
  stacks: readCatalogFile('./end-of-life/stacks.json'),
})

/** A passing and a failing case of each check. */
export const readExamples = (): Examples => readCatalogFile('./examples.json')

/** Which facts each bundled check needs. */
export const readFactUse = (): FactUse => readCatalogFile('./fact-use.json')

/** What a run assesses by. */
export interface Catalog {
  readonly frameworks: readonly Framework[]
  /** The checks that a control of the frameworks names, including signals; with `all`, every check. */
  readonly checks: readonly CompiledCheck[]
  /** Frameworks that aren't assessed, but whose answers may carry over to those that are, by id. */
  readonly answeredFrameworks: readonly Framework[]
  readonly sharedQuestions: SharedQuestionDays
  readonly endOfLife: EndOfLifeTables
  /** Set where only a part of the frameworks was chosen: `frameworks` has just the chosen controls. */
  readonly only?: ChosenPart
}

/** What a part of a catalog needs of the whole. */
export interface ChosenPart {
  /** The names that chose it, as they were given. */
  readonly names: readonly string[]
  /** With all their controls: an answer to another control may answer a chosen one. */
  readonly wholeFrameworks: readonly Framework[]
  /** The chosen controls, and what names a chosen check: a failure of it breaches these too. */
  readonly referencingFrameworks: readonly Framework[]
}

/** The controls that an observation counts for. */
export const referencingFrameworks = ({frameworks, only}: Pick<Catalog, 'frameworks' | 'only'>): readonly Framework[] =>
  only?.referencingFrameworks ?? frameworks

/** The controls whose answers count. */
export const wholeFrameworks = ({frameworks, only}: Pick<Catalog, 'frameworks' | 'only'>): readonly Framework[] =>
  only?.wholeFrameworks ?? frameworks

/**
 * Loads frameworks by id or alias, each once, followed by custom frameworks, and compiles their checks. `all` means
 * every bundled framework except profiles and the common questions, which repeat what others contain.
 *
 * @param policy may tighten limits, and say which apps hold which class of data
 * @throws UserError for an unknown id, with the nearest one
 */
export function loadCatalog(
  ids: readonly string[],
  customFrameworks: readonly CustomFramework[] = [],
  policy: CatalogPolicy = {},
): Catalog {
  const declaredClasses = declaredDataClasses(policy)
  const heads = frameworkHeads(policy)
  const includesAll = ids.includes('all')
  const chosenHeads = new Set([
    ...(includesAll ? heads.filter(head => isPartOfAll(head)) : []),
    ...ids.filter(id => id !== 'all').map(id => findFramework(heads, id)),
  ])
  const frameworks = [
    ...[...chosenHeads].map(head => readBundled(head)),
    ...new Set(customFrameworks.map(({framework}) => framework)),
  ]
  const namedCheckIds = new Set(
    frameworks.flatMap(({controls}) =>
      controls.filter(control => isDecidable(control, declaredClasses)).flatMap(control => checksOfControl(control)),
    ),
  )
  const compileCheck = createCheckCompiler(readFields())
  const checks = [...readChecks(), ...customFrameworks.flatMap(customFramework => customFramework.checks)].filter(
    ({id}) => includesAll || namedCheckIds.has(id),
  )
  return {
    answeredFrameworks: otherFrameworks(answeredNames(policy), frameworks, policy),
    checks: checks.map(check => compileCheck(applyLimits(check, policy))),
    endOfLife: readEndOfLife(),
    frameworks,
    sharedQuestions: readSharedQuestionDays(),
  }
}

/** The ids of the bundled frameworks that a policy's answers are about and that aren't assessed, sorted. */
export const answeredFrameworkIds = (policy: CatalogPolicy, assessed: readonly FrameworkHead[]): string[] =>
  otherHeads(answeredNames(policy), assessed, policy).map(({id}) => id)

/** The frameworks that a policy's answers are about, by id or alias. */
const answeredNames = ({answers = []}: CatalogPolicy) => new Set(answers.map(({framework}) => framework))

/** A catalog in which the answers of another policy can carry over as well. */
export function withAnswersOf(catalog: Catalog, policy: CatalogPolicy): Catalog {
  const known = [...catalog.frameworks, ...catalog.answeredFrameworks]
  const added = otherFrameworks(answeredNames(policy), known, policy)
  return {...catalog, answeredFrameworks: [...catalog.answeredFrameworks, ...added]}
}

/** The bundled frameworks with these ids or aliases, without those that are known. */
export const otherFrameworks = (
  names: ReadonlySet<string>,
  known: readonly FrameworkHead[],
  policy: CatalogPolicy,
): Framework[] => otherHeads(names, known, policy).map(head => readBundled(head))

function otherHeads(
  names: ReadonlySet<string>,
  known: readonly FrameworkHead[],
  policy: CatalogPolicy,
): FrameworkHead[] {
  const knownIds = new Set(known.map(({id}) => id))
  return frameworkHeads(policy)
    .filter(({aliases, id}) => !knownIds.has(id) && [id, ...aliases].some(name => names.has(name)))
    .sort((one, other) => byCodeUnit(one.id, other.id))
}

const isPartOfAll = ({id, profileOf}: FrameworkHead) => profileOf === undefined && id !== commonQuestions

/** A bundled framework with the aliases that it has under a policy. */
const readBundled = ({aliases, id}: FrameworkHead): Framework => ({...readFramework(id), aliases})

/** What of a policy decides which frameworks and checks a catalog has. */
export type CatalogPolicy = Pick<Policy, 'answers' | 'data' | 'limits' | 'profile'>

/** All bundled frameworks, with the aliases that they have under a policy. */
export function bundledFrameworks(policy: Pick<Policy, 'profile'>): Framework[] {
  const aliasesById = new Map(frameworkHeads(policy).map(({aliases, id}) => [id, aliases]))
  return readFrameworks().map(framework => ({
    ...framework,
    aliases: aliasesById.get(framework.id) ?? framework.aliases,
  }))
}

/** The names of all bundled frameworks, with the aliases that they have under a policy. */
export const frameworkHeads = ({profile = {}}: Pick<Policy, 'profile'>): FrameworkHead[] =>
  withChosenProfiles(readFrameworkHeads(), profile)

/** All bundled checks, with the limits that a policy sets. */
export const bundledChecks = (policy: Pick<Policy, 'limits'>): Check[] =>
  readChecks().map(check => applyLimits(check, policy))

function findFramework(bundled: readonly FrameworkHead[], id: string): FrameworkHead {
  const match = bundled.find(framework => framework.id === id || framework.aliases.includes(id))
  if (match) return match
  if (id.includes(','))
    throw new UserError(
      `There is no framework "${id}".`,
      'Repeat the flag for each framework: --framework pci --framework cjis.',
    )
  const names = ['all', ...bundled.flatMap(framework => [framework.id, ...framework.aliases])]
  const suggestion = nearest(id, names)
  throw new UserError(
    `There is no framework "${id}".`,
    `${suggestion ? `Did you mean ${suggestion}? ` : ''}Available: ${names.join(', ')}. ` +
      'heroku compliance:controls says what they are.',
  )
}
