import type {Policy, LoadedPolicy} from '../model/policy.js'

import {schemaErrorSentences} from '../catalog/schema-errors.js'
import {UserError} from '../foundation/user-error.js'
import {fingerprint} from '../foundation/canonical-json.js'
import {currentKey} from './provenance-tree.js'

/** An effective policy as it is saved: an equivalent policy file. */
export const toSavedPolicy = (policy: Policy): object => ({version: 1, ...policy})

/**
 * Restores a saved effective policy; its names are not resolved again.
 *
 * @throws UserError if it isn't a valid policy
 */
export function restorePolicy(json: unknown, file: string, files: readonly string[]): LoadedPolicy {
  const [error] = schemaErrorSentences('policy.schema.json', json)
  if (error !== undefined)
    throw new UserError(
      `${file} is not a valid policy for this version of the tool: ${error}.`,
      'Install the version of the plugin that wrote the bundle.',
    )
  const policy = {
    allow: {},
    ...Object.fromEntries(
      Object.entries(json as object).flatMap(([key, value]) =>
        key === 'extends' || key === 'version' ? [] : [[currentKey(key), value]],
      ),
    ),
  } as Policy
  return {files, policy, sha256: fingerprint(policy)}
}
