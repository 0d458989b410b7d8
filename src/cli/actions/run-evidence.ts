import type {LoadedPolicy} from '../../model/policy.js'
import type {Exit, ScopeKind} from '../../model/report.js'
import type {Snapshot} from '../../model/snapshot.js'
import type {AssessmentInputs} from '../../evidence/assessment-inputs.js'
import type {TracedPolicy} from '../../policy/read-policy.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {CheckFlags, ScopeFlags} from '../flags.js'

import {selectCatalog, isFilePath} from '../../catalog/select-frameworks.js'
import {sanitizeLine} from '../../foundation/printable.js'
import {shellFile} from '../../foundation/shell.js'
import {pluralize} from '../../foundation/text.js'
import {UserError} from '../../foundation/user-error.js'
import {manifestName} from '../../model/manifest.js'
import {chosenFrameworks} from '../../model/policy.js'
import {newestAt} from '../../model/snapshot.js'
import {nextLines} from '../../report/terminal/next-lines.js'
import {createPalette} from '../../report/terminal/palette.js'
import {assertNotExists} from '../../evidence/archive/bundle-writer.js'
import {readTextIfExists} from '../../policy/policy-file.js'
import {parseDatetime} from '../io/parse-datetime.js'
import {failOnThreshold} from '../flags.js'
import {collectGarbage} from '../io/memory.js'
import {printSelection, selectFrameworks} from './framework-selection.js'
import {reviewsForEvidence} from './evidence-reviews.js'
import {loadPolicy, assertFrameworksCovered} from './load-policy.js'
import {withPolicyDefaults} from './policy-defaults.js'
import {checksumLine} from '../io/checksum-line.js'
import {renderOptions, setExitCode} from '../io/render.js'
import {withAbortSignal} from '../io/with-abort-signal.js'
import {snapshotSource} from './snapshot-source.js'

/** The parsed flags; a boolean that wasn't given may be absent. */
export interface EvidenceFlags
  extends
    ScopeFlags,
    Pick<
      CheckFlags,
      'expect-policy' | 'fail-on' | 'framework' | 'now' | 'policy' | 'rate-floor' | 'sample' | 'snapshot'
    > {
  readonly 'allow-unknown'?: boolean
  readonly 'no-waivers'?: boolean
  readonly 'exit-zero'?: boolean
  readonly output: string
  readonly releases?: boolean
  readonly strict?: boolean
  readonly previous?: string | undefined
  readonly sign?: string | undefined
  readonly workpapers?: boolean
  readonly 'access-review'?: string | undefined
}

/** Writes an evidence bundle on what the flags mean. Exits with the code of its report, under --exit-zero with 0. */
export async function runEvidence(command: ComplianceCommand, flags: EvidenceFlags): Promise<void> {
  const {output} = flags
  assertNotExists(output)
  // Imported late: what writes and verifies bundles.
  const [
    {decisionsName, bundleFiles},
    {logHead},
    {reportFrom},
    {writeBundle},
    {previousBundle},
    {signingKey},
    {workpaperFiles},
  ] = await Promise.all([
    import('../../evidence/bundle-files.js'),
    import('../../evidence/decisions.js'),
    import('../../evidence/assessment-inputs.js'),
    import('../../evidence/write-bundle.js'),
    import('../../evidence/intact-bundle.js'),
    import('../../evidence/keys.js'),
    import('../../evidence/workpaper-files.js'),
  ])
  const key = flags.sign === undefined ? undefined : signingKey(flags.sign)
  const previous = flags.previous === undefined ? undefined : await previousBundle(flags.previous)
  const policy = await loadPolicy(command, flags)
  const reviews = await reviewsForEvidence(command, flags, policy)
  const evidence = await assembleEvidence(command, flags, {policy, readsAccess: reviews.length > 0})
  collectGarbage()
  const report = reportFrom(evidence)
  const decisions = logHead(evidence.decisions, decisionsName)
  const papers = flags.workpapers === true ? await workpaperFiles(evidence, report) : []
  const documents = bundleFiles(evidence, report, key?.pem, [...papers, ...reviews])
  const bundle = await withAbortSignal(signal =>
    writeBundle(output, report, documents, {decisions, key, previous, signal, collectGarbage}),
  )
  if (!bundle) throw new UserError('Stopped; no bundle was written.', 'Run the command again to write it.')
  const [{fileChecksum}, {isZip}] = await Promise.all([
    import('../../evidence/archive/file-checksum.js'),
    import('../../evidence/archive/entry-names.js'),
  ])
  const isArchive = isZip(output)
  const summed = isArchive ? output : `${output.replace(/\/+$/, '')}/${manifestName}`
  command.print(checksumLine(fileChecksum(summed), summed))
  command.printMessage(`Wrote ${pluralize(bundle.files, 'file')} to ${sanitizeLine(output)}.`)
  command.printMessage(`SHA-256 of its manifest, which the next bundle can name: ${bundle.sha256}`)
  for (const line of closingLines(flags, isArchive)) command.printMessage(line)
  setEvidenceExit(command, report.exit, flags)
}

