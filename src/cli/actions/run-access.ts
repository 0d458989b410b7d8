import path from 'node:path'

import type {VerifiedRemoval} from '../../access/access-removals.js'
import type {AccessReview} from '../../access/access-review.js'
import type {TracedPolicy} from '../../policy/read-policy.js'
import type {AccessFormat} from '../../report/access/access-formats.js'
import type {AccessFlags} from '../access-flags.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {Destinations} from '../io/outputs.js'
import type {KeptReview} from './access-review-file.js'
import type {AccessSession, Reading} from './access-session.js'

import {accessExit} from '../../access/access-exit.js'
import {verifyRemovals} from '../../access/access-removals.js'
import {completeReview} from '../../access/access-review.js'
import {assertComparable} from '../../access/comparable-facts.js'
import {refuseOverwriting} from '../../files/same-file.js'
import {assertWritable, writeAtomic} from '../../files/write-atomic.js'
import {UserError} from '../../foundation/user-error.js'
import {newestAt} from '../../model/snapshot.js'
import {accessFormats} from '../../report/access/access-formats.js'
import {parseDestinations} from '../io/outputs.js'
import {renderOptions, setExitCode, writeOutputs} from '../io/render.js'
import {assertDecisionFlags, decider, givenDecisions, hasDecisions, withDecisions} from './access-decisions.js'
import {askAboutAccess, opensScreen} from './ask-about-access.js'
import {accessNextSteps, scopeArgs} from './access-next-steps.js'
import {readReview} from './access-review-file.js'
import {asksForReading, readPopulation, reviewFile, save, startSession, withScopeOf} from './access-session.js'
import {reviewSummary} from './access-summary.js'
import {loadPolicy} from './load-policy.js'

/** Lists who has access, records what is decided about it, and verifies that it happened. */
export async function runAccess(command: ComplianceCommand, given: AccessFlags): Promise<void> {
  assertDecisionFlags(given, given.plain === true || opensScreen(given))
  const policy = await loadPolicy(command, given)
  const destinations = parseDestinations(accessFormats, given)
  const file = reviewFile(given, policy)
  assertOutputs(given, destinations, file)
  const existing = file === undefined || given.new ? undefined : readReview(file)
  assertCanGoOn(given, existing, file)
  const session = await startSession(command, given, {existing, file, policy})
  const later = asksForVerification(given, existing)
    ? await readLater(command, given, session.kept.review, policy)
    : undefined
  const done = await decideAndComplete(command, session, given)
  const verified = later && {
    on: newestAt(later.snapshot.facts),
    removals: verifyRemovals(done.kept.review, later.population),
  }
  await answerQuestions(command, done, verified?.removals)
  await print(command, given, destinations, done, verified)
  setExitCode(command, accessExit(done.kept.review, verified?.removals))
}

/**
 * Reads access again, where the review is of it.
 *
 * @throws UserError where the facts can't show what came of the review
 */
async function readLater(
  command: ComplianceCommand,
  flags: AccessFlags,
  review: AccessReview,
  policy: TracedPolicy | undefined,
): Promise<Reading> {
  const reading = await readPopulation(command, withScopeOf(review, flags), policy)
  assertComparable(review, reading.snapshot)
  return reading
}

/** A completed review is verified by any other reading. */
const asksForVerification = (flags: AccessFlags, existing: KeptReview | undefined): boolean =>
  flags.verify === true || (existing?.review.completed !== undefined && asksForReading(flags))

async function decideAndComplete(
  command: ComplianceCommand,
  session: AccessSession,
  flags: AccessFlags,
): Promise<AccessSession> {
  const decided = await decideByFlags(session, flags)
  const asked = await askAboutAccess(command, decided, flags)
  return flags.complete ? complete(command, asked, flags) : asked
}

function assertOutputs(
  flags: AccessFlags,
  {files, format}: Destinations<AccessFormat>,
  file: string | undefined,
): void {
  if (flags.full && ![format, ...files.map(output => output.format)].includes('terminal'))
    throw new UserError('--full only has an effect on terminal.', 'Leave it out, or use --format terminal.')
  if (flags.plain && format !== 'terminal')
    throw new UserError(
      '--plain asks on stdout, where a document would go.',
      'Leave out --format and --json, or --plain.',
    )
  const inputs = [flags.roster, flags.decisions, flags.sign, ...(flags.snapshot ?? []), flags.policy, file]
  refuseOverwriting(
    files.map(output => output.file),
    inputs.filter(input => input !== undefined),
  )
  for (const output of files) assertWritable(output.file)
}

