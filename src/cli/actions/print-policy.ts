import type {Config} from '@oclif/core/config'
import type {TracedPolicy} from '../../policy/read-policy.js'
import type {CheckFlags} from '../flags.js'

import {guardLine, guardStatus} from '../guard/guard-status.js'
import {UserError} from '../../foundation/user-error.js'
import {defaultPolicyFile} from './load-policy.js'

/**
 * The policy in effect, with the place that each value comes from, and the state of the guard that it asks for.
 *
 * @throws UserError where there is no policy, and for formats other than terminal and JSON
 */
export async function policyDocument(
  policy: TracedPolicy | undefined,
  {format, json}: CheckFlags,
  config: Pick<Config, 'cacheDir'>,
): Promise<string> {
  if (!policy)
    throw new UserError(`There is no ${defaultPolicyFile} in this folder.`, 'Name a policy file with --policy.')
  if (format !== undefined && format !== 'json' && format !== 'terminal')
    throw new UserError(`--show-policy can't print ${format}.`, 'Choose terminal or json.')
  const {policySources, policyText} = await import('../../policy/show-policy.js')
  const status = policy.policy.guard && (await guardStatus(config, policy.policy))
  if (!json && format !== 'json')
    return policyText(policy.tree, policy.sha256) + (status ? `# ${guardLine(status, Date.now())}\n` : '')
  const {files, sha256, tree} = policy
  const document = {
    files,
    policy: policy.policy,
    sha256,
    sources: policySources(tree),
    ...(status ? {guard: status} : {}),
  }
  return `${JSON.stringify(document, undefined, 2)}\n`
}
