import type {CatalogView} from '../../explain/catalog-view.js'
import type {Report} from '../../model/report.js'
import type {McpFlags} from '../flags.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {AssessedFacts} from './saved-what-if.js'

import {isFilePath, readCustomFrameworks} from '../../catalog/select-frameworks.js'
import {memoize} from '../../foundation/memoize.js'
import {shellQuote} from '../../foundation/shell.js'
import {UserError} from '../../foundation/user-error.js'
import {callPrepared, listedTool} from '../../mcp/call-tool.js'
import {instructions} from '../../mcp/instructions.js'
import {tools} from '../../mcp/tools.js'
import {chosenFrameworks} from '../../model/policy.js'
import {readReport} from '../../parsing/read-report.js'
import {assertAtMostOne, rejectIneffectiveFlags} from '../io/flag-conflicts.js'
import {collectGarbage} from '../io/memory.js'
import {withAbortSignal} from '../io/with-abort-signal.js'
import {bundledCatalog} from './bundled-catalog.js'
import {selectFrameworks, printSelection} from './framework-selection.js'
import {loadPolicy} from './load-policy.js'
import {clientSettings} from './mcp-client-settings.js'
import {withPolicyDefaults} from './policy-defaults.js'
import {assessedFacts} from './run-check.js'

/** What is served, and where it came from. */
interface Served {
  readonly report: Report
  readonly catalog: () => CatalogView
  readonly hasPolicy: boolean
  /** What the report was assessed from, if it wasn't assessed before. */
  readonly facts?: AssessedFacts
}

/** The streams of the process. */
type Streams = Pick<NodeJS.Process, 'stdin' | 'stdout'>

/**
 * Serves a report to clients of the Model Context Protocol, until stdin ends.
 *
 * @throws UserError where there isn't exactly one source, or it can't be used
 */
export async function runMcp(command: ComplianceCommand, flags: McpFlags, streams: Streams = process): Promise<void> {
  assertOneSource(flags)
  const {catalog, facts, hasPolicy, report} = await (flags.report === undefined
    ? assessed(command, flags)
    : saved(flags))
  const whatIf = async (commands: string) => {
    if (!facts) throw new Error('there are no facts')
    // Imported late: most questions are about what is.
    const [{savedWhatIf}, {commandFinder}] = await Promise.all([
      import('./saved-what-if.js'),
      import('../io/heroku-commands.js'),
    ])
    return savedWhatIf(facts, commandFinder(command.config), commands)
  }
  const source = {catalog, now: Date.now, report, ...(facts ? {whatIf} : {})}
  if (streams.stdin.isTTY) command.printMessage(clientSettings(flags, hasPolicy))
  // Imported late: the protocol is needed by no other command, and only once the source is known to be good.
  const {serve} = await import('../../mcp/server.js')
  await withAbortSignal(signal =>
    serve(
      {
        call: (name, given) => {
          const tool = tools.find(candidate => candidate.name === name)
          return tool && callPrepared(tool, given, source)
        },
        instructions,
        tools: tools.map(listedTool),
        version: command.version,
      },
      {input: streams.stdin, log: line => command.printMessage(line), output: streams.stdout, signal},
    ),
  )
}

function assertOneSource({report, sample, snapshot = []}: McpFlags): void {
  const given = [
    ...(snapshot.length > 0 ? ['--snapshot'] : []),
    ...(report === undefined ? [] : ['--report']),
    ...(sample ? ['--sample'] : []),
  ]
  assertAtMostOne(given, 'Choose one source')
  if (given.length === 0)
    throw new UserError(
      'A source is missing: this command asks Heroku nothing.',
      'Choose one: --snapshot FILE, --report FILE or --sample. heroku compliance:collect writes a snapshot.',
    )
}

/** The report that a check of the same flags gives. */
async function assessed(command: ComplianceCommand, given: McpFlags): Promise<Served> {
  const policy = await loadPolicy(command, given)
  // Outputs of the policy are those of checks: nothing is written here.
  const flags = await withPolicyDefaults(command, {...noOtherFlags, ...given, output: []}, policy)
  const selection = selectFrameworks(given.framework)(chosenFrameworks(policy?.policy))
  const {report, ...facts} = await assessedFacts(command, flags, selection.frameworks, policy)
  collectGarbage()
  printSelection(command, selection)
  const custom = await readCustomFrameworks(selection.frameworks.filter(isFilePath))
  return {
    catalog: catalogWith({
      checks: custom.flatMap(({checks}) => checks),
      frameworks: custom.map(({framework}) => framework),
    }),
    facts,
    hasPolicy: policy !== undefined,
    report,
  }
}

const noOtherFlags = {
  'allow-unknown': false,
  full: false,
  json: false,
  'no-waivers': false,
  plan: false,
  'show-policy': false,
} as const

/** A report as it was saved, which is assessed already. */
async function saved({framework, now, policy, report: file = ''}: McpFlags): Promise<Served> {
  const ineffective = Object.entries({framework, now, policy}).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`],
  )
  rejectIneffectiveFlags(ineffective, 'on a report, which is already assessed', 'Use --snapshot to assess facts again.')
  // Imported late: what validates a file compiles a schema.
  const {reportErrors} = await import('../../catalog/validate-report.js')
  const found = readReport(file, reportErrors)
  if (!('report' in found))
    throw new UserError(`${file} is a snapshot, not a report.`, `Use --snapshot ${shellQuote(file)}.`)
  return {catalog: catalogWith({checks: [], frameworks: []}), hasPolicy: false, report: found.report}
}

/** The bundled catalog and what custom frameworks define, read once and only if it is needed. */
const catalogWith = ({checks, frameworks}: Pick<CatalogView, 'checks' | 'frameworks'>): (() => CatalogView) =>
  memoize(
    () => {
      const bundled = bundledCatalog()
      return {
        ...bundled,
        checks: [...bundled.checks, ...checks],
        frameworks: [...bundled.frameworks, ...frameworks],
      }
    },
    () => '',
  )
