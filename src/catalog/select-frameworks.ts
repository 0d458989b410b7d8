import type {Catalog, CatalogPolicy} from './catalog.js'
import type {CustomFramework} from './custom-framework.js'

import {UserError} from '../foundation/user-error.js'
import {loadCatalog, readChecks, readFields, readFrameworks} from './catalog.js'

/** Whether the name of a framework is the path of a file, not an id or alias. */
export const isFilePath = (name: string): boolean => /\.(?:json|ya?ml)$/i.test(name) || /[/\\]/.test(name)

/**
 * Loads frameworks by id, alias or path, bundled ones first, and compiles their checks.
 *
 * @throws UserError for an unknown name, or with all errors in a file
 */
export async function selectCatalog(names: readonly string[], policy?: CatalogPolicy): Promise<Catalog> {
  return loadCatalog(
    names.filter(name => !isFilePath(name)),
    await readCustomFrameworks(names.filter(isFilePath)),
    policy,
  )
}

/** Reads custom frameworks from files, each file once. */
export async function readCustomFrameworks(files: readonly string[]): Promise<CustomFramework[]> {
  if (files.length === 0) return []
  const {readCustomFramework} = await import('./custom-framework.js')
  const bundled = {checks: readChecks(), fields: readFields(), frameworks: readFrameworks()}
  const fileByName = new Map<string, string>()
  const customFrameworks: CustomFramework[] = []
  for (const file of new Set(files)) {
    const customFramework = await readCustomFramework(file, bundled)
    for (const name of [
      ...[customFramework.framework.id, ...customFramework.framework.aliases].map(id => `framework ${id}`),
      ...customFramework.checks.map(({id}) => `check ${id}`),
    ]) {
      const otherFile = fileByName.get(name)
      if (otherFile !== undefined)
        throw new UserError(`${otherFile} and ${file} both define the ${name}.`, 'Rename it in one of them.')
      fileByName.set(name, file)
    }

    customFrameworks.push(customFramework)
  }

  return customFrameworks
}
