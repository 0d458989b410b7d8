import type {Catalog} from './catalog.js'
import type {Policy} from '../model/policy.js'
import type {OwnFramework} from './custom-framework.js'

import {UserError} from '../foundation/user-error.js'
import {loadCatalog, readChecks, readFields, readFrameworks} from './catalog.js'

/** Whether a name of a framework is a path, and not an id or an alias. */
export const isPath = (name: string): boolean => /\.(?:json|ya?ml)$/i.test(name) || /[/\\]/.test(name)

/**
 * The frameworks by ids, aliases and paths of files, bundled ones first, with their checks compiled.
 *
 * @throws UserError naming what is not known, or all that is wrong in a file
 */
export async function chooseCatalog(
  named: readonly string[],
  policy?: Pick<Policy, 'data' | 'limits' | 'profile'>,
): Promise<Catalog> {
  return loadCatalog(
    named.filter(name => !isPath(name)),
    await ownFrameworks(named.filter(isPath)),
    policy,
  )
}

/** The frameworks of files, each file once. */
export async function ownFrameworks(files: readonly string[]): Promise<OwnFramework[]> {
  if (files.length === 0) return []
  const {readOwnFramework} = await import('./custom-framework.js')
  const bundled = {checks: readChecks(), fields: readFields(), frameworks: readFrameworks()}
  const taken = new Map<string, string>()
  const all: OwnFramework[] = []
  for (const file of new Set(files)) {
    const own = await readOwnFramework(file, bundled)
    for (const name of [
      ...[own.framework.id, ...own.framework.aliases].map(id => `framework ${id}`),
      ...own.checks.map(({id}) => `check ${id}`),
    ]) {
      const other = taken.get(name)
      if (other !== undefined)
        throw new UserError(`${other} and ${file} both have the ${name}.`, 'Rename it in one of them.')
      taken.set(name, file)
    }

    all.push(own)
  }

  return all
}
