import type {AccessReview} from '../../access/access-review.js'
import type {AssessOptions} from '../../assess/assessment-context.js'
import type {PlanContext, ReadCommand} from '../../changes/remediation/remediation-plan.js'
import type {Severity} from '../../model/framework.js'
import type {RemediationPlan} from '../../model/remediation-plan.js'
import type {TracedPolicy} from '../../policy/read-policy.js'
import type {NextStep} from '../../report/text/next-steps.js'
import type {FixFlags} from '../flags.js'
import type {ComplianceCommand} from '../io/base-command.js'

import {assessSnapshot} from '../../assess/assess-snapshot.js'
import {draftSteps} from '../../changes/remediation/draft-steps.js'
import {fixRequests} from '../../changes/remediation/fix-requests.js'
import {remediationPlan} from '../../changes/remediation/remediation-plan.js'
import {refuseOverwriting} from '../../files/same-file.js'
import {assertWritable, writeAtomic} from '../../files/write-atomic.js'
import {shellFile} from '../../foundation/shell.js'
import {UserError} from '../../foundation/user-error.js'
import {severities} from '../../model/framework.js'
import {chosenFrameworks, emptyPolicy} from '../../model/policy.js'
import {fixFormats} from '../../report/fix/fix-formats.js'
import {commandFinder, parseCommand} from '../io/heroku-commands.js'
import {parseDestinations} from '../io/outputs.js'
import {parseDatetime} from '../io/parse-datetime.js'
import {renderOptions, setExitCode, writeOutputs} from '../io/render.js'
import {chosenCatalog, withFrameworksOfOnly} from './chosen-catalog.js'
import {printSelection, selectFrameworks} from './framework-selection.js'
import {subjectFlags, typedFlags} from './invocation.js'
import {withApi} from './live-snapshot.js'
import {loadPolicy} from './load-policy.js'
import {noAccessPlan, planAccess} from './plan-access.js'
import {withScopeDefault} from './policy-defaults.js'
import {inputFiles} from './run-check.js'
import {snapshotSource} from './snapshot-source.js'

/** Plans the commands that close failures, prints the plan, and writes it as a script; it runs none. */
export async function runFix(command: ComplianceCommand, given: FixFlags): Promise<void> {
  const policy = await loadPolicy(command, given)
  const flags = await withScopeDefault(command, given, policy)
  const destinations = parseDestinations(fixFormats, flags)
  const files = [...destinations.files.map(({file}) => file), ...(flags.script === undefined ? [] : [flags.script])]
  if (flags.full && [destinations, ...destinations.files].every(({format}) => format !== 'terminal'))
    throw new UserError('--full only has an effect on terminal.', 'Leave it out, or use --format terminal.')
  const review = await completedReview(flags['access-review'])
  const select = selectFrameworks(flags.framework)
  const selection = await withFrameworksOfOnly(select(chosenFrameworks(policy?.policy)), flags.only, policy?.policy)
  refuseOverwriting(files, [
    ...inputFiles(flags, selection.frameworks, policy),
    ...(flags['access-review'] === undefined ? [] : [flags['access-review']]),
  ])
  for (const file of files) assertWritable(file)
  const plan = await makePlan(command, flags, selection.frameworks, {policy, review})
  printSelection(command, selection)
  if (flags.script !== undefined) await writeScript(command, plan, flags.script)
  await writeOutputs(command, destinations, async ({format}, stream) =>
    (await fixFormats[format].load())(plan, {
      ...renderOptions(stream),
      isFull: flags.full,
      nextSteps: nextSteps(plan, given),
    }),
  )
  setExitCode(command, plan.exit)
}

