import type {Policy, LoadedPolicy} from '../../model/policy.js'
import type {ListEdit} from '../../policy/edit-policy.js'
import type {Decision} from '../../review/decision.js'

import {UserError} from '../../foundation/user-error.js'
import {distinct} from '../../foundation/collections.js'
import {editPolicyText, newPolicyText} from '../../policy/edit-policy.js'
import {policyChange, logEntry, applyDecision} from '../../review/decision.js'
import {appendEntry, verifyLog} from '../../policy/decision-log.js'
import {fingerprint, sha256} from '../../foundation/canonical-json.js'
import {withLock, lockPathOf} from '../../files/lock.js'
import {prepareWrite, recoverInterruptedWrite, readTextIfExists} from '../../policy/policy-file.js'

/** Takes a decision down, at once and for good, and gives the policy that is then in force. */
export type SaveDecision = (decision: Decision) => Promise<LoadedPolicy>

/** Loaded only where a decision is kept: it compiles a schema. */
const readPolicy = async (file: string, frameworkFiles: readonly string[]) =>
  (await import('../../policy/read-policy.js')).readPolicy(file, frameworkFiles)

const isJson = (file: string) => /\.json$/i.test(file)

/** The log that stands beside a policy file. */
export const decisionLogFile = (file: string): string => `${file.replace(/\.(?:json|ya?ml)$/i, '')}.decisions.jsonl`

/**
 * Keeps decisions in a policy file and its log, of which one process at a time is about. Whatever the file says by then
 * is kept; a result that does not read as a policy is not written. What a process left half done that was killed
 * in the middle is finished, or told.
 *
 * @param frameworkFiles files of frameworks that answers may name
 * @throws UserError where the log is broken
 */
export async function decisionWriter(
  file: string,
  frameworkFiles: readonly string[],
  clock: () => number,
  printMessage: (line: string) => void = () => {},
): Promise<SaveDecision> {
  const log = decisionLogFile(file)
  await withLocks(file, async () => {
    finishInterrupted(file, printMessage)
    warnOfMissingDecision(file, printMessage)
  })
  return async decision =>
    withLocks(file, async () => {
      finishInterrupted(file, printMessage)
      const previousText = readTextIfExists(file)
      const change = policyChange(decision)
      const text = change
        ? await editText(previousText ?? (isJson(file) ? '{"version": 1}\n' : newPolicyText), {
            ...change,
            isStrict: decision.action === 'undo',
          })
        : previousText
      const pending = change && text !== undefined ? prepareWrite(file, previousText, text) : undefined
      try {
        if (pending) await validateBeside(pending.temporary, frameworkFiles, file)
        const removeLogEntry = appendEntry(log, {
          action: decision.action,
          at: new Date(clock()).toISOString(),
          by: decision.by,
          policySha256: sha256(text ?? ''),
          what: logEntry(decision),
        })
        try {
          pending?.commit()
        } catch (error) {
          removeLogEntry()
          throw error
        }
      } finally {
        pending?.discard()
      }

      return text === undefined
        ? {files: [], policy: {allow: {}}, sha256: fingerprint({allow: {}})}
        : readPolicy(file, frameworkFiles)
    })

  async function editText(before: string, change: ListEdit): Promise<string> {
    const text = await editPolicyText(before, isJson(file) ? 'json' : 'yaml', change)
    if (text === undefined) throw new UserError(`${file} does not hold this decision any more; it was changed by hand.`)
    return text
  }
}

/** Several policies may share a log, and a policy may have several names: both are held, in an order that is the same for all. */
async function withLocks<T>(file: string, use: () => Promise<T>): Promise<T> {
  const [first, second] = distinct([lockPathOf(file), lockPathOf(decisionLogFile(file))])
  return first === undefined
    ? use()
    : withLock(first, async () => (second === undefined ? use() : withLock(second, use)))
}

/** Finishes what was logged and not written any more. */
function finishInterrupted(file: string, printMessage: (line: string) => void): void {
  if (recoverInterruptedWrite(file, verifyLog(decisionLogFile(file)).policyHashes[0]))
    printMessage(
      `The last decision in ${decisionLogFile(file)} was not in ${file} yet, since a review was interrupted. It is now.`,
    )
}

/** Tells of a decision that was logged, where the file is as it was before it. */
function warnOfMissingDecision(file: string, printMessage: (line: string) => void): void {
  const {
    policyHashes: [last, before = sha256('')],
  } = verifyLog(decisionLogFile(file))
  const now = sha256(readTextIfExists(file) ?? '')
  if (last !== undefined && last !== now && before === now)
    printMessage(
      `The last decision in ${decisionLogFile(file)} is not in ${file}: a review was interrupted, or somebody removed it. Repeat the decision if it still applies.`,
    )
}

/** A file is told by its own name, not by that under which it is tried. */
async function validateBeside(temporaryFile: string, frameworkFiles: readonly string[], file: string): Promise<void> {
  try {
    await readPolicy(temporaryFile, frameworkFiles)
  } catch (error) {
    if (error instanceof UserError)
      throw new UserError(`This cannot be written: ${error.message.replaceAll(temporaryFile, file)}`, error.hint)
    throw error
  }
}

/** Keeps decisions for as long as the command runs. */
export function inMemoryWriter(initial: Policy): SaveDecision {
  let policy = initial
  return async decision => {
    policy = applyDecision(policy, decision)
    return {files: [], policy, sha256: fingerprint(policy)}
  }
}
