import type {FactUse} from '../model/fact-use.js'
import type {FactKind} from '../model/facts.js'
import type {Framework} from '../model/framework.js'
import type {Need, Permission, TokenScope} from '../model/need.js'
import type {Scope} from '../model/snapshot.js'

import {byCodeUnit} from '../foundation/collections.js'
import {checksOfControl} from '../model/framework.js'
import {impliedPermissions, permissions, scopeOf, tokenScopes} from '../model/need.js'

/** Which facts checks need, and what it takes to read them. */
export interface Access {
  readonly factUse: FactUse
  readonly needOf: (kind: FactKind) => Need
}

/** What a permission or a token of a scope lets the tool read, and what is unknown without it. */
export interface PermissionUse<Name extends Permission | TokenScope = Permission | TokenScope> {
  readonly name: Name
  readonly reads: readonly FactKind[]
  readonly checks: readonly string[]
  readonly controls: ReadonlyArray<{readonly framework: Framework; readonly controls: readonly string[]}>
}

/** Permissions and token scopes that are needed together. */
export interface PermissionSet {
  readonly permissions: readonly Permission[]
  readonly tokenScopes: readonly TokenScope[]
}

/** The checks that the controls of a framework name, sorted. */
export const checksOfFramework = ({controls}: Pick<Framework, 'controls'>): string[] =>
  [...new Set(controls.flatMap(control => checksOfControl(control)))].sort(byCodeUnit)

/** Checks of which nobody measured what they need: those of custom frameworks. */
export const unmeasuredChecks = (checks: readonly string[], {factUse}: Access): string[] =>
  checks.filter(id => !Object.hasOwn(factUse.checks, id))

/** The facts without which a check is unknown. */
export const kindsOf = (check: string, {factUse}: Access): readonly FactKind[] =>
  Object.hasOwn(factUse.checks, check) ? (factUse.checks[check]?.kinds ?? []) : []

/**
 * What each permission and each token scope is needed for, by the checks and the controls that name them; none that
 * only says what belongs to a scope.
 */
export function permissionUses(
  checks: readonly string[],
  frameworks: readonly Framework[],
  access: Access,
): {readonly permissions: Array<PermissionUse<Permission>>; readonly tokenScopes: Array<PermissionUse<TokenScope>>} {
  const kinds = [
    ...new Set([
      ...checks.flatMap(check => kindsOf(check, access)),
      ...(checks.length > 0 ? Object.values(access.factUse.scopes).flat() : []),
    ]),
  ].sort(byCodeUnit)
  const use = <Name extends Permission | TokenScope>(
    name: Name,
    nameOf: (need: Need) => Permission | TokenScope | undefined,
  ): Array<PermissionUse<Name>> => {
    const reads = kinds.filter(kind => nameOf(access.needOf(kind)) === name)
    const users = new Set(checks.filter(check => kindsOf(check, access).some(kind => reads.includes(kind))))
    return users.size === 0
      ? []
      : [{checks: [...users].sort(byCodeUnit), controls: controlsNaming(users, frameworks), name, reads}]
  }
  return {
    permissions: permissions.flatMap(name => use(name, ({permission}) => permission)),
    tokenScopes: tokenScopes.flatMap(name => use(name, scopeOf)),
  }
}

/** The controls that name any of the checks, by framework. */
export function controlsNaming(
  checks: ReadonlySet<string>,
  frameworks: readonly Framework[],
): PermissionUse['controls'] {
  return frameworks
    .map(framework => ({
      controls: framework.controls
        .filter(control => checksOfControl(control).some(id => checks.has(id)))
        .map(({id}) => id),
      framework,
    }))
    .filter(({controls}) => controls.length > 0)
}

/** What it takes to read the facts: no permission that another one of them includes, and the widest token alone. */
export function smallestSet(kinds: readonly FactKind[], {needOf}: Access): PermissionSet {
  const needed = kinds.map(kind => needOf(kind))
  const all = new Set(needed.flatMap(({permission}) => permission ?? []))
  const included = new Set([...all].flatMap(permission => impliedPermissions[permission]))
  const scopes = new Set(needed.flatMap(need => scopeOf(need) ?? []))
  return {
    permissions: permissions.filter(permission => all.has(permission) && !included.has(permission)),
    tokenScopes: scopes.has('global') ? ['global'] : tokenScopes.filter(scope => scopes.has(scope)),
  }
}

/** What it takes to see all that checks of one app look at. */
export const setForApp = (checks: readonly string[], access: Access): PermissionSet =>
  smallestSet(
    checks.filter(check => access.factUse.checks[check]?.scope === 'app').flatMap(check => kindsOf(check, access)),
    access,
  )

/** What it takes to see all that checks look at in every scope, and to find what belongs to it. */
export function setForEverything(checks: readonly string[], access: Access): PermissionSet {
  const scopeKinds = checks.length > 0 ? Object.values(access.factUse.scopes).flat() : []
  return smallestSet([...checks.flatMap(check => kindsOf(check, access)), ...scopeKinds], access)
}

/** What it takes to find what belongs to a scope. */
export const setForScope = (scope: Scope['kind'], access: Access): PermissionSet =>
  smallestSet(access.factUse.scopes[scope], access)
