import type {Catalog} from '../../catalog/catalog.js'
import type {Snapshot} from '../../model/snapshot.js'
import type {Report, ScopeKind} from '../../model/report.js'
import type {Threshold} from '../../model/threshold.js'
import type {Policy, LoadedPolicy} from '../../model/policy.js'
import type {TracedPolicy} from '../../policy/read-policy.js'
import type {RenderOptions} from '../../report/formats.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {CheckFlags, ScopeFlags} from '../flags.js'

import {selectCatalog, isFilePath} from '../../catalog/select-frameworks.js'
import {millisecondsPerDay} from '../../foundation/date.js'
import {UserError} from '../../foundation/user-error.js'
import {defaultFrameworks, severities} from '../../model/framework.js'
import {chosenFrameworks, emptyPolicy} from '../../model/policy.js'
import {newestAt} from '../../model/snapshot.js'
import {assessSnapshot} from '../../assess/assess-snapshot.js'
import {refuseOverwriting} from '../../files/same-file.js'
import {assertWritable} from '../../files/write-atomic.js'
import {readBaseline, assertComparable} from './baseline.js'
import {collectLive, rateFloor} from './live-snapshot.js'
import {parseDatetime} from '../io/parse-datetime.js'
import {collectGarbage} from '../io/memory.js'
import {parseOutputs} from '../io/outputs.js'
import {defaultPolicyFile, loadPolicy, assertFrameworksCovered} from './load-policy.js'
import {renderReport} from '../io/render.js'
import {parseScope, givenScopes} from '../scope.js'
import {withAbortSignal} from '../io/with-abort-signal.js'

/** Frameworks by name, and what chose them where nobody typed any. */
export interface FrameworkSelection {
  readonly frameworks: readonly string[]
  readonly origin?: string
}

/**
 * Judges what the flags mean against frameworks, prints and writes the report, and sets the exit code.
 *
 * @param select the frameworks that are judged, given those that the policy names
 */
export async function runCheck(
  command: ComplianceCommand,
  flags: CheckFlags,
  select: (policyFrameworks: readonly string[] | undefined) => FrameworkSelection,
  view: RenderOptions['view'],
): Promise<void> {
  const outputs = flags.plan || flags['show-policy'] ? undefined : parseOutputs(flags)
  const policy = await loadPolicy(command, flags)
  if (flags['show-policy']) {
    command.print(await policyOutput(policy, flags))
    return
  }
  const selection = select(chosenFrameworks(policy?.policy))
  const {frameworks} = selection
  assertFrameworksCovered(selection, flags['expect-policy'])
  // Loaded only where it is needed.
  if (!outputs) {
    await (
      await import('./run-plan.js')
    ).runPlan(command, flags, frameworks, {policy: policy?.policy ?? emptyPolicy, scope: await parseScope(flags)})
    return
  }
  for (const {file} of outputs.files) assertWritable(file)
  refuseOverwriting(
    outputs.files.map(({file}) => file),
    inputFiles(flags, frameworks, policy),
  )
  const report = await assess(command, flags, frameworks, policy)
  collectGarbage()
  await renderReport(command, report, outputs, view)
  printSelection(command, selection)
}

/** Says by which frameworks is judged, where nobody typed any. */
export function printSelection(command: ComplianceCommand, {origin, frameworks}: FrameworkSelection): void {
  if (origin !== undefined)
    command.printMessage(
      `Judged against ${frameworks.join(' and ')}${origin}; choose with --framework.\nheroku compliance:controls lists all that there are.`,
    )
}

/** The files that a run reads. */
export function inputFiles(
  {baseline, snapshot = []}: Pick<CheckFlags, 'baseline' | 'snapshot'>,
  frameworks: readonly string[],
  policy: LoadedPolicy | undefined,
): string[] {
  const frameworkFiles = [...frameworks, ...(policy?.policy.frameworks ?? [])].filter(isFilePath)
  return [...snapshot, ...(baseline === undefined ? [] : [baseline]), ...(policy?.files ?? []), ...frameworkFiles]
}

/** On its own, so that nothing holds the facts once they are judged. */
async function assess(
  command: ComplianceCommand,
  flags: CheckFlags,
  frameworks: readonly string[],
  policy: TracedPolicy | undefined,
): Promise<Report> {
  const now = flags.now === undefined ? undefined : parseDatetime(flags.now)
  const baseline = flags.baseline === undefined ? undefined : await readBaseline(flags.baseline)
  const source = await snapshotSource(command, flags, policy?.policy ?? emptyPolicy)
  const catalog = await selectCatalog(frameworks, policy?.policy)
  const {kind, snapshot} = await source(catalog)
  if (baseline && flags.baseline !== undefined)
    assertComparable(
      flags.baseline,
      baseline,
      catalog.frameworks.map(({id}) => id),
      snapshot.scopes,
      kind,
    )
  return assessSnapshot(snapshot, catalog, {
    allowUnknown: flags['allow-unknown'],
    failOn: failOnThreshold(flags),
    noWaivers: flags['no-waivers'],
    scopeKind: kind,
    strict: flags.strict,
    version: command.version,
    ...(now === undefined ? {} : {now}),
    ...(policy ? {policy} : {}),
    ...(baseline ? {baseline} : {}),
  })
}

