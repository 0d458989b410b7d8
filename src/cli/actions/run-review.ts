import type {Catalog} from '../../catalog/catalog.js'
import type {LoadedPolicy, Policy} from '../../model/policy.js'
import type {Decision} from '../../review/decision.js'
import type {ReviewModel} from '../../review/review-model.js'
import type {ReviewEnd, SavedPosition, Session} from '../../review/session.js'
import type {CheckFlags, ScopeFlags} from '../flags.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {SaveDecision} from './decision-writer.js'

import {isFilePath, selectCatalog} from '../../catalog/select-frameworks.js'
import {fileExists} from '../../files/file-exists.js'
import {refuseOverwriting} from '../../files/same-file.js'
import {assertWritable} from '../../files/write-atomic.js'
import {UserError} from '../../foundation/user-error.js'
import {defaultFrameworks} from '../../model/framework.js'
import {chosenFrameworks, emptyPolicy} from '../../model/policy.js'
import {progressWithParts} from '../../review/coverage.js'
import {wrapText} from '../../report/terminal/layout.js'
import {newInterview, resumed} from '../../review/interview.js'
import {askingClasses, initialState} from '../../review/screen-ui/screen-state.js'
import {parsePosition, positionToJson} from '../../review/session.js'
import {shortSignOff, signOff, signOffLines} from '../../review/sign-off.js'
import {gitEmail} from '../io/git-identity.js'
import {parseDatetime} from '../io/parse-datetime.js'
import {isPlain} from '../io/plain-output.js'
import {screenObstacle} from '../io/screen-obstacle.js'
import {givenScopes} from '../scope.js'
import {decisionLogFile, decisionWriter, inMemoryWriter} from './decision-writer.js'
import {defaultPolicyFile, loadPolicy} from './load-policy.js'
import {commandsAfterReview} from './next-commands.js'
import {buildReviewModel} from './review-model-builder.js'
import {withScopeDefault} from './policy-defaults.js'
import {placeFile, readPosition, writePosition} from './saved-position.js'
import {snapshotSource} from './snapshot-source.js'

export interface ReviewFlags
  extends ScopeFlags, Pick<CheckFlags, 'framework' | 'now' | 'policy' | 'rate-floor' | 'sample' | 'snapshot'> {
  readonly by?: string | undefined
  readonly plain: boolean
}

/** Applies a policy to the facts of the review. */
type ModelBuilder = (policy: LoadedPolicy | undefined) => ReviewModel

/**
 * Leads a person through open questions and failures, and saves their decisions in the policy file.
 *
 * @throws UserError where there is no terminal to draw on and --plain wasn't given, and where a decision wasn't saved
 */
export async function runReview(command: ComplianceCommand, flags: ReviewFlags): Promise<void> {
  const file = decisionFile(flags)
  assertCanReview(flags, file)
  const policy = await loadPolicyIfExists(command, flags, file)
  const frameworks = flags.framework ?? chosenFrameworks(policy?.policy) ?? defaultFrameworks
  if (file !== undefined) assertDecisionFilesDiffer(file, flags, frameworks, policy)
  const saveDecision = await openWriter(command, flags, file)
  const catalog = await selectCatalog(frameworks, policy?.policy)
  const scopedFlags = await promptForMissingScope(command, await withScopeDefault(command, flags, policy))
  const buildModel = await modelBuilder(command, scopedFlags, catalog, policy?.policy ?? emptyPolicy)
  const session = openSession(command, file, buildModel(policy), {buildModel, saveDecision})
  const start = startingPosition(command, file, reviewer(flags, session.model))
  const end = await runInterface(command, scopedFlags, session, start)
  assertSaved(end.unsaved)
  printEnd(command, file, end)
}

/** How many lines each part of the sign-off has at the end of a review. */
const signOffLimit = 5

/** What was decided, what is left, and what to type next. */
function printEnd(command: ComplianceCommand, file: string | undefined, {interview, model}: ReviewEnd): void {
  const lines = signOffLines(shortSignOff(signOff(model, interview), signOffLimit))
  const columns = process.stderr.columns || 80
  for (const line of ['', ...lines, '']) {
    const [indent = ''] = /^ */.exec(line) ?? []
    // A command stays on one line, so that it can be copied.
    const isCommand = line.trim().startsWith('heroku ')
    command.printMessage(isCommand ? line : wrapText(line, columns, indent, indent.length + 2).join('\n'))
  }

  if (file === undefined) return
  const progress = progressWithParts(model, interview, true, ' of ')
  const where = `${progress} in ${file}; ${decisionLogFile(file)} says who decided what.`
  command.printMessage(wrapText(where, columns).join('\n'))
}

/** The policy file that decisions are saved in; undefined where they are forgotten. */
const decisionFile = (flags: ReviewFlags) => flags.policy ?? (flags.sample ? undefined : defaultPolicyFile)

function assertSaved(unsaved: Decision | undefined): void {
  if (!unsaved) return
  throw new UserError(
    `This decision wasn't saved: ${JSON.stringify(unsaved.what)}`,
    'The review asks to save it again when you resume.',
  )
}

