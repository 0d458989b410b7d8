import type {ReadPolicy} from '../../model/policy.js'
import type {Turn} from '../../review/line-ui/line-reducer.js'
import type {Kept, Session} from '../../review/session.js'
import type {World} from '../../review/review-model.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {JudgeFlags, ScopeFlags} from '../flags.js'

import {chooseCatalog, isPath} from '../../catalog/select-frameworks.js'
import {UserError} from '../../foundation/user-error.js'
import {defaultFrameworks} from '../../model/framework.js'
import {chosenBy, noPolicy} from '../../model/policy.js'
import {judgePlaces} from '../../assess/assess-by-place.js'
import {begun} from '../../review/line-ui/line-reducer.js'
import {started} from '../../review/screen-ui/screen-state.js'
import {keptOf, keptText} from '../../review/session.js'
import {progressOf} from '../../review/review-model.js'
import {isThere} from '../../files/file-exists.js'
import {keepPlace, keptPlace, placeFile} from './saved-position.js'
import {refuseOverwriting} from '../../files/same-file.js'
import {refuseUnwritable} from '../../files/write-atomic.js'
import {isPlain} from './live-snapshot.js'
import {keeperOf, logOf, memory} from './decision-writer.js'
import {instantOf} from '../io/parse-datetime.js'
import {sourceOf} from './run-check.js'
import {policyFile, policyOf} from './load-policy.js'
import {gitEmail} from '../io/git-identity.js'
import {typedScopes} from '../scope.js'

export interface ReviewFlags
  extends ScopeFlags, Pick<JudgeFlags, 'framework' | 'now' | 'policy' | 'rate-floor' | 'sample' | 'snapshot'> {
  readonly by?: string | undefined
  readonly plain: boolean
}

/**
 * Walks a person through what is open and what fails, and takes down what they decide.
 *
 * @throws UserError where there is no terminal, and nobody chose to be asked line by line
 */
export async function reviewing(command: ComplianceCommand, flags: ReviewFlags): Promise<void> {
  const file = flags.policy ?? (flags.sample ? undefined : policyFile)
  const missing = flags.plain ? undefined : noScreen(process.env)
  if (missing !== undefined)
    throw new UserError(
      `A review needs a whole terminal: ${missing}.`,
      `Ask line by line with --plain, which reads from a pipe too, or write what was decided into ${file ?? policyFile}.`,
    )
  if (flags.by !== undefined && !/^[^\s@]+@[^\s@]+$/.test(flags.by))
    throw new UserError(`--by ${flags.by} is no address of a person.`)
  if (file !== undefined) refuseUnwritable(file)
  const exists = file !== undefined && isThere(file)
  const traced = exists ? await policyOf(command, {...flags, policy: file}) : undefined
  const own = (flags.framework ?? []).filter(isPath)
  const named = flags.framework ?? chosenBy(traced?.policy) ?? defaultFrameworks
  if (file !== undefined)
    refuseOverwriting(
      [file, logOf(file)],
      [
        ...(flags.snapshot ?? []),
        ...(traced?.files ?? []).filter(one => one !== file),
        ...[...named, ...own].filter(isPath),
      ],
    )
  const keep = file === undefined ? memory(noPolicy) : await keeperOf(file, own, Date.now, line => command.tell(line))
  const catalog = await chooseCatalog(named, traced?.policy)
  const scoped = await withScope(command, flags)
  const {kind, snapshot} = await (await sourceOf(command, scoped, traced?.policy ?? noPolicy))(catalog)
  const now =
    flags.now === undefined ? (flags.sample ? undefined : new Date(Date.now()).toISOString()) : instantOf(flags.now)
  const worldOf = (policy: ReadPolicy | undefined): World => {
    const judged = judgePlaces(snapshot, catalog, {
      allowUnknown: false,
      failOn: 'never',
      scopeKind: kind,
      version: command.version,
      ...(now === undefined ? {} : {now}),
      ...(policy ? {policy} : {}),
    })
    return {
      ...judged,
      checks: catalog.checks,
      frameworks: catalog.frameworks,
      policy: policy?.policy ?? noPolicy,
      today: judged.report.generatedAt.slice(0, 10),
    }
  }

  const world = worldOf(traced)
  const by = flags.by ?? world.report.snapshot.caller?.email ?? gitEmail()
  const place = file === undefined ? undefined : placeFile(command.config.dataDir, file)
  const session: Session = {
    async keep(decision) {
      const policy = await keep(decision)
      return worldOf(policy)
    },
    remember: kept => {
      if (place !== undefined) keepPlace(place, keptText(kept))
    },
    world,
  }

  if (file === undefined)
    command.tell(
      "The sample is nobody's: what is decided is forgotten at the end. Keep it in a file with --policy FILE.",
    )
  const kept = place === undefined ? undefined : keptOf(keptPlace(place))
  if (kept) command.tell('You are back where you left.')
  const start: Kept = kept
    ? {...kept, interview: {...kept.interview, ...(by === undefined ? {} : {by})}}
    : {interview: begun(by)}
  const unsaved = await run(command, scoped, session, start)
  if (unsaved)
    throw new UserError(
      `This was not saved: ${JSON.stringify(unsaved.what)}`,
      'It is asked to be saved again when the review goes on.',
    )
  await tellEnd(command, file, progressOf(worldOf(await after(command, flags, file))))
}