async function makePlan(
  command: ComplianceCommand,
  flags: FixFlags,
  frameworks: readonly string[],
  {policy, review}: {readonly policy: TracedPolicy | undefined; readonly review: AccessReview | undefined},
): Promise<RemediationPlan> {
  const rules = policy?.policy ?? emptyPolicy
  const now = flags.now === undefined ? {} : {now: parseDatetime(flags.now)}
  const source = await snapshotSource(command, flags, rules, review !== undefined)
  const catalog = await chosenCatalog(frameworks, flags.only, policy?.policy)
  const {kind, snapshot} = await source(catalog)
  const failOn: Severity = severities.find(severity => severity === flags['fail-on']) ?? 'low'
  const options: AssessOptions = {
    allowUnknown: false,
    failOn,
    noWaivers: flags['no-waivers'],
    scopeKind: kind,
    strict: false,
    version: command.version,
    ...now,
    ...(policy ? {policy} : {}),
  }
  const report = assessSnapshot(snapshot, catalog, options)
  const access = review ? planAccess(review, snapshot) : noAccessPlan
  const draft = draftSteps([...fixRequests(report, failOn), ...access.requests], rules)
  const context = {accessOutcome: access.outcome, catalog, failOn, options, report, snapshot}
  return remediationPlan(draft, commandReader(command), {...context, readPrices: priceReader(command, flags)})
}

/**
 * The review of access whose decisions are to be planned.
 *
 * @throws UserError where it isn't completed: what it says may still change
 */
async function completedReview(file: string | undefined): Promise<AccessReview | undefined> {
  if (file === undefined) return undefined
  const [{evidenceReview}, {readText}] = await Promise.all([
    import('../../evidence/access-review-files.js'),
    import('../../files/read-json.js'),
  ])
  return evidenceReview(readText(file, 'Name the file of a review of heroku compliance:access.'), file)
}

/** Prices are no facts about the account: they are requested only where it is asked anyway. */
function priceReader(command: ComplianceCommand, {sample, snapshot = []}: FixFlags): PlanContext['readPrices'] {
  return async services => {
    if (sample || snapshot.length > 0 || services.length === 0) return new Map()
    return withApi(command, async ({get}) => (await import('../../api/plan-prices.js')).fetchPlanPrices(get, services))
  }
}

/** Commands of remediations are on record where the CLI that runs doesn't have them. */
function commandReader({config}: ComplianceCommand): ReadCommand {
  const find = commandFinder(config)
  return async ([name = '', ...argv]) => {
    const definition = find(name)
    if (!definition) throw new UserError(`heroku ${name} is no command of the Heroku CLI.`, 'Update the Heroku CLI.')
    return parseCommand(definition, argv)
  }
}

/** Whoever owns it may run it. */
async function writeScript(command: ComplianceCommand, plan: RemediationPlan, file: string): Promise<void> {
  const {fixScript} = await import('../../report/fix/script.js')
  writeAtomic(file, fixScript(plan), 0o700)
  command.printMessage(`The script is in ${shellFile(file, 'FILE')}. Read it before you run it.`)
}

const repeatedFlags = [
  'access-review',
  ...subjectFlags,
  'framework',
  'policy',
  'fail-on',
  'no-waivers',
  'now',
  'only',
] as const

function nextSteps(plan: RemediationPlan, flags: FixFlags): NextStep[] {
  const command = ['heroku compliance:fix', ...typedFlags(repeatedFlags, flags)].join(' ')
  const hasSteps = plan.steps.length > 0
  return [
    ...(flags.full || plan.steps.length + plan.byHand.length === 0
      ? []
      : [{about: 'every step, and how to undo it', command: `${command} --full`}]),
    ...(flags.script !== undefined || !hasSteps
      ? []
      : [{about: 'the steps as a script', command: `${command} --script fix.sh`}]),
    ...(flags.script === undefined || !hasSteps
      ? []
      : [{about: 'what the script would change', command: whatIf(flags.script, flags)}]),
  ]
}

/** The script is read as a plan, of the same apps by the same rules. */
function whatIf(script: string, flags: FixFlags): string {
  const rules = typedFlags(
    repeatedFlags.filter(name => name !== 'access-review' && name !== 'fail-on'),
    flags,
  )
  return ['heroku compliance:what-if --from', shellFile(script, 'FILE'), ...rules].join(' ')
}
