import {existsSync, readFileSync} from 'node:fs'
import path from 'node:path'

import type {Config} from '@oclif/core/config'
import type {Files} from '../../guard/policy-nearby.js'
import type {TracedPolicy} from '../../policy/read-policy.js'

import {policyFileFor} from '../../guard/policy-nearby.js'

/** Files of this computer. */
export const policyFiles: Files = {
  exists: existsSync,
  folderOf: file => path.dirname(file),
  join: (folder, name) => path.join(folder, name),
  read: file => readFileSync(file, 'utf8'),
}

/** The policy that the guard goes by in the working folder, as it is called from there; undefined where none is. */
export function guardPolicyFile({home}: Pick<Config, 'home'>): string | undefined {
  const file = policyFileFor(process.cwd(), home, policyFiles)
  return file === undefined ? undefined : path.relative('', file)
}

/** @throws UserError where it isn't valid */
export async function guardPolicy(config: Pick<Config, 'home'>): Promise<TracedPolicy | undefined> {
  const file = guardPolicyFile(config)
  // Imported late: it loads the YAML parser.
  return file === undefined ? undefined : (await import('../../policy/read-policy.js')).readPolicy(file)
}