/** Where nothing was named, a person is asked which team or space is meant. */
async function withScope(command: ComplianceCommand, flags: ReviewFlags): Promise<ReviewFlags> {
  const isNamed =
    typedScopes(flags).length > 0 ||
    flags.sample ||
    (flags.snapshot ?? []).length > 0 ||
    Boolean(process.env['HEROKU_APP'])
  if (isNamed || !process.stdin.isTTY) return flags
  const {kind, name} = await (await import('./scope-prompt.js')).choosing(command)
  return kind === 'all' ? {...flags, all: true} : {...flags, [kind]: name}
}

/** Why nothing can be drawn here; undefined where it can. */
function noScreen(env: NodeJS.ProcessEnv): string | undefined {
  if (!(process.stdin.isTTY && process.stdout.isTTY)) return 'here is none'
  if (env['TERM'] === 'dumb') return 'TERM says that this one is dumb'
  // As what draws has it: it would draw nothing.
  const name = Object.keys(env).find(
    key => (key === 'CI' || key === 'CONTINUOUS_INTEGRATION') && env[key] !== '0' && env[key] !== 'false',
  )
  return name === undefined ? undefined : `${name} is set, and nobody sits before one there`
}

async function after(
  command: ComplianceCommand,
  flags: ReviewFlags,
  file: string | undefined,
): Promise<ReadPolicy | undefined> {
  return file !== undefined && isThere(file) ? policyOf(command, {...flags, policy: file}) : undefined
}

async function run(
  command: ComplianceCommand,
  flags: ReviewFlags,
  session: Session,
  start: Kept,
): Promise<Turn['decide']> {
  const {interview, typed, unsaved, way} = start
  if (flags.plain) return (await import('./run-line-review.js')).reviewingPlainly(command, session, interview, unsaved)
  // What draws is loaded only where it is drawn.
  const {reviewingOnScreen} = await import('../../review/screen-ui/screen.js')
  const canChoose = typedScopes(flags).length === 0
  return reviewingOnScreen(
    session,
    {...started(interview, canChoose), ...(way ? {way} : {}), typed, unsaved},
    isPlain(),
  )
}

async function tellEnd(
  command: ComplianceCommand,
  file: string | undefined,
  {done, of}: {readonly done: number; readonly of: number},
): Promise<void> {
  if (file !== undefined) command.tell(`${done} of ${of} answered, in ${file}; who decided what is in ${logOf(file)}.`)
}
