import type {Check, CompiledCheck, Dictionary, Examples} from '../model/check.js'
import type {EndOfLifeTables} from '../model/end-of-life.js'
import type {Control, DataClass, Framework, Profile} from '../model/framework.js'
import type {Policy} from '../model/policy.js'
import type {OwnFramework} from './custom-framework.js'

import {UserError} from '../foundation/user-error.js'
import {namedChecks} from '../model/framework.js'
import {nearest} from '../foundation/collections.js'
import {checkCompiler} from './compile.js'
import {limited} from './limits.js'
import {resolveProfile} from './profile.js'
import {listCatalog, readCatalog} from './catalog-files.js'

/** The fields that checks may name, by kind of subject. */
export const readFields = (): Dictionary => readCatalog('./fields.json')

export const readChecks = (): Check[] => listCatalog('./checks/').map(id => readCatalog(`./checks/${id}.json`))

/** The bundled frameworks, those that are profiles of others last. */
export function readFrameworks(): Framework[] {
  const whole = listCatalog('./frameworks/').map(id => readCatalog<Framework>(`./frameworks/${id}.json`))
  const profiles = listCatalog('./profiles/').map(id => readCatalog<Profile>(`./profiles/${id}.json`))
  return [...whole, ...profiles.map(profile => resolveProfile(profile, parentOf(profile, whole)))]
}

function parentOf({id, of}: Profile, whole: readonly Framework[]): Framework {
  const parent = whole.find(one => one.id === of)
  if (!parent) throw new Error(`${id}: there is no framework ${of}`)
  return parent
}

/** The classes of data of which a policy says who holds them. */
export const declaredIn = ({data = {}}: Pick<Policy, 'data'>): ReadonlySet<DataClass> =>
  new Set(Object.keys(data) as DataClass[])

/** Whether the checks of a control speak for it: not where nobody said which apps hold the data that it is about. */
export const isDecidable = ({dataClass}: Control, declared: ReadonlySet<DataClass>): boolean =>
  dataClass === undefined || declared.has(dataClass)

/** When the support of each version of a product ends. */
export const readEndOfLife = (): EndOfLifeTables => ({
  postgres: readCatalog('./end-of-life/postgres.json'),
  stacks: readCatalog('./end-of-life/stacks.json'),
})

/** A case that passes and one that fails, of each check. */
export const readExamples = (): Examples => readCatalog('./examples.json')

/** What a run judges by. */
export interface Catalog {
  readonly frameworks: readonly Framework[]
  /** The checks that a control of the frameworks names, signals too; with `all`, all others as well. */
  readonly checks: readonly CompiledCheck[]
  readonly endOfLife: EndOfLifeTables
}

/**
 * The frameworks by ids or aliases, each once, with their checks compiled, and those of files behind them. `all` is
 * every bundled framework, but not the profiles, which say again what their frameworks say.
 *
 * @param policy which may tighten limits, and say who holds which class of data
 * @throws UserError naming the nearest id, if one is not known
 */
export function loadCatalog(
  ids: readonly string[],
  own: readonly OwnFramework[] = [],
  policy: Pick<Policy, 'data' | 'limits' | 'profile'> = {},
): Catalog {
  const declared = declaredIn(policy)
  const bundled = bundledFrameworks(policy)
  const all = ids.includes('all')
  const named = ids.filter(id => id !== 'all').map(id => chosen(bundled, id))
  const frameworks = [
    ...new Set([
      ...(all ? bundled.filter(({profileOf}) => profileOf === undefined) : []),
      ...named,
      ...own.map(({framework}) => framework),
    ]),
  ]
  const wanted = new Set(
    frameworks.flatMap(({controls}) =>
      controls.filter(control => isDecidable(control, declared)).flatMap(control => namedChecks(control)),
    ),
  )
  const compile = checkCompiler(readFields())
  const checks = [...readChecks(), ...own.flatMap(one => one.checks)].filter(({id}) => all || wanted.has(id))
  return {checks: checks.map(check => compile(limited(check, policy))), endOfLife: readEndOfLife(), frameworks}
}

/** All bundled frameworks, by the aliases that they have under a policy. */
export const bundledFrameworks = ({profile}: Pick<Policy, 'profile'>): Framework[] =>
  readFrameworks().map(framework => called(framework, profile?.cjis?.version))

/** All bundled checks, with the limits that a policy sets. */
export const bundledChecks = (policy: Pick<Policy, 'limits'>): Check[] =>
  readChecks().map(check => limited(check, policy))

/** What the policy calls cjis is the version that it chose. */
function called(framework: Framework, version: string | undefined): Framework {
  if (version === undefined || !framework.id.startsWith('cjis-')) return framework
  const others = framework.aliases.filter(name => name !== 'cjis')
  return {...framework, aliases: framework.id === `cjis-${version}` ? ['cjis', ...others] : others}
}

function chosen(bundled: readonly Framework[], id: string): Framework {
  const found = bundled.find(framework => framework.id === id || framework.aliases.includes(id))
  if (found) return found
  const known = ['all', ...bundled.flatMap(framework => [framework.id, ...framework.aliases])]
  const near = nearest(id, known)
  throw new UserError(
    `There is no framework "${id}".`,
    `${near ? `Did you mean ${near}? ` : ''}Known are ${known.join(', ')}.`,
  )
}
