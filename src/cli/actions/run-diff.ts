import type {Report} from '../../model/report.js'
import type {Fact} from '../../model/snapshot.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {PolicyFlags} from './load-policy.js'

import {readChecks, readFrameworks} from '../../catalog/catalog.js'
import {selectCatalog, isFilePath} from '../../catalog/select-frameworks.js'
import {expectationsOf} from '../../catalog/expectations.js'
import {diffReports} from '../../compare/diff.js'
import {releasesSince} from '../../compare/releases.js'
import {UserError} from '../../foundation/user-error.js'
import {defaultFrameworks} from '../../model/framework.js'
import {distinct} from '../../foundation/collections.js'
import {chosenFrameworks} from '../../model/policy.js'
import {comparisonFormats} from '../../report/comparison/comparison-formats.js'
import {comparisonHeadline} from '../../report/comparison/comparison-text.js'
import {isBundlePath} from '../../evidence/archive/open-bundle.js'
import {parseReport, readReport} from '../../parsing/read-report.js'
import {parseSnapshot} from '../../snapshot/snapshot-file.js'
import {refuseOverwriting} from '../../files/same-file.js'
import {assertWritable} from '../../files/write-atomic.js'
import {parseDestinations} from '../io/outputs.js'
import {defaultPolicyFile, loadPolicy} from './load-policy.js'
import {setExitCode, renderOptions, writeOutputs} from '../io/render.js'

export interface DiffFlags extends PolicyFlags {
  readonly format?: string | undefined
  readonly framework?: string[] | undefined
  readonly json: boolean
  readonly output?: string[] | undefined
}

interface SavedFile {
  readonly file: string
  /** Undefined where the file is a snapshot, which has to be judged. */
  readonly report?: Report
  /** What was collected, where that is known without judging. */
  readonly facts?: readonly Fact[]
}

type SavedReport = Required<Pick<SavedFile, 'file' | 'report'>>

/** A report, and the facts that it was judged by where they are there. */
interface ComparisonSide {
  readonly report: Report
  readonly facts: readonly Fact[]
}

/** Compares two saved reports, snapshots or bundles of evidence, prints what differs, and ends with 1 where anything got worse. */
export async function runDiff(
  command: ComplianceCommand,
  files: readonly [string, string],
  flags: DiffFlags,
): Promise<void> {
  const destinations = parseDestinations(comparisonFormats, flags)
  for (const {file} of destinations.files) assertWritable(file)
  const inputs = [...files, flags.policy ?? defaultPolicyFile, ...(flags.framework ?? []).filter(isFilePath)]
  refuseOverwriting(
    destinations.files.map(({file}) => file),
    inputs,
  )
  const [before, after] = await loadSides(command, files, flags)
  const {collectedAt, oldestFactAt = collectedAt} = before.report.snapshot
  const comparison = diffReports(
    before.report,
    after.report,
    command.version,
    expectationsOf(readChecks()),
    releasesSince(before.facts, oldestFactAt, after.facts),
  )
  if (comparison.compared === 0)
    throw new UserError(
      `${files.join(' and ')} have nothing in common that could be compared.`,
      comparison.notices.map(({text: summary}) => summary).join(' ') ||
        'Compare reports of the same scope and frameworks.',
    )
  await writeOutputs(command, destinations, async (format, stream) =>
    (await comparisonFormats[format].load())(comparison, renderOptions(stream)),
  )
  const text = comparisonHeadline(comparison)
  setExitCode(command, {code: comparison.worse ? 1 : 0, reason: text.charAt(0).toLowerCase() + text.slice(1)})
}

async function loadSides(
  command: ComplianceCommand,
  files: readonly [string, string],
  flags: DiffFlags,
): Promise<[ComparisonSide, ComparisonSide]> {
  // Loaded only here: what checks a file compiles a schema.
  const {reportErrors} = await import('../../catalog/validate-report.js')
  const openFile = async (file: string): Promise<SavedFile> => {
    if (!isBundlePath(file)) return {file, ...readReport(file, reportErrors)}
    const {readBundledReport} = await import('../../evidence/intact-bundle.js')
    const {report, snapshot} = await readBundledReport(file)
    return {file, ...parseReport(report, file, reportErrors), facts: await bundleFacts(snapshot, file)}
  }

  const saved: [SavedFile, SavedFile] = [await openFile(files[0]), await openFile(files[1])]
  const reports = saved.flatMap(({report}) => report ?? [])
  if (reports.length === 2) rejectAssessmentFlags(flags)
  const assess =
    reports.length === 2
      ? undefined
      : await snapshotAssessor(
          command,
          reports[0] && {file: saved.find(({report}) => report)?.file ?? '', report: reports[0]},
          flags,
        )
  const toSide = ({facts = [], file, report}: SavedFile): ComparisonSide =>
    report ? {facts, report} : (assess?.(file) ?? notAssessed(file))
  return [toSide(saved[0]), toSide(saved[1])]
}

/** The facts of a bundle's snapshot, of which only releases are of interest. */
async function bundleFacts(snapshot: string, file: string): Promise<readonly Fact[]> {
  if (!snapshot.includes('"releases"')) return []
  const {snapshotErrors} = await import('../../catalog/validate-snapshot.js')
  return parseSnapshot(snapshot, file, snapshotErrors).facts
}

const notAssessed = (file: string): never => {
  throw new Error(`${file} was not judged`)
}

/** A report is judged already. */
function rejectAssessmentFlags({framework, policy}: DiffFlags): void {
  const given = [...(framework ? ['--framework'] : []), ...(policy === undefined ? [] : ['--policy'])]
  if (given.length > 0)
    throw new UserError(
      `${given.join(' and ')} ${given.length === 1 ? 'has' : 'have'} no effect on reports, which are judged already.`,
      'Give snapshots to judge them again.',
    )
}

/** How a snapshot is judged: by what was typed, else as the report that it is held against, else as a check would. */
async function snapshotAssessor(
  command: ComplianceCommand,
  otherReport: SavedReport | undefined,
  flags: DiffFlags,
): Promise<(file: string) => ComparisonSide> {
  const policy = await loadPolicy(command, flags)
  const frameworkNames =
    flags.framework ??
    (otherReport && bundledFrameworkIds(otherReport)) ??
    chosenFrameworks(policy?.policy) ??
    defaultFrameworks
  const catalog = await selectCatalog(frameworkNames, policy?.policy)
  const [{assessSnapshot}, {loadSnapshots}] = await Promise.all([
    import('../../assess/assess-snapshot.js'),
    import('../../snapshot/load-snapshots.js'),
  ])
  if (!flags.framework)
    command.printMessage(
      `Judged against ${frameworkNames.join(' and ')}${otherReport ? `, as ${otherReport.file} was` : ''}; choose with --framework.`,
    )
  return file => {
    const snapshot = loadSnapshots([file])
    return {
      facts: snapshot.facts,
      report: assessSnapshot(snapshot, catalog, {
        allowUnknown: false,
        failOn: 'high',
        scopeKind: 'snapshot',
        version: command.version,
        ...(policy ? {policy} : {}),
      }),
    }
  }
}

function bundledFrameworkIds({file, report: {frameworks}}: SavedReport): string[] {
  const ids = distinct(frameworks.map(({id}) => id))
  const bundledIds = new Set(readFrameworks().map(({id}) => id))
  const customIds = ids.filter(id => !bundledIds.has(id))
  if (customIds.length > 0)
    throw new UserError(
      `${file} was judged by ${customIds.join(', ')}, which ${customIds.length === 1 ? 'is' : 'are'} not bundled.`,
      'Name the files of all frameworks with --framework.',
    )
  return ids
}
