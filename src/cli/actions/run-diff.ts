import type {AuditTrailFile} from '../../model/audit-trail.js'
import type {Diff} from '../../model/comparison.js'
import type {Report} from '../../model/report.js'
import type {Fact} from '../../model/snapshot.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {PolicyFlags} from './load-policy.js'
import type {NextStep} from '../../report/text/next-steps.js'

import {readChecks, readFrameworkHeads} from '../../catalog/catalog.js'
import {selectCatalog, isFilePath} from '../../catalog/select-frameworks.js'
import {expectationsOf} from '../../catalog/expectations.js'
import {diffReports} from '../../compare/diff.js'
import {releasesSince} from '../../compare/releases.js'
import {shellFile, shellQuote} from '../../foundation/shell.js'
import {lowerFirst} from '../../foundation/text.js'
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
import {rejectIneffectiveFlags} from '../io/flag-conflicts.js'
import {setExitCode, renderOptions, writeOutputs} from '../io/render.js'

export interface DiffFlags extends PolicyFlags {
  readonly 'audit-trail'?: string[] | undefined
  readonly format?: string | undefined
  readonly framework?: string[] | undefined
  readonly full?: boolean
  readonly json: boolean
  readonly output?: string[] | undefined
}

interface SavedFile {
  readonly file: string
  /** Undefined where the file is a snapshot, which is to be assessed. */
  readonly report?: Report
  /** What was collected, where that is known without assessing. */
  readonly facts?: readonly Fact[]
}

type SavedReport = SavedFile & Required<Pick<SavedFile, 'report'>>

const isReport = (file: SavedFile): file is SavedReport => file.report !== undefined

/** A report, and the facts that it is based on where they are at hand. */
interface ComparisonSide {
  readonly report: Report
  readonly facts: readonly Fact[]
}

/** Compares two saved reports, snapshots or evidence bundles; exits with 1 where anything got worse. */
export async function runDiff(
  command: ComplianceCommand,
  files: readonly [string, string],
  flags: DiffFlags,
): Promise<void> {
  const destinations = parseDestinations(comparisonFormats, flags)
  const isFull = flags.full === true
  if (isFull && [destinations, ...destinations.files].every(({format}) => format !== 'terminal'))
    throw new UserError('--full only has an effect on terminal.', 'Leave it out, or use --format terminal.')
  for (const {file} of destinations.files) assertWritable(file)
  const trailFiles = [...new Set(flags['audit-trail'])]
  const inputs = [
    ...files,
    ...trailFiles,
    flags.policy ?? defaultPolicyFile,
    ...(flags.framework ?? []).filter(isFilePath),
  ]
  refuseOverwriting(
    destinations.files.map(({file}) => file),
    inputs,
  )
  const comparison = await compareFiles(command, files, flags, trailFiles)
  await writeOutputs(command, destinations, async ({format}, stream) =>
    (await comparisonFormats[format].load())(comparison, {
      ...renderOptions(stream),
      isFull,
      nextSteps: nextSteps(files, flags),
    }),
  )
  setExitCode(command, {code: comparison.worse ? 1 : 0, reason: lowerFirst(comparisonHeadline(comparison))})
}

/** @throws UserError where the two have nothing in common */
async function compareFiles(
  command: ComplianceCommand,
  files: readonly [string, string],
  flags: DiffFlags,
  trailFiles: readonly string[],
): Promise<Diff> {
  const [before, after] = await loadSides(command, files, flags)
  const {collectedAt, oldestFactAt = collectedAt} = before.report.snapshot
  const withoutTrail = diffReports(
    before.report,
    after.report,
    command.version,
    expectationsOf(readChecks()),
    releasesSince(before.facts, oldestFactAt, after.facts),
  )
  if (withoutTrail.compared === 0)
    throw new UserError(
      `${files.join(' and ')} have nothing in common to compare.`,
      withoutTrail.notices.map(({text}) => text).join(' ') || 'Compare reports of the same scope and frameworks.',
    )
  return withAuditTrail(withoutTrail, before.report, after.report, trailFiles)
}

async function withAuditTrail(diff: Diff, before: Report, after: Report, files: readonly string[]): Promise<Diff> {
  if (files.length === 0) return diff
  const [{auditTrailJoin}, {readAuditTrail}] = await Promise.all([
    import('../../compare/join-audit-trail.js'),
    import('../../parsing/audit-trail.js'),
  ])
  const {add, join} = auditTrailJoin(diff, before, after)
  const read: AuditTrailFile[] = []
  for (const file of files) read.push(await readAuditTrail(file, add))
  return join(read)
}