function assertCanReview(flags: ReviewFlags, file: string | undefined): void {
  const obstacle = flags.plain ? undefined : screenObstacle(process.env)
  if (obstacle !== undefined)
    throw new UserError(
      `A review needs a terminal: ${obstacle}.`,
      'Use --plain to be asked line by line, which also works with a pipe, ' +
        `or write decisions into ${file ?? defaultPolicyFile}.`,
    )
  if (flags.by !== undefined && !/^[^\s@]+@[^\s@]+$/.test(flags.by))
    throw new UserError(`--by ${flags.by} isn't an email address.`, 'Use an address such as ann@example.com.')
  if (file !== undefined) assertWritable(file)
}

const loadPolicyIfExists = async (command: ComplianceCommand, flags: ReviewFlags, file: string | undefined) =>
  file !== undefined && fileExists(file) ? loadPolicy(command, {...flags, policy: file}) : undefined

/** @throws UserError where the policy or its log is also a file that the review reads */
function assertDecisionFilesDiffer(
  file: string,
  flags: ReviewFlags,
  frameworks: readonly string[],
  policy: LoadedPolicy | undefined,
): void {
  const extendedFiles = (policy?.files ?? []).filter(policyFile => policyFile !== file)
  refuseOverwriting(
    [file, decisionLogFile(file)],
    [...(flags.snapshot ?? []), ...extendedFiles, ...frameworks.filter(isFilePath)],
  )
}

async function openWriter(
  command: ComplianceCommand,
  flags: ReviewFlags,
  file: string | undefined,
): Promise<SaveDecision> {
  if (file === undefined) return inMemoryWriter(emptyPolicy)
  const frameworkFiles = (flags.framework ?? []).filter(isFilePath)
  return decisionWriter(file, frameworkFiles, Date.now, line => command.printMessage(line))
}

/** Asks which team or space to review where no scope was given. */
async function promptForMissingScope(command: ComplianceCommand, flags: ReviewFlags): Promise<ReviewFlags> {
  const hasScope =
    givenScopes(flags).length > 0 ||
    flags.sample ||
    (flags.snapshot ?? []).length > 0 ||
    Boolean(process.env['HEROKU_APP'])
  if (hasScope || !process.stdin.isTTY) return flags
  const {promptForScope} = await import('./scope-prompt.js')
  const {kind, name} = await promptForScope(command)
  return kind === 'all' ? {...flags, all: true} : {...flags, [kind]: name}
}

/** Loads the facts, once; every policy is then applied to the same facts as of the same time. */
async function modelBuilder(
  command: ComplianceCommand,
  flags: ReviewFlags,
  catalog: Catalog,
  policy: Policy,
): Promise<ModelBuilder> {
  const source = await snapshotSource(command, flags, policy)
  const {kind, snapshot} = await source(catalog)
  const options = {
    allowUnknown: false,
    failOn: 'never',
    scopeKind: kind,
    version: command.version,
    ...reviewTime(flags),
  } as const
  const nextCommands = commandsAfterReview(flags)
  return policy => ({...buildReviewModel(snapshot, catalog, {...options, ...(policy ? {policy} : {})}), nextCommands})
}

/** The sample is reviewed as of its own date. */
function reviewTime(flags: ReviewFlags): {readonly now?: string} {
  if (flags.now !== undefined) return {now: parseDatetime(flags.now)}
  return flags.sample ? {} : {now: new Date(Date.now()).toISOString()}
}

function openSession(
  command: ComplianceCommand,
  file: string | undefined,
  model: ReviewModel,
  {buildModel, saveDecision}: {readonly buildModel: ModelBuilder; readonly saveDecision: SaveDecision},
): Session {
  const positionFile = file === undefined ? undefined : placeFile(command.config.dataDir, file)
  if (file === undefined)
    command.printMessage('Decisions about the sample are forgotten at the end; to keep them, use --policy FILE.')
  return {
    save: async decision => buildModel(await saveDecision(decision)),
    savePosition(position) {
      if (positionFile !== undefined) writePosition(positionFile, positionToJson(position))
    },
    model,
  }
}

const reviewer = (flags: ReviewFlags, {report}: ReviewModel) => flags.by ?? report.snapshot.caller?.email ?? gitEmail()

const savedPosition = (command: ComplianceCommand, file: string) =>
  parsePosition(readPosition(placeFile(command.config.dataDir, file)))

/** Where the last review of this policy was left, else the beginning. */
function startingPosition(command: ComplianceCommand, file: string | undefined, by: string | undefined): SavedPosition {
  const saved = file === undefined ? undefined : savedPosition(command, file)
  if (!saved) return {interview: newInterview(by)}
  command.printMessage('Resuming where you left off.')
  return {...saved, interview: {...resumed(saved.interview), ...(by === undefined ? {} : {by})}}
}

async function runInterface(
  command: ComplianceCommand,
  flags: ReviewFlags,
  session: Session,
  {history, interview, typed, unsaved}: SavedPosition,
): Promise<ReviewEnd> {
  if (flags.plain) {
    const {runLineReview} = await import('./run-line-review.js')
    return runLineReview(command, session, interview, unsaved)
  }

  // Imported late: it loads ink.
  const {runScreenReview} = await import('../../review/screen-ui/screen.js')
  const canChoose = givenScopes(flags).length === 0
  const state = {...initialState(interview, canChoose), ...(history ? {history} : {}), typed, unsaved}
  return runScreenReview(session, askingClasses(session.model, state), isPlain())
}
