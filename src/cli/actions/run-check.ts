import type {Catalog} from '../../catalog/catalog.js'
import type {Snapshot} from '../../model/snapshot.js'
import type {Report, ScopeKind} from '../../model/report.js'
import type {Threshold} from '../../model/threshold.js'
import type {Policy, ReadPolicy} from '../../model/policy.js'
import type {TracedPolicy} from '../../policy/read-policy.js'
import type {Dress} from '../../report/formats.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {JudgeFlags, ScopeFlags} from '../flags.js'

import {chooseCatalog, isPath} from '../../catalog/select-frameworks.js'
import {day} from '../../foundation/date.js'
import {UserError} from '../../foundation/user-error.js'
import {defaultFrameworks, severities} from '../../model/framework.js'
import {chosenBy, noPolicy} from '../../model/policy.js'
import {newestAt} from '../../model/snapshot.js'
import {judgeSnapshot} from '../../assess/assess-snapshot.js'
import {refuseOverwriting} from '../../files/same-file.js'
import {refuseUnwritable} from '../../files/write-atomic.js'
import {baselineOf, refuseOther} from './baseline.js'
import {collecting, rateFloor} from './live-snapshot.js'
import {instantOf} from '../io/parse-datetime.js'
import {tidy} from '../io/memory.js'
import {outputsOf} from '../io/outputs.js'
import {policyFile, policyOf, refuseUncovered} from './load-policy.js'
import {rendering} from '../io/render.js'
import {scopeOf, typedScopes} from '../scope.js'
import {stoppable} from '../io/with-abort-signal.js'

/** Frameworks by name, and what chose them where nobody typed any. */
export interface Choice {
  readonly frameworks: readonly string[]
  readonly by?: string
}

/**
 * Judges what the flags mean against frameworks, prints and writes the report, and sets the exit code.
 *
 * @param choose the frameworks that are judged, given those that the policy names
 */
export async function judging(
  command: ComplianceCommand,
  flags: JudgeFlags,
  choose: (named: readonly string[] | undefined) => Choice,
  view: Dress['view'],
): Promise<void> {
  const outputs = flags.plan || flags['show-policy'] ? undefined : outputsOf(flags)
  const policy = await policyOf(command, flags)
  if (flags['show-policy']) {
    command.print(await shownPolicy(policy, flags))
    return
  }
  const choice = choose(chosenBy(policy?.policy))
  const {frameworks} = choice
  refuseUncovered(choice, flags['expect-policy'])
  // Loaded only where it is needed.
  if (!outputs) {
    await (
      await import('./run-plan.js')
    ).planning(command, flags, frameworks, {policy: policy?.policy ?? noPolicy, scope: await scopeOf(flags)})
    return
  }
  for (const {file} of outputs.files) refuseUnwritable(file)
  refuseOverwriting(
    outputs.files.map(({file}) => file),
    inputsOf(flags, frameworks, policy),
  )
  const report = await reportOn(command, flags, frameworks, policy)
  tidy()
  await rendering(command, report, outputs, view)
  tellChoice(command, choice)
}

/** Says by which frameworks is judged, where nobody typed any. */
export function tellChoice(command: ComplianceCommand, {by, frameworks}: Choice): void {
  if (by !== undefined)
    command.tell(
      `Judged against ${frameworks.join(' and ')}${by}; choose with --framework.\nheroku compliance:controls lists all that there are.`,
    )
}

/** The files that a run reads. */
export function inputsOf(
  {baseline, snapshot = []}: Pick<JudgeFlags, 'baseline' | 'snapshot'>,
  frameworks: readonly string[],
  policy: ReadPolicy | undefined,
): string[] {
  const named = [...frameworks, ...(policy?.policy.frameworks ?? [])].filter(isPath)
  return [...snapshot, ...(baseline === undefined ? [] : [baseline]), ...(policy?.files ?? []), ...named]
}

/** On its own, so that nothing holds the facts once they are judged. */
async function reportOn(
  command: ComplianceCommand,
  flags: JudgeFlags,
  frameworks: readonly string[],
  traced: TracedPolicy | undefined,
): Promise<Report> {
  const now = flags.now === undefined ? undefined : instantOf(flags.now)
  const baseline = flags.baseline === undefined ? undefined : await baselineOf(flags.baseline)
  const source = await sourceOf(command, flags, traced?.policy ?? noPolicy)
  const catalog = await chooseCatalog(frameworks, traced?.policy)
  const {kind, snapshot} = await source(catalog)
  if (baseline && flags.baseline !== undefined)
    refuseOther(
      flags.baseline,
      baseline,
      catalog.frameworks.map(({id}) => id),
      snapshot.scopes,
      kind,
    )
  return judgeSnapshot(snapshot, catalog, {
    allowUnknown: flags['allow-unknown'],
    failOn: failOnOf(flags),
    noWaivers: flags['no-waivers'],
    scopeKind: kind,
    strict: flags.strict,
    version: command.version,
    ...(now === undefined ? {} : {now}),
    ...(traced ? {policy: traced} : {}),
    ...(baseline ? {baseline} : {}),
  })
}