/** The same files in full, where that is more, and the newer one by itself. */
function nextSteps([older, newer]: readonly [string, string], flags: DiffFlags): NextStep[] {
  const {'audit-trail': trailFiles = [], framework = [], full, policy} = flags
  const [before, after] = [shellFile(older, 'OLD'), shellFile(newer, 'NEW')]
  const chosen = [
    ...framework.map(name => `--framework ${shellQuote(name)}`),
    ...(policy === undefined ? [] : [`--policy ${shellFile(policy, 'POLICY')}`]),
    ...trailFiles.map(file => `--audit-trail ${shellFile(file, 'AUDIT-TRAIL')}`),
  ]
  const command = (...words: string[]) => ['heroku', ...words].join(' ')
  return [
    ...(full === true
      ? []
      : [{command: command('compliance:diff', before, after, ...chosen, '--full'), about: 'all that changed'}]),
    isBundlePath(newer)
      ? {command: command('compliance:evidence:verify', after), about: 'verify the newer bundle'}
      : {command: command('compliance:report', after), about: 'the newer report'},
  ]
}

async function loadSides(
  command: ComplianceCommand,
  files: readonly [string, string],
  flags: DiffFlags,
): Promise<[ComparisonSide, ComparisonSide]> {
  // Imported late: what validates a file compiles a schema.
  const {reportErrors} = await import('../../catalog/validate-report.js')
  const openFile = async (file: string): Promise<SavedFile> => {
    if (!isBundlePath(file)) return {file, ...readReport(file, reportErrors)}
    const {readBundledReport} = await import('../../evidence/intact-bundle.js')
    const {report, snapshot} = await readBundledReport(file)
    return {file, ...parseReport(report, file, reportErrors), facts: await bundleFacts(snapshot, file)}
  }

  const saved: [SavedFile, SavedFile] = [await openFile(files[0]), await openFile(files[1])]
  const areReports = saved.every(isReport)
  if (areReports) rejectAssessmentFlags(flags)
  const assess = areReports ? undefined : await snapshotAssessor(command, saved.find(isReport), flags)
  const toSide = ({facts = [], file, report}: SavedFile): ComparisonSide =>
    report ? {facts, report} : (assess?.(file) ?? notAssessed(file))
  return [toSide(saved[0]), toSide(saved[1])]
}

/** The facts of a bundle's snapshot, which are needed only for their releases. */
async function bundleFacts(snapshot: string, file: string): Promise<readonly Fact[]> {
  if (!snapshot.includes('"releases"')) return []
  const {snapshotErrors} = await import('../../catalog/validate-snapshot.js')
  return parseSnapshot(snapshot, file, snapshotErrors).facts
}

const notAssessed = (file: string): never => {
  throw new Error(`${file} was not assessed`)
}

function rejectAssessmentFlags({framework, policy}: DiffFlags): void {
  const given = [...(framework ? ['--framework'] : []), ...(policy === undefined ? [] : ['--policy'])]
  rejectIneffectiveFlags(given, 'on reports, which are already assessed', 'Compare snapshots to assess them again.')
}

/** Assesses snapshots: against the frameworks given, else those of the other side's report, else as a check would. */
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
  const origin = otherReport ? `, as ${otherReport.file} was` : ''
  const catalog = await selectCatalog(frameworkNames, policy?.policy)
  const [{assessSnapshot}, {loadSnapshots}] = await Promise.all([
    import('../../assess/assess-snapshot.js'),
    import('../../snapshot/load-snapshots.js'),
  ])
  if (!flags.framework)
    command.printMessage(`Assessed against ${frameworkNames.join(' and ')}${origin}; choose others with --framework.`)
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
  const bundledIds = new Set(readFrameworkHeads().map(({id}) => id))
  const customIds = ids.filter(id => !bundledIds.has(id))
  const verb = customIds.length === 1 ? "isn't" : "aren't"
  if (customIds.length > 0)
    throw new UserError(
      `${file} was assessed against ${customIds.join(', ')}, which ${verb} bundled.`,
      'Name the files of all its frameworks with --framework.',
    )
  return ids
}
