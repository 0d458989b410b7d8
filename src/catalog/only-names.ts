import type {Framework, FrameworkHead} from '../model/framework.js'
import type {CatalogPolicy} from './catalog.js'

import {isDecidable} from '../model/framework.js'
import {declaredDataClasses} from '../model/policy.js'

/** Those of frameworks that have an id or an alias, in any case. */
export const frameworksNamed = <T extends FrameworkHead>(name: string, frameworks: readonly T[]): readonly T[] =>
  frameworks.filter(({aliases, id}) => [id, ...aliases].some(known => known.toLowerCase() === name.toLowerCase()))

/** The checks that decide controls of frameworks: not those that are merely signals or boundaries. */
export function decidingChecks(frameworks: readonly Framework[], policy: CatalogPolicy): ReadonlySet<string> {
  const declaredClasses = declaredDataClasses(policy)
  return new Set(
    frameworks.flatMap(({controls}) =>
      controls.filter(control => isDecidable(control, declaredClasses)).flatMap(({checks}) => checks),
    ),
  )
}