export const failOnThreshold = (flags: Pick<CheckFlags, 'fail-on'>): Threshold['failOn'] =>
  [...severities, 'never' as const].find(threshold => threshold === flags['fail-on']) ?? 'high'

/** The frameworks that were typed, else those that the policy names, else the usual ones. */
export const selectFrameworks =
  (given: readonly string[] | undefined) =>
  (policyFrameworks: readonly string[] | undefined): FrameworkSelection => {
    if (given) return {frameworks: given}
    return policyFrameworks
      ? {origin: ', as the policy says', frameworks: policyFrameworks}
      : {origin: '', frameworks: defaultFrameworks}
  }

async function policyOutput(policy: TracedPolicy | undefined, {format, json}: CheckFlags): Promise<string> {
  if (!policy)
    throw new UserError(`There is no ${defaultPolicyFile} in this folder.`, 'Name a policy file with --policy.')
  if (format !== undefined && format !== 'json' && format !== 'terminal')
    throw new UserError(`--show-policy has no format ${format}.`, 'Choose terminal or json.')
  const {policySources, policyText} = await import('../../policy/show-policy.js')
  return json || format === 'json'
    ? `${JSON.stringify({files: policy.files, policy: policy.policy, sha256: policy.sha256, sources: policySources(policy.tree)}, undefined, 2)}\n`
    : policyText(policy.tree, policy.sha256)
}

/** Loaded only where it is needed: what checks a file compiles a schema. */
const importSnapshots = () => import('../../snapshot/load-snapshots.js')

type SourceFlags = ScopeFlags &
  Pick<CheckFlags, 'now' | 'rate-floor' | 'sample' | 'snapshot'> & {readonly releases?: boolean}

export type SnapshotSource = (catalog: Catalog) => Promise<{readonly kind: ScopeKind; readonly snapshot: Snapshot}>

/**
 * Where the facts come from that the flags mean.
 *
 * @param policy by which they will be judged; absent, what any policy may ask for is read
 */
export async function snapshotSource(
  command: ComplianceCommand,
  flags: SourceFlags,
  policy: Policy | undefined,
): Promise<SnapshotSource> {
  const files = flags.snapshot ?? []
  const offlineFlags = [...(files.length > 0 ? ['--snapshot'] : []), ...(flags.sample ? ['--sample'] : [])]
  const scopes = givenScopes(flags)
  if (offlineFlags.length > 0 && offlineFlags.length + scopes.length > 1)
    throw new UserError(`Choose one: ${[...offlineFlags, ...scopes].join(' and ')} were typed.`)
  const ineffective = [
    ...(flags['rate-floor'] === undefined ? [] : ['--rate-floor']),
    ...(flags.releases ? ['--releases'] : []),
  ]
  if (offlineFlags.length > 0 && ineffective.length > 0)
    throw new UserError(
      `${ineffective.join(' and ')} ${ineffective.length === 1 ? 'has' : 'have'} no effect with ${offlineFlags.join(' and ')}: nothing is asked.`,
    )
  if (flags.sample) return async () => ({kind: 'sample', snapshot: (await importSnapshots()).loadSample()})
  const [firstFile, ...otherFiles] = files
  if (firstFile !== undefined) {
    const snapshot = (await importSnapshots()).loadSnapshots([firstFile, ...otherFiles])
    // What was read takes as much again as text.
    collectGarbage()
    if (flags.now === undefined) printAge(command, snapshot)
    return async () => ({kind: 'snapshot', snapshot})
  }

  if (flags.now !== undefined) assertNotBeforeNow(flags.now, Date.now())
  const scope = await parseScope(flags)
  return async catalog => {
    const snapshot = await withAbortSignal(signal =>
      collectLive(command, scope, catalog, {
        ...(policy ? {policy} : {}),
        rateFloor: flags['rate-floor'] ?? rateFloor,
        releases: flags.releases === true,
        signal,
      }),
    )
    if (snapshot.partial)
      throw new UserError(
        'Stopped; nothing is judged.',
        'heroku compliance:collect --output FILE keeps what was read until then.',
      )
    return {kind: scope.kind, snapshot}
  }
}

/**
 * What is read now says nothing of an earlier instant: what has run out since would count as in force.
 *
 * @throws UserError
 */
export function assertNotBeforeNow(text: string, now: number): void {
  if (Date.parse(parseDatetime(text)) < now)
    throw new UserError(
      `--now ${text} is before anything is read.`,
      'Judge a snapshot of then with --snapshot; a live run is judged as of now, or of a later day.',
    )
}

/** A report has no clock of its own; how old its facts are today is for the one who types. */
function printAge(command: ComplianceCommand, {facts}: Snapshot): void {
  const days = Math.floor((Date.now() - Date.parse(newestAt(facts))) / millisecondsPerDay)
  if (days >= 1)
    command.printMessage(
      `The snapshot is ${days === 1 ? 'a day' : `${days} days`} old, and judged as of then; --now judges ages as of another day.`,
    )
}
