import type {CollectFlags} from '../flags.js'
import type {ComplianceCommand} from '../io/base-command.js'

import {isFilePath} from '../../catalog/select-frameworks.js'
import {withScopeDefault} from '../actions/policy-defaults.js'
import {parseScope} from '../scope.js'
import {keptFile} from './kept-snapshots.js'
import {guardPolicy} from './working-policy.js'

/**
 * The flags of a collection for the guard: where it is kept, the policy's scope where none was given, and the files of
 * the policy's own frameworks beside the bundled ones.
 */
export async function guardFlags(command: ComplianceCommand, given: CollectFlags): Promise<CollectFlags> {
  const policy = await guardPolicy(command.config)
  const scopeFlags = {...given, snapshot: []}
  const flags = await withScopeDefault(command, scopeFlags, policy)
  const ownFrameworks = (policy?.policy.frameworks ?? []).filter(isFilePath)
  const scope = await parseScope(flags)
  return {
    ...given,
    ...flags,
    snapshot: undefined,
    framework: flags.framework ?? ['all', ...ownFrameworks],
    output: keptFile(command.config.cacheDir, scope),
  }
}