/** Where only writing counts, the verdict is still said. */
function setEvidenceExit(command: ComplianceCommand, exit: Exit, flags: EvidenceFlags): void {
  const {code, reason} = exit
  if (flags['exit-zero'] !== true || code === 0) setExitCode(command, exit)
  else
    command.printMessage(
      `Exit code 0 as the bundle was written; a check would exit with ${code}: ${sanitizeLine(reason)}.`,
    )
}

/** What to type to verify the bundle, and for a folder also to check its files without this tool. */
function closingLines({output, previous, sign}: EvidenceFlags, isArchive: boolean): string[] {
  const verifying = [
    `heroku compliance:evidence:verify ${shellFile(output, 'BUNDLE')}`,
    ...(sign === undefined ? [] : ['--key PUBLIC.pem']),
    ...(previous === undefined ? [] : [`--previous ${shellFile(previous, 'PREVIOUS')}`]),
  ].join(' ')
  const summing = {
    command: `(cd ${shellFile(output, 'BUNDLE')} && sha256sum -c SHA256SUMS)`,
    about: 'compare the files with their sums, without this plugin',
  }
  const page = {columns: renderOptions(process.stderr).columns, paint: createPalette(false)}
  return nextLines(page, [
    {command: verifying, about: 'verify the bundle, and that its report follows from its facts'},
    ...(isArchive ? [] : [summing]),
  ])
}

async function assembleEvidence(
  command: ComplianceCommand,
  given: EvidenceFlags,
  {policy, readsAccess}: {readonly policy: TracedPolicy | undefined; readonly readsAccess: boolean},
): Promise<AssessmentInputs> {
  const now = given.now === undefined ? undefined : parseDatetime(given.now)
  const flags = await withPolicyDefaults(command, given, policy)
  const selection = selectFrameworks(flags.framework)(chosenFrameworks(policy?.policy))
  const {frameworks} = selection
  assertFrameworksCovered(selection, flags['expect-policy'])
  printSelection(command, selection)
  const catalog = await selectCatalog(frameworks, policy?.policy)
  const {kind, snapshot} = await loadSnapshot(command, flags, frameworks, readsAccess)
  return {
    catalog,
    policy: policy && withoutProvenance(policy),
    snapshot,
    decisions: await readDecisionLog(policy),
    settings: {
      scopeKind: kind,
      now: now ?? (newestAt(snapshot.facts) || new Date(0).toISOString()),
      frameworks: catalog.frameworks.map(({id}) => id),
      failOn: failOnThreshold(flags),
      allowUnknown: flags['allow-unknown'] === true,
      noWaivers: flags['no-waivers'] === true,
      strict: flags.strict === true,
      ...(policy ? {policyFiles: policy.files} : {}),
    },
    version: command.version,
  }
}

/** The decision log of a policy file, whose chain of hashes is verified. */
async function readDecisionLog(policy: LoadedPolicy | undefined): Promise<string | undefined> {
  const [file] = policy?.files ?? []
  if (file === undefined) return undefined
  const [{decisionLogFile}, {logHead}] = await Promise.all([
    import('./decision-writer.js'),
    import('../../evidence/decisions.js'),
  ])
  const text = readTextIfExists(decisionLogFile(file))
  return logHead(text, decisionLogFile(file)) ? text : undefined
}

/** Collects what any framework may need, so that the evidence can be assessed against others later. */
async function loadSnapshot(
  command: ComplianceCommand,
  flags: EvidenceFlags,
  frameworks: readonly string[],
  readsAccess: boolean,
): Promise<{readonly kind: ScopeKind; readonly snapshot: Snapshot}> {
  const source = await snapshotSource(command, flags, undefined, readsAccess || flags.workpapers === true)
  return source(await selectCatalog(['all', ...frameworks.filter(isFilePath)]))
}

const withoutProvenance = ({files, policy, sha256}: LoadedPolicy): LoadedPolicy => ({files, policy, sha256})
