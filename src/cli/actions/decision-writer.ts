import type {LoadedPolicy, Policy} from '../../model/policy.js'
import type {PolicyEdit} from '../../policy/edit-policy.js'
import type {Decision} from '../../review/decision.js'

import {lockPathOf, withLock} from '../../files/lock.js'
import {fingerprint, sha256} from '../../foundation/canonical-json.js'
import {distinct} from '../../foundation/collections.js'
import {UserError} from '../../foundation/user-error.js'
import {appendEntry, verifyLog} from '../../policy/decision-log.js'
import {editPolicyText, newPolicyText} from '../../policy/edit-policy.js'
import {prepareWrite, readTextIfExists, recoverInterruptedWrite} from '../../policy/policy-file.js'
import {applyDecision, logEntry, policyChange} from '../../review/decision.js'

/** Saves a decision durably and gives the policy that is then in effect. */
export type SaveDecision = (decision: Decision) => Promise<LoadedPolicy>

/** Imported late: it compiles a schema. */
const readPolicy = async (file: string, frameworkFiles: readonly string[]) =>
  (await import('../../policy/read-policy.js')).readPolicy(file, frameworkFiles)

const isJson = (file: string) => /\.json$/i.test(file)

/** The decision log, in the same folder as its policy file. */
export const decisionLogFile = (file: string): string => `${file.replace(/\.(?:json|ya?ml)$/i, '')}.decisions.jsonl`

interface PolicyTarget {
  readonly file: string
  /** Files of frameworks that answers may name. */
  readonly frameworkFiles: readonly string[]
}

/**
 * Saves decisions in a policy file and its log, which one process at a time has locked. Whatever the file says by then
 * is kept, and a result that isn't a valid policy is never written. A write that a killed process left unfinished is
 * completed, or reported.
 *
 * @throws UserError where the log is broken
 */
export async function decisionWriter(
  file: string,
  frameworkFiles: readonly string[],
  clock: () => number,
  printMessage: (line: string) => void = () => {},
): Promise<SaveDecision> {
  await withLocks(file, async () => {
    finishInterrupted(file, printMessage)
    warnOfMissingDecision(file, printMessage)
  })
  return async decision =>
    withLocks(file, async () => {
      finishInterrupted(file, printMessage)
      return saveDecision({file, frameworkFiles}, decision, new Date(clock()).toISOString())
    })
}

/** A command that runs although it makes something worse. */
export interface Override {
  readonly by: string
  readonly command: string
  readonly app?: string
  readonly controls: readonly string[]
  readonly reason: string
}

/**
 * Logs with the decisions why a command runs that the guard holds.
 *
 * @throws UserError where it can't be logged
 */
export async function logOverride(file: string, {by, ...what}: Override, at: string): Promise<void> {
  await withLocks(file, async () => {
    finishInterrupted(file, () => {})
    const policySha256 = sha256(readTextIfExists(file) ?? '')
    appendEntry(decisionLogFile(file), {action: 'override', at, by, policySha256, what})
  })
}

async function saveDecision(target: PolicyTarget, decision: Decision, at: string): Promise<LoadedPolicy> {
  const {file, frameworkFiles} = target
  const previousText = readTextIfExists(file)
  const change = policyChange(decision)
  const text = change
    ? await editText(file, previousText, {...change, isStrict: decision.action === 'undo'})
    : previousText
  await writeDecision(target, decision, at, {previousText, text, isChanged: change !== undefined})
  return text === undefined
    ? {files: [], policy: {allow: {}}, sha256: fingerprint({allow: {}})}
    : readPolicy(file, frameworkFiles)
}

interface PolicyTexts {
  readonly previousText: string | undefined
  readonly text: string | undefined
  readonly isChanged: boolean
}

/** The log first, then the policy: where the second fails, the log entry is removed again. */
async function writeDecision(
  {file, frameworkFiles}: PolicyTarget,
  decision: Decision,
  at: string,
  {isChanged, previousText, text}: PolicyTexts,
): Promise<void> {
  const pending = isChanged && text !== undefined ? prepareWrite(file, previousText, text) : undefined
  try {
    if (pending) await validateBeside(pending.temporary, frameworkFiles, file)
    const removeLogEntry = appendEntry(decisionLogFile(file), {
      action: decision.action,
      at,
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
}

async function editText(file: string, previousText: string | undefined, edit: PolicyEdit): Promise<string> {
  const emptyText = isJson(file) ? '{"version": 1}\n' : newPolicyText
  const text = await editPolicyText(previousText ?? emptyText, isJson(file) ? 'json' : 'yaml', edit)
  if (text === undefined)
    throw new UserError(
      `${file} no longer contains this decision; it was changed by hand.`,
      'Edit the file by hand, or begin the review again.',
    )
  return text
}

/** Policies may share a log, and a policy may have several names: both are locked, in the same order everywhere. */
async function withLocks<T>(file: string, use: () => Promise<T>): Promise<T> {
  const [first, second] = distinct([lockPathOf(file), lockPathOf(decisionLogFile(file))])
  if (first === undefined) return use()
  return withLock(first, async () => (second === undefined ? use() : withLock(second, use)))
}

/** Writes the decision that was logged before its policy could be written. */
function finishInterrupted(file: string, printMessage: (line: string) => void): void {
  const log = decisionLogFile(file)
  if (recoverInterruptedWrite(file, verifyLog(log).policyHashes[0]))
    printMessage(`The last decision in ${log} was missing from ${file} after an interrupted review; it is there now.`)
}

/** Warns of a decision that is only in the log: the policy is as it was before. */
function warnOfMissingDecision(file: string, printMessage: (line: string) => void): void {
  const log = decisionLogFile(file)
  const [last, beforeLast = sha256('')] = verifyLog(log).policyHashes
  const current = sha256(readTextIfExists(file) ?? '')
  if (last === undefined || last === current || beforeLast !== current) return
  printMessage(
    `The last decision in ${log} isn't in ${file}: a review was interrupted, or someone removed it. ` +
      'Repeat the decision if it still applies.',
  )
}

/** Errors name the policy file, not the temporary file that is validated. */
async function validateBeside(temporaryFile: string, frameworkFiles: readonly string[], file: string): Promise<void> {
  try {
    await readPolicy(temporaryFile, frameworkFiles)
  } catch (error) {
    if (error instanceof UserError)
      throw new UserError(`This can't be written: ${error.message.replaceAll(temporaryFile, file)}`, error.hint)
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
