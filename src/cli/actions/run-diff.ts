import type {Report} from '../../model/report.js'
import type {Fact} from '../../model/snapshot.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {PolicyFlags} from './load-policy.js'

import {readChecks, readFrameworks} from '../../catalog/catalog.js'
import {chooseCatalog, isPath} from '../../catalog/select-frameworks.js'
import {expectationsOf} from '../../catalog/expectations.js'
import {diff} from '../../compare/diff.js'
import {releasedSince} from '../../compare/releases.js'
import {UserError} from '../../foundation/user-error.js'
import {defaultFrameworks} from '../../model/framework.js'
import {distinct} from '../../foundation/collections.js'
import {chosenBy} from '../../model/policy.js'
import {diffFormats} from '../../report/comparison/comparison-formats.js'
import {headline} from '../../report/comparison/comparison-text.js'
import {isBundle} from '../../evidence/archive/open-bundle.js'
import {parseReport, readReport} from '../../parsing/read-report.js'
import {parseSnapshot} from '../../snapshot/snapshot-file.js'
import {refuseOverwriting} from '../../files/same-file.js'
import {refuseUnwritable} from '../../files/write-atomic.js'
import {destinationsOf} from '../io/outputs.js'
import {policyFile, policyOf} from './load-policy.js'
import {conclude, dressOf, placing} from '../io/render.js'

export interface DiffFlags extends PolicyFlags {
  readonly format?: string | undefined
  readonly framework?: string[] | undefined
  readonly json: boolean
  readonly output?: string[] | undefined
}

interface Saved {
  readonly file: string
  /** Undefined where the file is a snapshot, which has to be judged. */
  readonly report?: Report
  /** What was collected, where that is known without judging. */
  readonly facts?: readonly Fact[]
}

type Judged = Required<Pick<Saved, 'file' | 'report'>>

/** A report, and the facts that it was judged by where they are there. */
interface Sided {
  readonly report: Report
  readonly facts: readonly Fact[]
}

/** Compares two saved reports, snapshots or bundles of evidence, prints what differs, and ends with 1 where anything got worse. */
export async function diffing(
  command: ComplianceCommand,
  files: readonly [string, string],
  flags: DiffFlags,
): Promise<void> {
  const destinations = destinationsOf(diffFormats, flags)
  for (const {file} of destinations.files) refuseUnwritable(file)
  const read = [...files, flags.policy ?? policyFile, ...(flags.framework ?? []).filter(isPath)]
  refuseOverwriting(
    destinations.files.map(({file}) => file),
    read,
  )
  const [before, after] = await sidesOf(command, files, flags)
  const {collectedAt, oldestFactAt = collectedAt} = before.report.snapshot
  const found = diff(
    before.report,
    after.report,
    command.version,
    expectationsOf(readChecks()),
    releasedSince(before.facts, oldestFactAt, after.facts),
  )
  if (found.compared === 0)
    throw new UserError(
      `${files.join(' and ')} have nothing in common that could be compared.`,
      found.notices.map(({text}) => text).join(' ') || 'Compare reports of the same scope and frameworks.',
    )
  await placing(command, destinations, async (format, to) => (await diffFormats[format].load())(found, dressOf(to)))
  const text = headline(found)
  conclude(command, {code: found.worse ? 1 : 0, reason: text.charAt(0).toLowerCase() + text.slice(1)})
}

async function sidesOf(
  command: ComplianceCommand,
  files: readonly [string, string],
  flags: DiffFlags,
): Promise<[Sided, Sided]> {
  // Loaded only here: what checks a file compiles a schema.
  const {reportErrors} = await import('../../catalog/validate-report.js')
  const open = async (file: string): Promise<Saved> => {
    if (!isBundle(file)) return {file, ...readReport(file, reportErrors)}
    const {reportIn} = await import('../../evidence/saved-report.js')
    const {report, snapshot} = reportIn(file)
    return {file, ...parseReport(report, file, reportErrors), facts: await factsIn(snapshot, file)}
  }

  const saved: [Saved, Saved] = [await open(files[0]), await open(files[1])]
  const reports = saved.flatMap(({report}) => report ?? [])
  if (reports.length === 2) refuseJudging(flags)
  const judge =
    reports.length === 2
      ? undefined
      : await judgeOf(
          command,
          reports[0] && {file: saved.find(({report}) => report)?.file ?? '', report: reports[0]},
          flags,
        )
  const sided = ({facts = [], file, report}: Saved): Sided =>
    report ? {facts, report} : (judge?.(file) ?? never(file))
  return [sided(saved[0]), sided(saved[1])]
}

/** The facts of a bundle's snapshot, of which only releases are of interest. */
async function factsIn(snapshot: string, file: string): Promise<readonly Fact[]> {
  if (!snapshot.includes('"releases"')) return []
  const {snapshotErrors} = await import('../../catalog/validate-snapshot.js')
  return parseSnapshot(snapshot, file, snapshotErrors).facts
}

const never = (file: string): never => {
  throw new Error(`${file} was not judged`)
}

/** A report is judged already. */
function refuseJudging({framework, policy}: DiffFlags): void {
  const typed = [...(framework ? ['--framework'] : []), ...(policy === undefined ? [] : ['--policy'])]
  if (typed.length > 0)
    throw new UserError(
      `${typed.join(' and ')} ${typed.length === 1 ? 'has' : 'have'} no effect on reports, which are judged already.`,
      'Give snapshots to judge them again.',
    )
}

/** How a snapshot is judged: by what was typed, else as the report that it is held against, else as a check would. */
async function judgeOf(
  command: ComplianceCommand,
  other: Judged | undefined,
  flags: DiffFlags,
): Promise<(file: string) => Sided> {
  const traced = await policyOf(command, flags)
  const named = flags.framework ?? (other && idsOf(other)) ?? chosenBy(traced?.policy) ?? defaultFrameworks
  const catalog = await chooseCatalog(named, traced?.policy)
  const [{judgeSnapshot}, {savedSnapshot}] = await Promise.all([
    import('../../assess/assess-snapshot.js'),
    import('../../snapshot/load-snapshots.js'),
  ])
  if (!flags.framework)
    command.tell(
      `Judged against ${named.join(' and ')}${other ? `, as ${other.file} was` : ''}; choose with --framework.`,
    )
  return file => {
    const snapshot = savedSnapshot([file])
    return {
      facts: snapshot.facts,
      report: judgeSnapshot(snapshot, catalog, {
        allowUnknown: false,
        failOn: 'high',
        scopeKind: 'snapshot',
        version: command.version,
        ...(traced ? {policy: traced} : {}),
      }),
    }
  }
}

function idsOf({file, report: {frameworks}}: Judged): string[] {
  const ids = distinct(frameworks.map(({id}) => id))
  const known = new Set(readFrameworks().map(({id}) => id))
  const own = ids.filter(id => !known.has(id))
  if (own.length > 0)
    throw new UserError(
      `${file} was judged by ${own.join(', ')}, which ${own.length === 1 ? 'is' : 'are'} not bundled.`,
      'Name the files of all frameworks with --framework.',
    )
  return ids
}
