import type {Check} from '../model/check.js'
import type {Framework} from '../model/framework.js'
import type {Access, PermissionSet, PermissionUse} from './permission-use.js'

import {jsonText} from '../model/json-stream.js'
import {fieldNames} from './check.js'
import {frameworkHead} from './json.js'
import {
  checksOfFramework,
  controlsNaming,
  kindsOf,
  permissionUses,
  setForApp,
  setForEverything,
  setForScope,
  smallestSet,
  unmeasuredChecks,
} from './permission-use.js'
import {nameText, setText} from './permissions.js'

/** What each permission and token scope is needed for, and what each framework needs in all. */
export function permissionsJson(checks: readonly Check[], frameworks: readonly Framework[], access: Access): string {
  const {permissions, tokenScopes} = permissionUses(
    checks.map(({id}) => id),
    frameworks,
    access,
  )
  const useJson = ({checks: unknownChecks, controls, name, reads}: PermissionUse) => ({
    id: name,
    title: nameText(name),
    reads,
    checks: unknownChecks,
    controls: controlsByFramework(controls),
  })
  return jsonText(
    {
      permissions: permissions.map(use => useJson(use)),
      tokenScopes: tokenScopes.map(use => useJson(use)),
      checks: checks.map(check => checkPermissions(check, frameworks, access)),
      scopes: Object.fromEntries(scopeKinds.map(scope => [scope, setJson(setForScope(scope, access))])),
      frameworks: frameworks.map(framework => {
        const named = checksOfFramework(framework)
        return {
          ...frameworkHead(framework),
          app: setJson(setForApp(named, access)),
          everything: setJson(setForEverything(named, access)),
          unmeasuredChecks: unmeasuredChecks(named, access),
        }
      }),
    },
    2,
  )
}

/** What a check needs, the fields that it reads, and the controls that name it. */
function checkPermissions(check: Check, frameworks: readonly Framework[], access: Access): object {
  const kinds = kindsOf(check.id, access)
  return {
    id: check.id,
    subject: check.subject,
    scope: access.factUse.checks[check.id]?.scope,
    reads: kinds,
    ...setJson(smallestSet(kinds, access)),
    fields: fieldNames(check),
    controls: controlsByFramework(controlsNaming(new Set([check.id]), frameworks)),
  }
}

const setJson = (set: PermissionSet) => ({...set, title: setText(set)})

const controlsByFramework = (controls: PermissionUse['controls']) =>
  controls.map(({controls: ids, framework}) => ({framework: framework.id, controls: ids}))

const scopeKinds = ['all', 'team', 'space', 'pipeline', 'app'] as const