function assertCanGoOn(flags: AccessFlags, existing: KeptReview | undefined, file = ''): void {
  if (existing) {
    assertHasEffect(flags, existing, file)
    return
  }
  if (flags.verify)
    throw new UserError(
      'There is no review to verify.',
      'Name its file with --review; heroku compliance:access begins one.',
    )
}

/** What is typed about a review that was begun must have an effect on it. */
function assertHasEffect(flags: AccessFlags, {review: {completed}}: KeptReview, file: string): void {
  if (completed && (hasDecisions(flags) || flags.complete))
    throw new UserError(
      `The review in ${file} is completed: no decision in it can change.`,
      'Begin another under another name with --review FILE.',
    )
  if (!completed && !flags.verify && readsFacts(flags))
    throw new UserError(
      `The review in ${file} was begun already: what --snapshot or --sample has isn't read.`,
      'Leave them out to go on, add --new to read it again, or --verify to say what was carried out.',
    )
  if (flags.roster !== undefined)
    throw new UserError(
      `The review in ${file} was begun already: a roster has no effect on it.`,
      'Read it again with --new --roster FILE; decisions about access that is the same are kept.',
    )
}

const readsFacts = ({sample, snapshot = []}: AccessFlags): boolean => sample || snapshot.length > 0

async function decideByFlags(session: AccessSession, flags: AccessFlags): Promise<AccessSession> {
  if (!hasDecisions(flags)) return session
  const on = new Date().toISOString()
  const decisions = givenDecisions(session.kept.review, flags, on)
  return save(session, withDecisions(session.kept.review, decisions), decisions, on)
}

/** Completes the review, and writes what goes with it: a list for spreadsheets and, with a key, a signature. */
async function complete(
  command: ComplianceCommand,
  session: AccessSession,
  flags: AccessFlags,
): Promise<AccessSession> {
  const [on, by] = [new Date().toISOString(), decider(flags) ?? '']
  const review = completeReview(session.kept.review, by, on)
  const {file} = session
  if (file === undefined) return {...session, kept: {review, sha256: ''}}
  const base = file.replace(/\.json$/, '')
  const [{accessCsv}, {reviewText}, {signReview}] = await Promise.all([
    import('../../report/access/csv.js'),
    import('./access-review-file.js'),
    import('./sign-access-review.js'),
  ])
  const signature =
    flags.sign === undefined ? undefined : signReview(path.basename(file), reviewText(review), flags.sign)
  const completed = await save(session, review, [{action: 'complete', by, grants: []}], on)
  writeAtomic(`${base}.csv`, accessCsv({review}), 0o600)
  if (signature !== undefined) writeAtomic(`${base}.dsse.json`, signature, 0o600)
  command.printMessage(
    `The review is completed; ${base}.csv lists it${signature === undefined ? '' : `, ${base}.dsse.json signs it`}.`,
  )
  return completed
}

interface Verification {
  readonly on: string
  readonly removals: readonly VerifiedRemoval[]
}

/** A completed review whose decisions are carried out answers the questions about access. */
async function answerQuestions(
  command: ComplianceCommand,
  {file, kept, policy}: AccessSession,
  removals: readonly VerifiedRemoval[] | undefined,
): Promise<void> {
  if (!kept.review.completed || file === undefined) return
  if (policy === undefined) {
    command.printMessage(
      'Without a policy file, the review answers no question. ' +
        `heroku compliance:init ${scopeArgs(kept.review)} writes one; after that, --verify writes the answers.`,
    )
    return
  }

  const {writeAccessAnswers} = await import('./write-access-answers.js')
  await writeAccessAnswers(reviewSummary(kept, file, removals), {
    clock: Date.now,
    file: policy,
    frameworkFiles: [],
    printMessage: line => command.printMessage(line),
  })
}

async function print(
  command: ComplianceCommand,
  flags: AccessFlags,
  destinations: Destinations<AccessFormat>,
  {file, kept: {review}}: AccessSession,
  verified: Verification | undefined,
): Promise<void> {
  const nextSteps = accessNextSteps(review, {
    file,
    flags,
    undone: verified?.removals.filter(({outcome}) => outcome !== 'done').length,
  })
  await writeOutputs(command, destinations, async ({format}, stream) =>
    (await accessFormats[format].load())({review, verified}, {...renderOptions(stream), isFull: flags.full, nextSteps}),
  )
}
