import type {Catalog} from '../../catalog/catalog.js'
import type {ComparisonFormat} from '../../report/comparison/comparison-formats.js'
import type {Destinations} from '../io/outputs.js'
import type {AssessOptions} from '../../assess/assessment-context.js'
import type {ChangeStep, Prediction} from '../../changes/apply.js'
import type {ChangeDiff} from '../../model/comparison.js'
import type {NextStep} from '../../report/text/next-steps.js'
import type {Snapshot} from '../../model/snapshot.js'
import type {TracedPolicy} from '../../policy/read-policy.js'
import type {CheckFlags, ScopeFlags} from '../flags.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {CommandSource, PlannedCommand} from './planned-commands.js'

import {readFileSync} from 'node:fs'

import {applySteps} from '../../changes/apply.js'
import {assessPrediction} from '../../changes/assess-change.js'
import {changeDocument} from '../../changes/change-document.js'
import {endContract} from '../../changes/contract-ends.js'
import {MissingFactError} from '../../changes/missing-fact-error.js'
import {readText} from '../../files/read-json.js'
import {refuseOverwriting} from '../../files/same-file.js'
import {assertWritable} from '../../files/write-atomic.js'
import {shellQuote} from '../../foundation/shell.js'
import {lowerFirst} from '../../foundation/text.js'
import {UserError} from '../../foundation/user-error.js'
import {chosenFrameworks} from '../../model/policy.js'
import {comparisonFormats} from '../../report/comparison/comparison-formats.js'
import {changeReason} from '../../report/comparison/change-text.js'
import {commandFinder} from '../io/heroku-commands.js'
import {parseDestinations} from '../io/outputs.js'
import {parseDatetime} from '../io/parse-datetime.js'
import {renderOptions, setExitCode, writeOutputs} from '../io/render.js'
import {defaultApp} from '../scope.js'
import {causeFinder} from './change-causes.js'
import {changeFacts} from './change-facts.js'
import {chosenCatalog, withFrameworksOfOnly} from './chosen-catalog.js'
import {printSelection, selectFrameworks} from './framework-selection.js'
import {subjectFlags, typedFlags} from './invocation.js'
import {loadPolicy} from './load-policy.js'
import {placedStep, plannedCommands} from './planned-commands.js'
import {inputFiles} from './run-check.js'
import {unknownResource} from './unknown-resource.js'

export interface WhatIfFlags
  extends
    ScopeFlags,
    Pick<
      CheckFlags,
      | 'format'
      | 'framework'
      | 'json'
      | 'no-waivers'
      | 'now'
      | 'only'
      | 'output'
      | 'policy'
      | 'rate-floor'
      | 'sample'
      | 'snapshot'
    > {
  readonly 'contract-ends': boolean
  readonly from?: string | undefined
  readonly full: boolean
}

/** What was typed: command lines, each one argument, and the words of one command. */
export interface TypedCommands {
  readonly lines: readonly string[]
  readonly words: readonly string[]
}

/**
 * Assesses what is and what would be after commands, and compares; nothing is run. Exits with 1 where anything would
 * get worse.
 */
export async function runWhatIf(command: ComplianceCommand, typed: TypedCommands, flags: WhatIfFlags): Promise<void> {
  const destinations = chosenDestinations(flags)
  const commands = await readCommands(command, typed, flags)
  const policy = await loadPolicy(command, flags)
  const selection = await withFrameworksOfOnly(
    selectFrameworks(flags.framework)(chosenFrameworks(policy?.policy)),
    flags.only,
    policy?.policy,
  )
  for (const {file} of destinations.files) assertWritable(file)
  refuseOverwriting(
    destinations.files.map(({file}) => file),
    [...inputFiles(flags, selection.frameworks, policy), ...(flags.from === undefined ? [] : [flags.from])],
  )
  const catalog = await chosenCatalog(selection.frameworks, flags.only, policy?.policy)
  const document = await assessedChange(command, flags, commands, catalog, policy)
  printSelection(command, selection)
  await writeOutputs(command, destinations, async ({format}, stream) =>
    (await comparisonFormats[format].load())(document, {
      ...renderOptions(stream),
      isFull: flags.full,
      nextSteps: nextSteps(document, flags),
    }),
  )
  printReason(command, document)
}

