import type {Check} from '../model/check.js'
import type {Framework, FrameworkHead} from '../model/framework.js'
import type {Catalog, CatalogPolicy} from './catalog.js'

import {distinct} from '../foundation/collections.js'
import {matchesGlob} from '../foundation/glob.js'
import {nearest} from '../foundation/suggestion.js'
import {firstFew} from '../foundation/text.js'
import {UserError} from '../foundation/user-error.js'
import {splitName} from '../model/framework.js'
import {bundledFrameworks, readChecks} from './catalog.js'
import {decidingChecks, frameworksNamed} from './only-names.js'

/** What may be meant by a name that chooses nothing. */
interface Known {
  readonly checks: ReadonlyArray<Pick<Check, 'id'>>
  readonly frameworks: readonly Framework[]
}

/** Why a name chooses nothing that the exit code could depend on, and what would. */
export function nameError(name: string, catalog: Catalog, policy: CatalogPolicy): UserError {
  if (name === '') return new UserError('--only needs the id of a check or a control.', listHint)
  const bundled = bundledFrameworks(policy)
  const ownIds = new Set(catalog.frameworks.map(({id}) => id))
  const known = {
    checks: [...readChecks(), ...catalog.checks],
    frameworks: [...catalog.frameworks, ...bundled.filter(({id}) => !ownIds.has(id))],
  }
  return (
    frameworkError(name, known) ??
    checkError(name, catalog, known, policy) ??
    otherFrameworkError(name, catalog, known) ??
    unknownError(name, catalog, known)
  )
}

const listHint = 'heroku compliance:controls lists checks and controls, and --search WORD finds them.'

function frameworkError(name: string, {frameworks}: Known): UserError | undefined {
  if (frameworksNamed(name, frameworks).length === 0) return undefined
  return new UserError(
    `--only takes checks and controls, and ${name} is a framework.`,
    `Use heroku compliance:check --framework ${name}, or name controls of it: --only "${name}:*".`,
  )
}

/** For checks that the chosen frameworks don't depend on. */
function checkError(name: string, catalog: Catalog, known: Known, policy: CatalogPolicy): UserError | undefined {
  const ids = distinct(known.checks.map(({id}) => id)).filter(id => matchesGlob(id, [name]))
  if (ids.length === 0) return undefined
  const deciders = known.frameworks.filter(framework => {
    const deciding = decidingChecks([framework], policy)
    return framework.profileOf === undefined && ids.some(id => deciding.has(id))
  })
  return new UserError(
    `No control of ${namesOf(catalog.frameworks)} depends on ${ids.length === 1 ? 'the check' : 'the checks'} ` +
      `${firstFew(ids)}: assessing only ${name} would decide nothing.`,
    deciders.length > 0
      ? `Controls of ${namesOf(deciders)} do: heroku compliance:check --framework ${nameOf(deciders[0])} --only ${name}`
      : 'No control of any framework does, unless the policy declares which apps hold the data that it is about.',
  )
}

/** For controls of frameworks that weren't chosen. */
function otherFrameworkError(name: string, catalog: Catalog, known: Known): UserError | undefined {
  const qualified = splitName(name)
  const matching = (frameworks: readonly Framework[], glob: string) =>
    frameworks.filter(({controls}) => controls.some(({id}) => matchesGlob(id, [glob])))
  const found = [
    ...matching(
      known.frameworks.filter(({profileOf}) => profileOf === undefined),
      name,
    ),
    ...(qualified ? matching(frameworksNamed(qualified.framework, known.frameworks), qualified.control) : []),
  ]
  if (found.length === 0) return undefined
  return new UserError(
    `${namesOf(catalog.frameworks)} ${catalog.frameworks.length === 1 ? 'has' : 'have'} no check or control ${name}.`,
    `${namesOf(found)} ${found.length === 1 ? 'has' : 'have'}: ` +
      `heroku compliance:check --framework ${nameOf(found[0])} --only "${name}"`,
  )
}

/** Suggests the ids that begin with what was given, else the nearest. */
function unknownError(name: string, {frameworks}: Catalog, known: Known): UserError {
  const qualified = splitName(name)
  const named = qualified ? frameworksNamed(qualified.framework, known.frameworks) : []
  const ids =
    named.length > 0
      ? named.flatMap(framework => framework.controls.map(({id}) => `${nameOf(framework)}:${id}`))
      : distinct([...known.checks.map(({id}) => id), ...frameworks.flatMap(({controls}) => controls.map(({id}) => id))])
  const start = name.replace(/\*.*$/, '').toLowerCase()
  const completions = start === '' ? [] : ids.filter(id => id.toLowerCase().startsWith(start)).slice(0, 4)
  const suggestion = completions.length > 0 ? completions.join(', ') : nearest(name, ids)
  return new UserError(
    `There is no check or control "${name}" in ${namesOf(frameworks)}.`,
    `${suggestion === undefined ? '' : `Did you mean ${suggestion}? `}${listHint}`,
  )
}

const nameOf = (framework: FrameworkHead | undefined) => framework?.aliases[0] ?? framework?.id ?? ''
const namesOf = (frameworks: readonly FrameworkHead[]) => firstFew(frameworks.map(nameOf))
