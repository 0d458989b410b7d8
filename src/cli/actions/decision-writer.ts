import type {Policy, ReadPolicy} from '../../model/policy.js'
import type {Change} from '../../policy/edit-policy.js'
import type {Decision} from '../../review/decision.js'

import {UserError} from '../../foundation/user-error.js'
import {distinct} from '../../foundation/collections.js'
import {editedPolicy, freshPolicy} from '../../policy/edit-policy.js'
import {changeOf, loggedOf, policyAfter} from '../../review/decision.js'
import {appended, checkedLog} from '../../policy/decision-log.js'
import {fingerprint, sha256Of} from '../../foundation/canonical-json.js'
import {locked, lockOf} from '../../files/lock.js'
import {prepared, repeated, textIfThere} from '../../policy/policy-file.js'

/** Takes a decision down, at once and for good, and gives the policy that is then in force. */
export type Keep = (decision: Decision) => Promise<ReadPolicy>

/** Loaded only where a decision is kept: it compiles a schema. */
const readPolicy = async (file: string, own: readonly string[]) =>
  (await import('../../policy/read-policy.js')).readPolicy(file, own)

const isJson = (file: string) => /\.json$/i.test(file)

/** The log that stands beside a policy file. */
export const logOf = (file: string): string => `${file.replace(/\.(?:json|ya?ml)$/i, '')}.decisions.jsonl`

/**
 * Keeps decisions in a policy file and its log, of which one process at a time is about. Whatever the file says by then
 * is kept; a result that does not read as a policy is not written. What a process left half done that was killed
 * in the middle is finished, or told.
 *
 * @param own files of frameworks that answers may name
 * @throws UserError where the log is broken
 */
export async function keeperOf(
  file: string,
  own: readonly string[],
  clock: () => number,
  tell: (line: string) => void = () => {},
): Promise<Keep> {
  const log = logOf(file)
  await alone(file, async () => {
    finish(file, tell)
    tellMissing(file, tell)
  })
  return async decision =>
    alone(file, async () => {
      finish(file, tell)
      const was = textIfThere(file)
      const change = changeOf(decision)
      const text = change
        ? await edited(was ?? (isJson(file) ? '{"version": 1}\n' : freshPolicy), {
            ...change,
            isStrict: decision.action === 'undo',
          })
        : was
      const next = change && text !== undefined ? prepared(file, was, text) : undefined
      try {
        if (next) await tryOut(next.beside, own, file)
        const takeBack = appended(log, {
          action: decision.action,
          at: new Date(clock()).toISOString(),
          by: decision.by,
          policySha256: sha256Of(text ?? ''),
          what: loggedOf(decision),
        })
        try {
          next?.place()
        } catch (error) {
          takeBack()
          throw error
        }
      } finally {
        next?.remove()
      }

      return text === undefined
        ? {files: [], policy: {allow: {}}, sha256: fingerprint({allow: {}})}
        : readPolicy(file, own)
    })

  async function edited(before: string, change: Change): Promise<string> {
    const text = await editedPolicy(before, isJson(file) ? 'json' : 'yaml', change)
    if (text === undefined) throw new UserError(`${file} does not hold this decision any more; it was changed by hand.`)
    return text
  }
}

/** Several policies may share a log, and a policy may have several names: both are held, in an order that is the same for all. */
async function alone<T>(file: string, use: () => Promise<T>): Promise<T> {
  const [first, second] = distinct([lockOf(file), lockOf(logOf(file))])
  return first === undefined ? use() : locked(first, async () => (second === undefined ? use() : locked(second, use)))
}

/** Finishes what was logged and not written any more. */
function finish(file: string, tell: (line: string) => void): void {
  if (repeated(file, checkedLog(logOf(file)).policies[0]))
    tell(`The last decision in ${logOf(file)} was not in ${file} yet, since a review was interrupted. It is now.`)
}

/** Tells of a decision that was logged, where the file is as it was before it. */
function tellMissing(file: string, tell: (line: string) => void): void {
  const {
    policies: [last, before = sha256Of('')],
  } = checkedLog(logOf(file))
  const now = sha256Of(textIfThere(file) ?? '')
  if (last !== undefined && last !== now && before === now)
    tell(
      `The last decision in ${logOf(file)} is not in ${file}: a review was interrupted, or somebody removed it. Repeat the decision if it still applies.`,
    )
}

/** A file is told by its own name, not by that under which it is tried. */
async function tryOut(beside: string, own: readonly string[], file: string): Promise<void> {
  try {
    await readPolicy(beside, own)
  } catch (error) {
    if (error instanceof UserError)
      throw new UserError(`This cannot be written: ${error.message.replaceAll(beside, file)}`, error.hint)
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
