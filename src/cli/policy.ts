import type {TracedPolicy} from '../policy/read-policy.js'
import type {ComplianceCommand} from './base.js'

import {isPath} from '../catalog/choose.js'
import {isThere} from '../store/is-there.js'

/** The policy file of a folder, and names that people give it by mistake. */
export const policyFile = 'compliance.yml'
const mistaken = ['compliance.yaml', '.compliance.yml', '.compliance.yaml', 'compliance.json']

export interface PolicyFlags {
  readonly framework?: readonly string[] | undefined
  readonly policy?: string | undefined
  readonly sample?: boolean
}

/**
 * The policy that was named, or else that of the working folder, if there is one. The sample organisation is not
 * anybody's: what a folder's policy says is not of it.
 *
 * @throws UserError with all that is wrong in it
 */
export async function policyOf(command: ComplianceCommand, {framework = [], policy, sample}: PolicyFlags): Promise<TracedPolicy | undefined> {
  const file = policy ?? (sample === true || !isThere(policyFile) ? undefined : policyFile)
  if (file === undefined) {
    const other = sample === true ? undefined : mistaken.find(name => isThere(name))
    if (other !== undefined) command.tell(`${other} is not read: a policy file is called ${policyFile}, or named with --policy.`)
    return undefined
  }

  // What reads YAML is loaded only where there is some.
  return (await import('../policy/read-policy.js')).readPolicy(file, framework.filter(isPath))
}
