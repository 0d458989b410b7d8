import type {Check, CompiledCheck, Dictionary, Examples} from '../model/check.js'
import type {EndOfLifeTables} from '../model/end-of-life.js'
import type {Framework, Profile} from '../model/framework.js'
import type {Policy} from '../model/policy.js'
import type {CustomFramework} from './custom-framework.js'

import {UserError} from '../foundation/user-error.js'
import {checksOfControl, isDecidable} from '../model/framework.js'
import {declaredDataClasses} from '../model/policy.js'
import {nearest} from '../foundation/suggestion.js'
import {createCheckCompiler} from './compile.js'
import {applyLimits} from './limits.js'
import {resolveProfile} from './profile.js'
import {listCatalogFolder, readCatalogFile} from './catalog-files.js'

/** The fields that checks may read, by kind of subject. */
export const readFields = (): Dictionary => readCatalogFile('./fields.json')

export const readChecks = (): Check[] =>
  listCatalogFolder('./checks/').map(id => readCatalogFile(`./checks/${id}.json`))

/** The bundled frameworks, profiles of others last. */
export function readFrameworks(): Framework[] {
  const fullFrameworks = listCatalogFolder('./frameworks/').map(id =>
    readCatalogFile<Framework>(`./frameworks/${id}.json`),
  )
  const profiles = listCatalogFolder('./profiles/').map(id => readCatalogFile<Profile>(`./profiles/${id}.json`))
  return [...fullFrameworks, ...profiles.map(profile => resolveProfile(profile, parentOf(profile, fullFrameworks)))]
}

function parentOf({id, of}: Profile, fullFrameworks: readonly Framework[]): Framework {
  const parent = fullFrameworks.find(framework => framework.id === of)
  if (!parent) throw new Error(`${id}: there is no framework ${of}`)
  return parent
}

/** When support ends for each version of a product. */
export const readEndOfLife = (): EndOfLifeTables => ({
  postgres: readCatalogFile('./end-of-life/postgres.json'),
  stacks: readCatalogFile('./end-of-life/stacks.json'),
})

/** A passing and a failing case of each check. */
export const readExamples = (): Examples => readCatalogFile('./examples.json')

/** What a run assesses by. */
export interface Catalog {
  readonly frameworks: readonly Framework[]
  /** The checks that a control of the frameworks names, including signals; with `all`, every check. */
  readonly checks: readonly CompiledCheck[]
  readonly endOfLife: EndOfLifeTables
}

/**
 * Loads frameworks by id or alias, each once, followed by custom frameworks, and compiles their checks. `all` means
 * every bundled framework except profiles, which repeat what their frameworks contain.
 *
 * @param policy may tighten limits, and say which apps hold which class of data
 * @throws UserError for an unknown id, with the nearest one
 */
export function loadCatalog(
  ids: readonly string[],
  customFrameworks: readonly CustomFramework[] = [],
  policy: Pick<Policy, 'data' | 'limits' | 'profile'> = {},
): Catalog {
  const declaredClasses = declaredDataClasses(policy)
  const bundled = bundledFrameworks(policy)
  const includesAll = ids.includes('all')
  const namedFrameworks = ids.filter(id => id !== 'all').map(id => findFramework(bundled, id))
  const frameworks = [
    ...new Set([
      ...(includesAll ? bundled.filter(({profileOf}) => profileOf === undefined) : []),
      ...namedFrameworks,
      ...customFrameworks.map(({framework}) => framework),
    ]),
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
  return {checks: checks.map(check => compileCheck(applyLimits(check, policy))), endOfLife: readEndOfLife(), frameworks}
}

/** All bundled frameworks, with the aliases that they have under a policy. */
export const bundledFrameworks = ({profile}: Pick<Policy, 'profile'>): Framework[] =>
  readFrameworks().map(framework => withCjisAlias(framework, profile?.cjis?.version))

/** All bundled checks, with the limits that a policy sets. */
export const bundledChecks = (policy: Pick<Policy, 'limits'>): Check[] =>
  readChecks().map(check => applyLimits(check, policy))

/** Under a policy that chooses a version of CJIS, the alias `cjis` means that version. */
function withCjisAlias(framework: Framework, version: string | undefined): Framework {
  if (version === undefined || !framework.id.startsWith('cjis-')) return framework
  const otherAliases = framework.aliases.filter(name => name !== 'cjis')
  return {...framework, aliases: framework.id === `cjis-${version}` ? ['cjis', ...otherAliases] : otherAliases}
}

function findFramework(bundled: readonly Framework[], id: string): Framework {
  const match = bundled.find(framework => framework.id === id || framework.aliases.includes(id))
  if (match) return match
  const available = ['all', ...bundled.flatMap(framework => [framework.id, ...framework.aliases])]
  const suggestion = nearest(id, available)
  throw new UserError(
    `There is no framework "${id}".`,
    `${suggestion ? `Did you mean ${suggestion}? ` : ''}Available: ${available.join(', ')}.`,
  )
}
