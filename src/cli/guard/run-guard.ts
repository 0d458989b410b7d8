import path from 'node:path'

import type {Config} from '@oclif/core/config'
import type {Answer} from '../../guard/answer.js'
import type {Finding, Judgment, Kept} from '../../guard/judge.js'
import type {GuardRemark} from '../../guard/guard-text.js'
import type {GuardSettings} from '../../guard/settings.js'
import type {HerokuCommand} from '../../model/heroku-command.js'
import type {TracedPolicy} from '../../policy/read-policy.js'
import type {CommandClass} from './host-command.js'

import {selectCatalog} from '../../catalog/select-frameworks.js'
import {sanitizeLine} from '../../foundation/printable.js'
import {distinct} from '../../foundation/collections.js'
import {UserError} from '../../foundation/user-error.js'
import {answerFor} from '../../guard/answer.js'
import {showCommand} from '../../guard/command-text.js'
import {brokenControls, remarkText, stopText} from '../../guard/guard-text.js'
import {judgeCommand} from '../../guard/judge.js'
import {guardSettings, isGuarded} from '../../guard/settings.js'
import {defaultFrameworks} from '../../model/framework.js'
import {chosenFrameworks} from '../../model/policy.js'
import {collectionTimes} from '../../model/snapshot.js'
import {isBlank} from '../../model/person.js'
import {readPolicy} from '../../policy/read-policy.js'
import {logOverride} from '../actions/decision-writer.js'
import {gitEmail} from '../io/git-identity.js'
import {collectScopeFlags} from './collect-scope-flags.js'
import {hostCommand} from './host-command.js'
import {keptFiles, readKept} from './kept-snapshots.js'

/** A command that is about to run. */
export interface GuardedRun {
  readonly argv: readonly string[]
  readonly command: CommandClass
  readonly config: Pick<Config, 'cacheDir' | 'findCommand' | 'version'>
  /** The policy in force in the working folder. */
  readonly policyFile: string
}

/** What to say of a command, and whether it is stopped. */
export interface GuardVerdict {
  readonly isStopped: boolean
  readonly text: string
}

/**
 * Judges a command by the policy and the kept facts, without a request.
 *
 * @returns undefined where there is nothing to say
 * @throws UserError where the policy isn't valid
 */
export async function runGuard(run: GuardedRun): Promise<GuardVerdict | undefined> {
  const policy = await readPolicy(run.policyFile)
  const settings = guardSettings(policy.policy)
  if (!settings || !isGuarded(run.command.id, settings)) return undefined
  try {
    return await verdictOf(run, policy, settings)
  } catch {
    // What went wrong may quote the command, and what was typed may be secret.
    return answer(run, policy, settings, bareCommand(run.command.id), {finding: {doubt: 'fault', kind: 'unclear'}})
  }
}

/** What is shown of a command where no more than its name may be. */
const bareCommand = (id: string): HerokuCommand => ({args: {}, flags: {}, id, words: ['...']})

async function verdictOf(
  run: GuardedRun,
  policy: TracedPolicy,
  settings: GuardSettings,
): Promise<GuardVerdict | undefined> {
  const command = await parsedCommand(run)
  if (!command)
    return answer(run, policy, settings, bareCommand(run.command.id), {finding: {doubt: 'unparsed', kind: 'unclear'}})
  const kept = await readKept(keptFiles(run.config.cacheDir))
  return answer(run, policy, settings, command, await judge(command, kept, run, policy))
}

async function parsedCommand({argv, command, config}: GuardedRun): Promise<HerokuCommand | undefined> {
  try {
    return await hostCommand(config, command, argv)
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}

async function judge(
  command: HerokuCommand,
  kept: Iterable<Kept>,
  {config}: GuardedRun,
  policy: TracedPolicy,
): Promise<Judgment> {
  const {defaults = {}} = policy.policy
  return judgeCommand(command, kept, await guardCatalog(policy), {
    allowUnknown: false,
    failOn: defaults.failOn ?? 'high',
    now: new Date().toISOString(),
    policy,
    scopeKind: 'snapshot',
    strict: defaults.strict === true,
    version: config.version,
  })
}

const guardCatalog = async ({policy}: TracedPolicy) =>
  selectCatalog(chosenFrameworks(policy) ?? defaultFrameworks, policy)

/** Milliseconds by which the clocks of two computers may differ. */
const clockTolerance = 300_000

/** What a finding means at the level of the policy; a reason is logged before the command runs. */
async function answer(
  run: GuardedRun,
  policy: TracedPolicy,
  settings: GuardSettings,
  command: HerokuCommand,
  {finding, snapshot}: Judgment,
): Promise<GuardVerdict | undefined> {
  const now = Date.now()
  const age = snapshot ? now - Date.parse(collectionTimes(snapshot).oldest ?? '') : 0
  // Nobody knows how old facts without a date are, or those of a clock that was ahead.
  const isStale = !(age >= -clockTolerance && age <= settings.maxAge)
  const {HEROKU_COMPLIANCE_REASON: reason = ''} = process.env
  const does = answerFor(settings.level, finding, {hasReason: !isBlank(reason), isStale})
  const remark: GuardRemark = {
    command: showCommand(command, snapshot?.facts ?? []),
    file: sanitizeLine(path.relative('', run.policyFile)),
    finding,
    isStale,
    level: settings.level,
    scopeFlags: collectScopeFlags(policy.policy, command.flags['app']),
    ...(snapshot ? {age} : {}),
  }
  if (does !== 'log') return spoken(does, remark)
  const logProblem = await overrideProblem(run.policyFile, {command, finding, reason}, now)
  return logProblem === undefined ? undefined : spoken('stop', {...remark, logProblem})
}

function spoken(does: Exclude<Answer, 'log'>, remark: GuardRemark): GuardVerdict | undefined {
  if (does === 'pass') return undefined
  return does === 'stop' ? {isStopped: true, text: stopText(remark)} : {isStopped: false, text: remarkText(remark)}
}

/** The controls that are overridden. */
function controlsOf(finding: Finding): ReadonlyArray<{readonly control: string; readonly framework: string}> {
  if (finding.kind === 'worse') return brokenControls(finding.change.comparison)
  return finding.kind === 'target-fails' ? finding.failures.flatMap(({controls}) => controls) : []
}

/** Logs why a command runs; gives why that isn't possible, in which case it doesn't run. */
async function overrideProblem(
  policyFile: string,
  {command, finding, reason}: {readonly command: HerokuCommand; readonly finding: Finding; readonly reason: string},
  now: number,
): Promise<string | undefined> {
  const controls = controlsOf(finding)
  const {app} = command.flags
  try {
    await logOverride(
      policyFile,
      {
        by: gitEmail() ?? process.env['USER'] ?? 'unknown',
        command: command.id,
        controls: distinct(controls.map(({control, framework}) => `${framework} ${control}`)),
        reason: sanitizeLine(reason.trim()),
        ...(typeof app === 'string' ? {app: sanitizeLine(app)} : {}),
      },
      new Date(now).toISOString(),
    )
    return undefined
  } catch (error) {
    if (error instanceof UserError) return sanitizeLine(error.message)
    throw error
  }
}
