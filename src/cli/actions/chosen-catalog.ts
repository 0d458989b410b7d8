import type {Catalog, CatalogPolicy} from '../../catalog/catalog.js'
import type {FrameworkSelection} from './framework-selection.js'

import {selectCatalog} from '../../catalog/select-frameworks.js'

/** Loaded only where it is needed. */
const importOnly = () => import('../../catalog/only.js')

/**
 * The frameworks and checks of a run, or the part of them that --only chooses.
 *
 * @throws UserError for an unknown framework, and for a name that chooses nothing which the exit code could depend on
 */
export async function chosenCatalog(
  frameworks: readonly string[],
  only: readonly string[] | undefined,
  policy: CatalogPolicy | undefined,
): Promise<Catalog> {
  const catalog = await selectCatalog(frameworks, policy)
  return only ? (await importOnly()).chooseOnly(catalog, only, policy) : catalog
}

/** Where no framework was given, --only adds those that it is about and that wouldn't be assessed otherwise. */
export async function withFrameworksOfOnly(
  selection: FrameworkSelection,
  only: readonly string[] | undefined,
  policy: CatalogPolicy = {},
): Promise<FrameworkSelection> {
  if (selection.origin === undefined || !only) return selection
  const {frameworksFor, namesWithoutEffect} = await importOnly()
  const catalog = await selectCatalog(selection.frameworks, policy)
  const added = namesWithoutEffect(catalog, only, policy).flatMap(name => frameworksFor(name, policy))
  return {
    frameworks: [...new Set([...selection.frameworks, ...added])],
    origin: ', of which --only chooses a part',
  }
}
