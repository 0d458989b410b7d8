import type {LoadedPolicy} from '../../model/policy.js'
import type {Decision} from '../../review/decision.js'
import type {SavedPosition, Session} from '../../review/session.js'
import type {ReviewModel} from '../../review/review-model.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {CheckFlags, ScopeFlags} from '../flags.js'

import {selectCatalog, isFilePath} from '../../catalog/select-frameworks.js'
import {UserError} from '../../foundation/user-error.js'
import {defaultFrameworks} from '../../model/framework.js'
import {chosenFrameworks, emptyPolicy} from '../../model/policy.js'
import {assessByPlace} from '../../assess/assess-by-place.js'
import {newInterview} from '../../review/interview.js'
import {initialState} from '../../review/screen-ui/screen-state.js'
import {parsePosition, positionToJson} from '../../review/session.js'
import {reviewProgress} from '../../review/review-model.js'
import {fileExists} from '../../files/file-exists.js'
import {writePosition, readPosition, placeFile} from './saved-position.js'
import {refuseOverwriting} from '../../files/same-file.js'
import {assertWritable} from '../../files/write-atomic.js'
import {isPlain} from './live-snapshot.js'
import {decisionWriter, decisionLogFile, inMemoryWriter} from './decision-writer.js'
import {parseDatetime} from '../io/parse-datetime.js'
import {snapshotSource} from './run-check.js'
import {defaultPolicyFile, loadPolicy} from './load-policy.js'
import {gitEmail} from '../io/git-identity.js'
import {givenScopes} from '../scope.js'

export interface ReviewFlags
  extends ScopeFlags, Pick<CheckFlags, 'framework' | 'now' | 'policy' | 'rate-floor' | 'sample' | 'snapshot'> {
  readonly by?: string | undefined
  readonly plain: boolean
}

/**
 * Walks a person through what is open and what fails, and takes down what they decide.
 *
 * @throws UserError where there is no terminal, and nobody chose to be asked line by line
 */
export async function runReview(command: ComplianceCommand, flags: ReviewFlags): Promise<void> {
  const file = flags.policy ?? (flags.sample ? undefined : defaultPolicyFile)
  const obstacle = flags.plain ? undefined : screenObstacle(process.env)
  if (obstacle !== undefined)
    throw new UserError(
      `A review needs a whole terminal: ${obstacle}.`,
      `Ask line by line with --plain, which reads from a pipe too, or write what was decided into ${file ?? defaultPolicyFile}.`,
    )
  if (flags.by !== undefined && !/^[^\s@]+@[^\s@]+$/.test(flags.by))
    throw new UserError(`--by ${flags.by} is no address of a person.`)
  if (file !== undefined) assertWritable(file)
  const exists = file !== undefined && fileExists(file)
  const policy = exists ? await loadPolicy(command, {...flags, policy: file}) : undefined
  const frameworkFiles = (flags.framework ?? []).filter(isFilePath)
  const frameworkNames = flags.framework ?? chosenFrameworks(policy?.policy) ?? defaultFrameworks
  if (file !== undefined)
    refuseOverwriting(
      [file, decisionLogFile(file)],
      [
        ...(flags.snapshot ?? []),
        ...(policy?.files ?? []).filter(policyPart => policyPart !== file),
        ...[...frameworkNames, ...frameworkFiles].filter(isFilePath),
      ],
    )
  const saveDecision =
    file === undefined
      ? inMemoryWriter(emptyPolicy)
      : await decisionWriter(file, frameworkFiles, Date.now, line => command.printMessage(line))
  const catalog = await selectCatalog(frameworkNames, policy?.policy)
  const scopedFlags = await promptForMissingScope(command, flags)
  const {kind, snapshot} = await (await snapshotSource(command, scopedFlags, policy?.policy ?? emptyPolicy))(catalog)
  const now =
    flags.now === undefined ? (flags.sample ? undefined : new Date(Date.now()).toISOString()) : parseDatetime(flags.now)
  const reviewModel = (policy: LoadedPolicy | undefined): ReviewModel => {
    const assessment = assessByPlace(snapshot, catalog, {
      allowUnknown: false,
      failOn: 'never',
      scopeKind: kind,
      version: command.version,
      ...(now === undefined ? {} : {now}),
      ...(policy ? {policy} : {}),
    })
    return {
      ...assessment,
      checks: catalog.checks,
      frameworks: catalog.frameworks,
      policy: policy?.policy ?? emptyPolicy,
      today: assessment.report.generatedAt.slice(0, 10),
    }
  }

  const model = reviewModel(policy)
  const by = flags.by ?? model.report.snapshot.caller?.email ?? gitEmail()
  const place = file === undefined ? undefined : placeFile(command.config.dataDir, file)
  const session: Session = {
    async save(decision) {
      const updatedPolicy = await saveDecision(decision)
      return reviewModel(updatedPolicy)
    },
    savePosition: position => {
      if (place !== undefined) writePosition(place, positionToJson(position))
    },
    model,
  }

  if (file === undefined)
    command.printMessage(
      "The sample is nobody's: what is decided is forgotten at the end. Keep it in a file with --policy FILE.",
    )
  const savedPosition = place === undefined ? undefined : parsePosition(readPosition(place))
  if (savedPosition) command.printMessage('You are back where you left.')
  const start: SavedPosition = savedPosition
    ? {...savedPosition, interview: {...savedPosition.interview, ...(by === undefined ? {} : {by})}}
    : {interview: newInterview(by)}
  const unsaved = await runInterview(command, scopedFlags, session, start)
  if (unsaved)
    throw new UserError(
      `This was not saved: ${JSON.stringify(unsaved.what)}`,
      'It is asked to be saved again when the review goes on.',
    )
  await printSummary(command, file, reviewProgress(reviewModel(await finalPolicy(command, flags, file))))
}