function chosenDestinations(flags: WhatIfFlags): Destinations<ComparisonFormat> {
  const destinations = parseDestinations(comparisonFormats, flags)
  if (flags.full && [destinations, ...destinations.files].every(({format}) => format !== 'terminal'))
    throw new UserError('--full only has an effect on terminal.', 'Leave it out, or use --format terminal.')
  return destinations
}

/** The comparison of what is with what would be. */
async function assessedChange(
  command: ComplianceCommand,
  flags: WhatIfFlags,
  commands: readonly PlannedCommand[],
  catalog: Catalog,
  policy: TracedPolicy | undefined,
): Promise<ChangeDiff> {
  const contractEnds = flags['contract-ends']
  const first = contractEnds ? [endContract] : []
  const steps = [...first, ...commands.map(planned => placedStep(planned))]
  const options = assessOptions(command, flags, policy)
  const plan = {commands, contractEnds, steps}
  const {kind, snapshot} = await changeFacts(command, flags, plan, {assessOptions: options, catalog, policy})
  const assess = (part: readonly ChangeStep[]) =>
    assessPrediction(snapshot, predicted(snapshot, part), catalog, {...options, scopeKind: kind})
  const assessment = assess(steps)
  return changeDocument(assessment, {
    causeOf: causeFinder(assessment, commands.length, count => assess(steps.slice(0, first.length + count))),
    commands: commands.map(({shown}) => shown),
    contractEnds,
    version: command.version,
  })
}

/** What can't be known doesn't fail the run, but is said. */
function printReason(command: ComplianceCommand, document: ChangeDiff): void {
  const reason = lowerFirst(changeReason(document))
  const {undetermined, unseen} = document.change
  setExitCode(command, {code: document.worse ? 1 : 0, reason})
  if (!document.worse && undetermined.length + unseen.length > 0) command.printMessage(`Exit code 0: ${reason}.`)
}

/** The report that would change. The command itself isn't repeated: what was typed may hold a secret. */
function nextSteps({worse}: ChangeDiff, flags: WhatIfFlags): NextStep[] {
  const given = typedFlags([...subjectFlags, 'framework', 'policy', 'only'], flags)
  return [
    {
      about: worse ? 'what fails already' : 'how it stands now',
      command: ['heroku compliance:check', ...given].join(' '),
    },
  ]
}

function predicted(snapshot: Snapshot, steps: readonly ChangeStep[]): Prediction {
  try {
    return applySteps(snapshot, steps)
  } catch (error) {
    throw error instanceof MissingFactError ? unknownResource(error, snapshot.facts) : error
  }
}

const example = "Such as: heroku compliance:what-if 'addons:attach my-database --app my-app'"

async function readCommands(
  command: ComplianceCommand,
  {lines, words}: TypedCommands,
  {'contract-ends': contractEnds, from}: WhatIfFlags,
): Promise<PlannedCommand[]> {
  const typedLines = [...lines, ...(words.length > 0 ? [words.map(word => shellQuote(word)).join(' ')] : [])]
  if (typedLines.length === 0 && from === undefined && !contractEnds)
    throw new UserError('No command was given to apply.', example)
  const sources: CommandSource[] = [
    ...(from === undefined ? [] : [{file: from === '-' ? 'stdin' : from, text: scriptText(from)}]),
    ...typedLines.map(text => ({text})),
  ]
  const planned = await plannedCommands(sources, {defaultApp: appOfCommand, find: commandFinder(command.config)})
  if (planned.length === 0 && !contractEnds)
    throw new UserError(`${from ?? 'What was typed'} has no heroku command.`, example)
  return planned
}

/** The CLI prefers HEROKU_APP to --remote. */
async function appOfCommand(remote: string | undefined): Promise<string> {
  const {HEROKU_APP: app = ''} = process.env
  return app === '' ? defaultApp(remote) : app
}

const scriptText = (file: string): string =>
  file === '-' ? readFileSync(0, 'utf8') : readText(file, 'A plan is a file of heroku commands, one a line.')

function assessOptions(
  command: ComplianceCommand,
  flags: WhatIfFlags,
  policy: TracedPolicy | undefined,
): Omit<AssessOptions, 'scopeKind'> {
  return {
    allowUnknown: false,
    failOn: 'high',
    noWaivers: flags['no-waivers'],
    version: command.version,
    ...(flags.now === undefined ? {} : {now: parseDatetime(flags.now)}),
    ...(policy ? {policy} : {}),
  }
}
