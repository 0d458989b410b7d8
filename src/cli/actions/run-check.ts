import type {AssessOptions} from '../../assess/assessment-context.js'
import type {ReportHistory} from '../../model/history.js'
import type {LoadedPolicy} from '../../model/policy.js'
import type {Report} from '../../model/report.js'
import type {Scope} from '../../model/snapshot.js'
import type {TracedPolicy} from '../../policy/read-policy.js'
import type {RenderOptions} from '../../report/render-options.js'
import type {CheckFlags} from '../flags.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {OutputFile, Outputs} from '../io/outputs.js'
import type {AssessedFacts} from './saved-what-if.js'
import type {FrameworkSelection} from './framework-selection.js'

import {assessSnapshot} from '../../assess/assess-snapshot.js'
import {isFilePath} from '../../catalog/select-frameworks.js'
import {chosenFrameworks, emptyPolicy} from '../../model/policy.js'
import {failOnThreshold} from '../flags.js'
import {collectGarbage} from '../io/memory.js'
import {assertAtMostOne, rejectIneffectiveFlags} from '../io/flag-conflicts.js'
import {assertFilesWritable, dependsOnFrameworks, destinationsFor, partIds} from '../io/framework-files.js'
import {parseOutputs} from '../io/outputs.js'
import {parseDatetime} from '../io/parse-datetime.js'
import {renderReport} from '../io/render.js'
import {printUpdateNotice} from '../io/update-notice.js'
import {givenScopes, parseScope} from '../scope.js'
import {assertComparable, readBaseline} from './baseline.js'
import {chosenCatalog, withFrameworksOfOnly} from './chosen-catalog.js'
import {printSelection} from './framework-selection.js'
import {sourceBeforePromotion} from './before-promote.js'
import {invocationOf} from './invocation.js'
import {assertFrameworksCovered, loadPolicy} from './load-policy.js'
import {withPolicyDefaults, withScopeDefault} from './policy-defaults.js'
import {snapshotSource} from './snapshot-source.js'

/**
 * Assesses what the flags mean against frameworks, prints and writes the report, and sets the exit code.
 *
 * @param select gives the frameworks to assess against, given those that the policy names
 */
export async function runCheck(
  command: ComplianceCommand,
  given: CheckFlags,
  select: (policyFrameworks: readonly string[] | undefined) => FrameworkSelection,
  view: RenderOptions['view'],
): Promise<void> {
  const policy = await loadPolicy(command, given)
  if (given['show-policy']) {
    const {policyDocument} = await import('./print-policy.js')
    command.print(await policyDocument(policy, given, command.config))
    return
  }

  // A plan writes nothing, and has no exit code to decide.
  const flags = await (given.plan ? withScopeDefault : withPolicyDefaults)(command, given, policy)
  const outputs = flags.plan ? undefined : parseOutputs(flags)
  const selection = await withFrameworksOfOnly(select(chosenFrameworks(policy?.policy)), flags.only, policy?.policy)
  const {frameworks} = selection
  assertFrameworksCovered(selection, flags['expect-policy'])
  if (!outputs) {
    const {runPlan} = await import('./run-plan.js')
    await runPlan(command, flags, frameworks, {
      only: flags.only,
      policy: policy?.policy ?? emptyPolicy,
      scope: await plannedScope(flags),
    })
    return
  }

  const earlier = await earlierFiles(flags)
  const read = [...inputFiles(flags, frameworks, policy), ...earlier]
  assertFilesWritable(await filesToWrite(outputs, flags, frameworks, policy), read)
  const report = await assessFacts(command, flags, frameworks, policy)
  collectGarbage()
  printSelection(command, assessedPart(selection, report))
  const history = await historyUpTo(command, report, earlier, flags)
  await renderReport(command, report, outputs, {history, invocation: invocationOf(command.id, given), read, view})
  printUpdateNotice(command, outputs.format)
}

/** The files of --history. What reads them is loaded only where there are some. */
const earlierFiles = async ({history}: CheckFlags): Promise<readonly string[]> =>
  history === undefined ? [] : (await import('./history-files.js')).historyFiles([history])

