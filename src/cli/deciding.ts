import type {Policy, ReadPolicy} from '../model/policy.js'
import type {Change} from '../policy/edit-policy.js'
import type {Decision} from '../review/decision.js'

import {UserError} from '../model/errors.js'
import {editedPolicy, freshPolicy} from '../policy/edit-policy.js'
import {changeOf, loggedOf, policyAfter} from '../review/decision.js'
import {appended, checkedLog, sha256Of} from '../store/decision-log.js'
import {fingerprint} from '../store/hash.js'
import {replaceWhole, textIfThere, tried} from '../store/policy-file.js'

/** Takes a decision down, at once and for good, and gives the policy that is then in force. */
export type Keep = (decision: Decision) => Promise<ReadPolicy>

/** Loaded only where a decision is kept: it compiles a schema. */
const readPolicy = async (file: string, own: readonly string[]) => (await import('../policy/read-policy.js')).readPolicy(file, own)

const isJson = (file: string) => /\.json$/i.test(file)

/** The log that stands beside a policy file. */
export const logOf = (file: string): string => `${file.replace(/\.(?:json|ya?ml)$/i, '')}.decisions.jsonl`

/**
 * Keeps decisions in a policy file and its log. Whatever the file says by then is kept; a result that does not read
 * as a policy is not written.
 *
 * @param own files of frameworks that answers may name
 */
export function keeperOf(file: string, own: readonly string[], clock: () => number): Keep {
  checkedLog(logOf(file))
  return async decision => {
    const was = textIfThere(file)
    const change = changeOf(decision)
    const before = was ?? (isJson(file) ? '{"version": 1}\n' : freshPolicy)
    const text = change ? await edited(before, {...change, isStrict: decision.action === 'undo'}) : was
    if (change && text !== undefined) await tried(file, text, async beside => tryOut(beside, own, file))
    const takeBack = appended(logOf(file), {action: decision.action, at: new Date(clock()).toISOString(), by: decision.by, policySha256: sha256Of(text ?? ''), what: loggedOf(decision)})
    try {
      if (change && text !== undefined) replaceWhole(file, was, text)
    } catch (error) {
      takeBack()
      throw error
    }

    return text === undefined ? {files: [], policy: {allow: {}}, sha256: fingerprint({allow: {}})} : readPolicy(file, own)
  }

  async function edited(before: string, change: Change): Promise<string> {
    const text = await editedPolicy(before, isJson(file) ? 'json' : 'yaml', change)
    if (text === undefined) throw new UserError(`${file} does not hold this decision any more; it was changed by hand.`)
    return text
  }
}

/** A file is told by its own name, not by that under which it is tried. */
async function tryOut(beside: string, own: readonly string[], file: string): Promise<void> {
  try {
    await readPolicy(beside, own)
  } catch (error) {
    if (error instanceof UserError) throw new UserError(`This cannot be written: ${error.message.replaceAll(beside, file)}`, error.hint)
    throw error
  }
}

/** Keeps decisions for as long as the command runs. */
export function memory(start: Policy): Keep {
  let policy = start
  return async decision => {
    policy = policyAfter(policy, decision)
    return {files: [], policy, sha256: fingerprint(policy)}
  }
}
