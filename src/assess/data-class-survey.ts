import type {Catalog} from '../catalog/catalog.js'
import type {DataClass} from '../model/framework.js'
import type {Declaration} from '../model/policy.js'
import type {ScopeInventory, SubjectContext} from '../subjects/context.js'
import type {DataClassScope} from '../subjects/scope/data-class-scope.js'

import {referencingFrameworks} from '../catalog/catalog.js'
import {distinct} from '../foundation/collections.js'
import {dataClasses} from '../model/framework.js'
import {controlNeeds} from './control-needs.js'
import {dataClassScope} from '../subjects/scope/data-class-scope.js'

/** Which apps each declared data class includes, and the classes whose declaration matches no app. */
export interface DataClassSurvey {
  readonly dataScopes: ReadonlyMap<DataClass, DataClassScope>
  readonly unheldClasses: ReadonlySet<DataClass>
}

/** @param isExhaustive whether the scopes are wide enough to know that an app doesn't exist */
export function surveyDataClasses(
  catalog: Catalog,
  context: SubjectContext,
  inventories: readonly ScopeInventory[],
  isExhaustive: boolean,
): DataClassSurvey {
  const scopesByClass = new Map(
    relevantDeclarations(catalog, context).map(([name, declaration]) => [
      name,
      mergeDataScopes(inventories.map(inventory => dataClassScope(context, inventory, name, declaration))),
    ]),
  )
  // A declaration that matches nothing has no effect: a misspelled name must not put apps out of scope.
  const unheldClasses = new Set(
    [...scopesByClass].flatMap(([name, {hasHolders, isDeclaredAbsent}]) =>
      isExhaustive && !hasHolders && !isDeclaredAbsent ? [name] : [],
    ),
  )
  return {dataScopes: new Map([...scopesByClass].filter(([name]) => !unheldClasses.has(name))), unheldClasses}
}

/** The declarations of classes that something of the catalog is about. */
function relevantDeclarations(
  catalog: Catalog,
  {policy: {data = {}}}: SubjectContext,
): ReadonlyArray<readonly [DataClass, Declaration]> {
  const relevantClasses = controlNeeds(referencingFrameworks(catalog)).dataClasses
  return dataClasses.flatMap(name => {
    const declaration = data[name]
    return declaration && relevantClasses.has(name) ? [[name, declaration] as const] : []
  })
}

/** An app that is in scope for one of several scopes is in scope. */
function mergeDataScopes(scopes: readonly DataClassScope[]): DataClassScope {
  const inScope = new Map(scopes.flatMap(scope => [...scope.inScope]))
  return {
    inScope,
    hasHolders: scopes.some(({hasHolders}) => hasHolders),
    isDeclaredAbsent: scopes.every(({isDeclaredAbsent}) => isDeclaredAbsent),
    outOfScope: distinct(scopes.flatMap(({outOfScope}) => outOfScope)).filter(name => !inScope.has(name)),
    unmatchedGlobs: distinct(scopes.flatMap(({unmatchedGlobs}) => unmatchedGlobs)).filter(glob =>
      scopes.every(({unmatchedGlobs}) => unmatchedGlobs.includes(glob)),
    ),
  }
}