export const failOnOf = (flags: Pick<JudgeFlags, 'fail-on'>): Threshold['failOn'] =>
  [...severities, 'never' as const].find(one => one === flags['fail-on']) ?? 'high'

/** The frameworks that were typed, else those that the policy names, else the usual ones. */
export const asTyped =
  (typed: readonly string[] | undefined) =>
  (named: readonly string[] | undefined): Choice => {
    if (typed) return {frameworks: typed}
    return named ? {by: ', as the policy says', frameworks: named} : {by: '', frameworks: defaultFrameworks}
  }

async function shownPolicy(policy: TracedPolicy | undefined, {format, json}: JudgeFlags): Promise<string> {
  if (!policy) throw new UserError(`There is no ${policyFile} in this folder.`, 'Name a policy file with --policy.')
  if (format !== undefined && format !== 'json' && format !== 'terminal')
    throw new UserError(`--show-policy has no format ${format}.`, 'Choose terminal or json.')
  const {policySources, policyText} = await import('../../policy/show-policy.js')
  return json || format === 'json'
    ? `${JSON.stringify({files: policy.files, policy: policy.policy, sha256: policy.sha256, sources: policySources(policy.tree)}, undefined, 2)}\n`
    : policyText(policy.tree, policy.sha256)
}

/** Loaded only where it is needed: what checks a file compiles a schema. */
const snapshots = () => import('../../snapshot/load-snapshots.js')

type SourceFlags = ScopeFlags &
  Pick<JudgeFlags, 'now' | 'rate-floor' | 'sample' | 'snapshot'> & {readonly releases?: boolean}

export type Source = (catalog: Catalog) => Promise<{readonly kind: ScopeKind; readonly snapshot: Snapshot}>

/**
 * Where the facts come from that the flags mean.
 *
 * @param policy by which they will be judged; absent, what any policy may ask for is read
 */
export async function sourceOf(
  command: ComplianceCommand,
  flags: SourceFlags,
  policy: Policy | undefined,
): Promise<Source> {
  const files = flags.snapshot ?? []
  const offline = [...(files.length > 0 ? ['--snapshot'] : []), ...(flags.sample ? ['--sample'] : [])]
  const typed = typedScopes(flags)
  if (offline.length > 0 && offline.length + typed.length > 1)
    throw new UserError(`Choose one: ${[...offline, ...typed].join(' and ')} were typed.`)
  const idle = [
    ...(flags['rate-floor'] === undefined ? [] : ['--rate-floor']),
    ...(flags.releases ? ['--releases'] : []),
  ]
  if (offline.length > 0 && idle.length > 0)
    throw new UserError(
      `${idle.join(' and ')} ${idle.length === 1 ? 'has' : 'have'} no effect with ${offline.join(' and ')}: nothing is asked.`,
    )
  if (flags.sample) return async () => ({kind: 'sample', snapshot: (await snapshots()).sampleSnapshot()})
  const [first, ...others] = files
  if (first !== undefined) {
    const snapshot = (await snapshots()).savedSnapshot([first, ...others])
    // What was read takes as much again as text.
    tidy()
    if (flags.now === undefined) tellAge(command, snapshot)
    return async () => ({kind: 'snapshot', snapshot})
  }

  if (flags.now !== undefined) refuseEarly(flags.now, Date.now())
  const scope = await scopeOf(flags)
  return async catalog => {
    const snapshot = await stoppable(signal =>
      collecting(command, scope, catalog, {
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
export function refuseEarly(text: string, now: number): void {
  if (Date.parse(instantOf(text)) < now)
    throw new UserError(
      `--now ${text} is before anything is read.`,
      'Judge a snapshot of then with --snapshot; a live run is judged as of now, or of a later day.',
    )
}

/** A report has no clock of its own; how old its facts are today is for the one who types. */
function tellAge(command: ComplianceCommand, {facts}: Snapshot): void {
  const days = Math.floor((Date.now() - Date.parse(newestAt(facts))) / day)
  if (days >= 1)
    command.tell(
      `The snapshot is ${days === 1 ? 'a day' : `${days} days`} old, and judged as of then; --now judges ages as of another day.`,
    )
}
