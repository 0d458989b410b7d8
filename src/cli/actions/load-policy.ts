import type {TracedPolicy} from '../../policy/read-policy.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {FrameworkSelection} from './framework-selection.js'

import {isFilePath} from '../../catalog/select-frameworks.js'
import {UserError} from '../../foundation/user-error.js'
import {fileExists} from '../../files/file-exists.js'

/** The policy file of the working folder. */
export const defaultPolicyFile = 'compliance.yml'

/** Names that people give it by mistake. */
const mistakenNames = ['compliance.yaml', '.compliance.yml', '.compliance.yaml', 'compliance.json']

export interface PolicyFlags {
  readonly 'expect-policy'?: string | undefined
  readonly framework?: readonly string[] | undefined
  readonly policy?: string | undefined
  readonly sample?: boolean
}

/**
 * The policy that was named, else that of the working folder, if there is one. A folder's policy says nothing about the
 * sample organization: with --sample it counts only where it was named.
 *
 * @throws UserError that lists every mistake in it, and where another policy is expected
 */
export async function loadPolicy(command: ComplianceCommand, flags: PolicyFlags): Promise<TracedPolicy | undefined> {
  const policy = await readPolicyFile(command, flags)
  assertExpectedPolicy(policy, flags['expect-policy'])
  return policy
}

/** Keeps those who may change a folder's policy from choosing what a deployment gate assesses by. */
function assertExpectedPolicy(policy: TracedPolicy | undefined, expected: string | undefined): void {
  if (expected === undefined) return
  const hint = 'heroku compliance:check --show-policy prints the SHA-256 of the policy in effect.'
  if (!/^[\da-f]{64}$/i.test(expected))
    throw new UserError(
      `--expect-policy takes a SHA-256 of 64 hexadecimal digits; ${expected.length} characters were given.`,
      hint,
    )
  if (!policy) throw new UserError(`No policy is in effect; expected ${expected.toLowerCase()}.`, hint)
  if (policy.sha256 !== expected.toLowerCase())
    throw new UserError(`The policy in effect is ${policy.sha256}; expected ${expected.toLowerCase()}.`, hint)
}

/**
 * The fingerprint of a policy covers the names of framework files, but not their contents.
 *
 * @throws UserError where a policy is expected that chooses framework files
 */
export function assertFrameworksCovered(selection: FrameworkSelection, expected: string | undefined): void {
  const files = selection.origin === undefined || expected === undefined ? [] : selection.frameworks.filter(isFilePath)
  if (files.length > 0)
    throw new UserError(
      `--expect-policy doesn't cover the contents of ${files.join(' and ')}, which the policy names as a framework.`,
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
      command.printMessage(`${mistakenName} isn't read: rename it to ${defaultPolicyFile}, or name it with --policy.`)
    return undefined
  }

  // Imported late: it loads the YAML parser.
  return (await import('../../policy/read-policy.js')).readPolicy(file, framework.filter(isFilePath))
}
