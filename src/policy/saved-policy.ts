import type {Policy, ReadPolicy} from '../model/policy.js'

import {compiler} from '../parsing/ajv.js'
import {explain} from '../parsing/schema-sentences.js'
import {readCatalog} from '../catalog/catalog-files.js'
import {isDay} from '../foundation/date.js'
import {UserError} from '../foundation/user-error.js'
import {fingerprint} from '../foundation/canonical-json.js'
import {presentName} from './provenance-tree.js'

/** An effective policy as it is saved: a policy file that says the same. */
export const savedPolicy = (policy: Policy): object => ({version: 1, ...policy})

/**
 * An effective policy that was saved, in which names mean what they meant then.
 *
 * @throws UserError where it is none
 */
export function policyFrom(json: unknown, file: string, files: readonly string[]): ReadPolicy {
  const ajv = compiler()
  ajv.addFormat('date', isDay)
  const validate = ajv.compile(readCatalog<object>('./schema/policy.schema.json'))
  const [error] = validate(json) ? [] : explain(validate.errors ?? [])
  if (error !== undefined)
    throw new UserError(`${file} is no policy that this version of the tool judges by: ${error}.`)
  const policy = {
    allow: {},
    ...Object.fromEntries(
      Object.entries(json as object).flatMap(([key, value]) =>
        key === 'extends' || key === 'version' ? [] : [[presentName(key), value]],
      ),
    ),
  } as Policy
  return {files, policy, sha256: fingerprint(policy)}
}
