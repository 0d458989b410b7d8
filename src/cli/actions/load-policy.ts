import type {TracedPolicy} from '../../policy/read-policy.js'
import type {ComplianceCommand} from '../io/base-command.js'

import {isPath} from '../../catalog/select-frameworks.js'
import {UserError} from '../../foundation/user-error.js'
import {isThere} from '../../files/file-exists.js'

/** The policy file of a folder, and names that people give it by mistake. */
export const policyFile = 'compliance.yml'
const mistaken = ['compliance.yaml', '.compliance.yml', '.compliance.yaml', 'compliance.json']

export interface PolicyFlags {
  readonly 'expect-policy'?: string | undefined
  readonly framework?: readonly string[] | undefined
  readonly policy?: string | undefined
  readonly sample?: boolean
}

/**
 * The policy that was named, or else that of the working folder, if there is one. The sample organisation is not
 * anybody's: what a folder's policy says is not of it.
 *
 * @throws UserError with all that is wrong in it, and where another one is expected
 */
export async function policyOf(command: ComplianceCommand, flags: PolicyFlags): Promise<TracedPolicy | undefined> {
  const found = await read(command, flags)
  refuseUnexpected(found, flags['expect-policy'])
  return found
}

/** Whoever may change the policy of a folder is not to choose what a gate judges by. */
function refuseUnexpected(found: TracedPolicy | undefined, expected: string | undefined): void {
  if (expected === undefined) return
  const how = 'heroku compliance:check --show-policy prints the SHA-256 of the policy that is in force.'
  if (!/^[\da-f]{64}$/i.test(expected))
    throw new UserError(
      `--expect-policy takes a SHA-256 of 64 hexadecimal digits, and ${expected.length} characters were given.`,
      how,
    )
  if (!found) throw new UserError(`No policy is in force, and ${expected.toLowerCase()} is expected.`, how)
  if (found.sha256 !== expected.toLowerCase())
    throw new UserError(`The policy in force is ${found.sha256}, and ${expected.toLowerCase()} is expected.`, how)
}

/**
 * The fingerprint of a policy covers the names of framework files, and not what they say.
 *
 * @param choice the frameworks that are judged, and `by` what chose them where nobody typed any
 * @throws UserError where a policy is expected that chooses by files
 */
export function refuseUncovered(
  choice: {readonly by?: string; readonly frameworks: readonly string[]},
  expected: string | undefined,
): void {
  const files = choice.by === undefined || expected === undefined ? [] : choice.frameworks.filter(isPath)
  if (files.length > 0)
    throw new UserError(
      `--expect-policy doesn't cover what is in ${files.join(' and ')}, which the policy names as a framework.`,
      'Name the frameworks with --framework.',
    )
}

async function read(
  command: ComplianceCommand,
  {framework = [], policy, sample}: PolicyFlags,
): Promise<TracedPolicy | undefined> {
  const file = policy ?? (sample === true || !isThere(policyFile) ? undefined : policyFile)
  if (file === undefined) {
    const other = sample === true ? undefined : mistaken.find(name => isThere(name))
    if (other !== undefined)
      command.tell(`${other} is not read: a policy file is called ${policyFile}, or named with --policy.`)
    return undefined
  }

  // What reads YAML is loaded only where there is some.
  return (await import('../../policy/read-policy.js')).readPolicy(file, framework.filter(isPath))
}
