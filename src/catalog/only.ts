import type {Control, Framework} from '../model/framework.js'
import type {Catalog, CatalogPolicy} from './catalog.js'

import {matchesGlob} from '../foundation/glob.js'
import {checksOfControl, splitName} from '../model/framework.js'
import {bundledFrameworks, frameworkHeads, readChecks} from './catalog.js'
import {nameError} from './only-errors.js'
import {decidingChecks, frameworksNamed} from './only-names.js'

/** What a name chooses: checks that are judged on their own, and whole controls. */
interface Choice {
  readonly checks: readonly string[]
  readonly controls: readonly Control[]
}

/**
 * The part of a catalog that names choose: checks by id, and controls by id or as `FRAMEWORK:CONTROL`; in any case, and
 * with `*` for any text. A chosen control brings its checks. A chosen check is judged on its own: the status of a
 * control depends on all of its checks, so that none is given to those that are not chosen themselves.
 *
 * @throws UserError for a name that chooses nothing, or nothing that the exit code could depend on
 */
export function chooseOnly(catalog: Catalog, given: readonly string[], policy: CatalogPolicy = {}): Catalog {
  const names = [...new Set(given.map(name => name.trim()))]
  const choices = names.map(name => {
    const choice = choiceOf(name, catalog)
    if (!isDecisive(choice, catalog, policy)) throw nameError(name, catalog, policy)
    return choice
  })
  const controls = new Set(choices.flatMap(choice => choice.controls))
  const checks = new Set(choices.flatMap(choice => choice.checks))
  const neededChecks = new Set([...checks, ...[...controls].flatMap(control => checksOfControl(control))])
  const referencingFrameworks = catalog.frameworks
    .map(framework => ({
      ...framework,
      controls: framework.controls.flatMap(control => referencingControl(control, controls, checks)),
    }))
    .filter(framework => framework.controls.length > 0)
  const remainingIds = new Set(referencingFrameworks.map(({id}) => id))
  return {
    ...catalog,
    checks: catalog.checks.filter(({id}) => neededChecks.has(id)),
    frameworks: catalog.frameworks
      .filter(({id}) => remainingIds.has(id))
      .map(framework => ({...framework, controls: framework.controls.filter(control => controls.has(control))})),
    only: {names, referencingFrameworks, wholeFrameworks: catalog.frameworks},
  }
}

/** The names that choose nothing of a catalog which the exit code could depend on. */
export const namesWithoutEffect = (
  catalog: Catalog,
  names: readonly string[],
  policy: CatalogPolicy = {},
): readonly string[] =>
  names.map(name => name.trim()).filter(name => !isDecisive(choiceOf(name, catalog), catalog, policy))

/** A control as far as what was chosen names it; nothing where it names none of that. */
function referencingControl(
  control: Control,
  chosenControls: ReadonlySet<Control>,
  chosenChecks: ReadonlySet<string>,
): Control[] {
  if (chosenControls.has(control)) return [control]
  if (!checksOfControl(control).some(id => chosenChecks.has(id))) return []
  const {boundary = [], checks, signals = []} = control
  const chosen = (ids: readonly string[]) => ids.filter(id => chosenChecks.has(id))
  return [{...control, boundary: chosen(boundary), checks: chosen(checks), signals: chosen(signals)}]
}

/** Ids of controls may have blanks in them, so a framework is looked for only where nothing has the whole name. */
function choiceOf(name: string, {checks, frameworks}: Catalog): Choice {
  const choice = {
    checks: checks.filter(({id}) => matchesGlob(id, [name])).map(({id}) => id),
    controls: matchingControls(frameworks, name),
  }
  if (choice.checks.length + choice.controls.length > 0) return choice
  const qualified = splitName(name)
  return qualified
    ? {checks: [], controls: matchingControls(frameworksNamed(qualified.framework, frameworks), qualified.control)}
    : choice
}

const matchingControls = (frameworks: readonly Framework[], glob: string): Control[] =>
  frameworks.flatMap(({controls}) => controls.filter(({id}) => matchesGlob(id, [glob])))

/** Whether the exit code could depend on it: a check that merely is a signal or a boundary decides nothing. */
function isDecisive({checks, controls}: Choice, {frameworks}: Catalog, policy: CatalogPolicy): boolean {
  if (controls.length > 0) return true
  const deciding = decidingChecks(frameworks, policy)
  return checks.some(id => deciding.has(id))
}

/**
 * The bundled frameworks that a name is about, by id: the one that it begins with, or those that have a control which
 * depends on the check of that name.
 */
export function frameworksFor(name: string, policy: CatalogPolicy): readonly string[] {
  const heads = frameworkHeads(policy)
  const qualified = splitName(name)
  const named = qualified ? frameworksNamed(qualified.framework, heads) : []
  if (named.length > 0) return named.map(({id}) => id)
  const check = readChecks().find(({id}) => id === name.toLowerCase())
  if (!check) return []
  return bundledFrameworks(policy)
    .filter(framework => framework.profileOf === undefined && decidingChecks([framework], policy).has(check.id))
    .map(({id}) => id)
}