async function historyUpTo(
  command: ComplianceCommand,
  report: Report,
  files: readonly string[],
  {policy}: CheckFlags,
): Promise<ReportHistory | undefined> {
  if (files.length === 0) return undefined
  const {reportHistory} = await import('./report-history.js')
  return reportHistory(command, report, files, policy)
}

/** @throws UserError, before anything is collected, where several frameworks would go where there is room for one */
async function filesToWrite(
  outputs: Outputs,
  {only}: CheckFlags,
  frameworks: readonly string[],
  policy: TracedPolicy | undefined,
): Promise<readonly OutputFile[]> {
  if (!dependsOnFrameworks(outputs)) return outputs.files
  const catalog = await chosenCatalog(frameworks, only, policy?.policy)
  const choice = catalog.frameworks.length > 1 ? 'Or choose one with --framework.' : ''
  return destinationsFor(outputs, partIds(catalog), choice).files
}

async function plannedScope(flags: CheckFlags): Promise<Scope | 'sample'> {
  if (!flags.sample) return parseScope(flags)
  assertAtMostOne(['--sample', ...givenScopes(flags)])
  rejectIneffectiveFlags(
    flags['rate-floor'] === undefined ? [] : ['--rate-floor'],
    'with --sample: nothing is requested',
  )
  return 'sample'
}

/** Of a part, the frameworks of which something was chosen. */
const assessedPart = (selection: FrameworkSelection, {frameworks, only}: Report): FrameworkSelection =>
  only ? {...selection, frameworks: frameworks.map(({id}) => id)} : selection

/** The files that a run reads. */
export function inputFiles(
  {baseline, snapshot = []}: Pick<CheckFlags, 'baseline' | 'snapshot'>,
  frameworks: readonly string[],
  policy: LoadedPolicy | undefined,
): string[] {
  const frameworkFiles = [...frameworks, ...(policy?.policy.frameworks ?? [])].filter(isFilePath)
  return [...snapshot, ...(baseline === undefined ? [] : [baseline]), ...(policy?.files ?? []), ...frameworkFiles]
}

/** The report on what the flags choose. A function of its own, so that the facts can be freed before it is rendered. */
export async function assessFacts(
  command: ComplianceCommand,
  flags: CheckFlags,
  frameworks: readonly string[],
  policy: TracedPolicy | undefined,
): Promise<Report> {
  return (await assessedFacts(command, flags, frameworks, policy)).report
}

/** The report on what the flags choose, and what it was assessed from. */
export async function assessedFacts(
  command: ComplianceCommand,
  flags: CheckFlags,
  frameworks: readonly string[],
  policy: TracedPolicy | undefined,
): Promise<AssessedFacts & {readonly report: Report}> {
  const now = flags.now === undefined ? {} : {now: parseDatetime(flags.now)}
  const baseline = flags.baseline === undefined ? undefined : await readBaseline(flags.baseline)
  const source = sourceBeforePromotion(
    command,
    flags,
    policy,
    await snapshotSource(command, flags, policy?.policy ?? emptyPolicy),
  )
  const catalog = await chosenCatalog(frameworks, flags.only, policy?.policy)
  const {kind, notices, snapshot} = await source(catalog)
  if (baseline)
    assertComparable(baseline, {
      frameworkIds: catalog.frameworks.map(({id}) => id),
      kind,
      only: catalog.only?.names,
      scopes: snapshot.scopes,
    })
  const options: AssessOptions = {
    allowUnknown: flags['allow-unknown'],
    failOn: failOnThreshold(flags),
    noWaivers: flags['no-waivers'],
    scopeKind: kind,
    strict: flags.strict === true,
    version: command.version,
    ...now,
    ...(policy ? {policy} : {}),
    ...(baseline ? {baseline: baseline.report} : {}),
  }
  return {catalog, options, report: withNotices(assessSnapshot(snapshot, catalog, options), notices), snapshot}
}

const withNotices = (report: Report, notices: Report['notices'] = []): Report => ({
  ...report,
  notices: [...notices, ...report.notices],
})
