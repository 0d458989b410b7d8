import type {TracedPolicy} from '../../policy/read-policy.js'
import type {ComplianceCommand} from '../io/base-command.js'

import {isFilePath} from '../../catalog/select-frameworks.js'
import {UserError} from '../../foundation/user-error.js'
import {fileExists} from '../../files/file-exists.js'

/** The policy file of a folder, and names that people give it by mistake. */
export const defaultPolicyFile = 'compliance.yml'
const mistakenNames = ['compliance.yaml', '.compliance.yml', '.compliance.yaml', 'compliance.json']

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
export async function loadPolicy(command: ComplianceCommand, flags: PolicyFlags): Promise<TracedPolicy | undefined> {
  const policy = await readPolicyFile(command, flags)
  assertExpectedPolicy(policy, flags['expect-policy'])
  return policy
}

/** Whoever may change the policy of a folder is not to choose what a gate judges by. */
function assertExpectedPolicy(policy: TracedPolicy | undefined, expected: string | undefined): void {
  if (expected === undefined) return
  const hint = 'heroku compliance:check --show-policy prints the SHA-256 of the policy that is in force.'
  if (!/^[\da-f]{64}$/i.test(expected))
    throw new UserError(
      `--expect-policy takes a SHA-256 of 64 hexadecimal digits, and ${expected.length} characters were given.`,
      hint,
    )
  if (!policy) throw new UserError(`No policy is in force, and ${expected.toLowerCase()} is expected.`, hint)
  if (policy.sha256 !== expected.toLowerCase())
    throw new UserError(`The policy in force is ${policy.sha256}, and ${expected.toLowerCase()} is expected.`, hint)
}

/**
 * The fingerprint of a policy covers the names of framework files, and not what they say.
 *
 * @param selection the frameworks that are judged, and `by` what chose them where nobody typed any
 * @throws UserError where a policy is expected that chooses by files
 */
export function assertFrameworksCovered(
  selection: {readonly origin?: string; readonly frameworks: readonly string[]},
  expected: string | undefined,
): void {
  const files = selection.origin === undefined || expected === undefined ? [] : selection.frameworks.filter(isFilePath)
  if (files.length > 0)
    throw new UserError(
      `--expect-policy doesn't cover what is in ${files.join(' and ')}, which the policy names as a framework.`,
      'Name the frameworks with --framework.',
    )
}

async function readPolicyFile(
  command: ComplianceCommand,
  {framework = [], policy, sample}: PolicyFlags,
): Promise<TracedPolicy | undefined> {
  const file = policy ?? (sample === true || !fileExists(defaultPolicyFile) ? undefined : defaultPolicyFile)
  if (file === undefined) {
    const mistakenName = sample === true ? undefined : mistakenNames.find(name => fileExists(name))
    if (mistakenName !== undefined)
      command.printMessage(
        `${mistakenName} is not read: a policy file is called ${defaultPolicyFile}, or named with --policy.`,
      )
    return undefined
  }

  // What reads YAML is loaded only where there is some.
  return (await import('../../policy/read-policy.js')).readPolicy(file, framework.filter(isFilePath))
}