/** Where nothing was named, a person is asked which team or space is meant. */
async function promptForMissingScope(command: ComplianceCommand, flags: ReviewFlags): Promise<ReviewFlags> {
  const isNamed =
    givenScopes(flags).length > 0 ||
    flags.sample ||
    (flags.snapshot ?? []).length > 0 ||
    Boolean(process.env['HEROKU_APP'])
  if (isNamed || !process.stdin.isTTY) return flags
  const {kind, name} = await (await import('./scope-prompt.js')).promptForScope(command)
  return kind === 'all' ? {...flags, all: true} : {...flags, [kind]: name}
}

/** Why nothing can be drawn here; undefined where it can. */
function screenObstacle(env: NodeJS.ProcessEnv): string | undefined {
  if (!(process.stdin.isTTY && process.stdout.isTTY)) return 'here is none'
  if (env['TERM'] === 'dumb') return 'TERM says that this one is dumb'
  // As what draws has it: it would draw nothing.
  const name = Object.keys(env).find(
    key => (key === 'CI' || key === 'CONTINUOUS_INTEGRATION') && env[key] !== '0' && env[key] !== 'false',
  )
  return name === undefined ? undefined : `${name} is set, and nobody sits before one there`
}

async function finalPolicy(
  command: ComplianceCommand,
  flags: ReviewFlags,
  file: string | undefined,
): Promise<LoadedPolicy | undefined> {
  return file !== undefined && fileExists(file) ? loadPolicy(command, {...flags, policy: file}) : undefined
}

async function runInterview(
  command: ComplianceCommand,
  flags: ReviewFlags,
  session: Session,
  start: SavedPosition,
): Promise<Decision | undefined> {
  const {history, interview, typed, unsaved} = start
  if (flags.plain) return (await import('./run-line-review.js')).runLineReview(command, session, interview, unsaved)
  // What draws is loaded only where it is drawn.
  const {runScreenReview} = await import('../../review/screen-ui/screen.js')
  const canChoose = givenScopes(flags).length === 0
  return runScreenReview(
    session,
    {...initialState(interview, canChoose), ...(history ? {history} : {}), typed, unsaved},
    isPlain(),
  )
}

async function printSummary(
  command: ComplianceCommand,
  file: string | undefined,
  {answered, total}: {readonly answered: number; readonly total: number},
): Promise<void> {
  if (file !== undefined)
    command.printMessage(
      `${answered} of ${total} answered, in ${file}; who decided what is in ${decisionLogFile(file)}.`,
    )
}
