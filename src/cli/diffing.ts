import type {Report} from '../model/report.js'
import type {ComplianceCommand} from './base.js'
import type {PolicyFlags} from './policy.js'

import {readFrameworks} from '../catalog/catalog.js'
import {chooseCatalog} from '../catalog/choose.js'
import {diff} from '../compare/diff.js'
import {UserError} from '../model/errors.js'
import {distinct} from '../model/order.js'
import {diffFormats} from '../report/diff/diff-formats.js'
import {headline} from '../report/diff/diff-words.js'
import {isBundle} from '../store/bundle/open-bundle.js'
import {parseReport, readReport} from '../store/report.js'
import {refuseUnwritable} from '../store/write-file.js'
import {defaultFrameworks} from './flags.js'
import {destinationsOf} from './outputs.js'
import {policyOf} from './policy.js'
import {conclude, dressOf, placing} from './rendering.js'

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
}

/** Compares two saved reports, snapshots or bundles of evidence, prints what differs, and ends with 1 where anything got worse. */
export async function diffing(command: ComplianceCommand, files: readonly [string, string], flags: DiffFlags): Promise<void> {
  const destinations = destinationsOf(diffFormats, flags)
  for (const {file} of destinations.files) refuseUnwritable(file)
  const [before, after] = await reportsOf(command, files, flags)
  const found = diff(before, after, command.version)
  if (found.compared === 0) throw new UserError(`${files.join(' and ')} have nothing in common that could be compared.`, found.notices.map(({text}) => text).join(' ') || 'Compare reports of the same scope and frameworks.')
  await placing(command, destinations, async (format, to) => (await diffFormats[format].load())(found, dressOf(to)))
  const text = headline(found)
  conclude(command, {code: found.worse ? 1 : 0, reason: text.charAt(0).toLowerCase() + text.slice(1)})
}

async function reportsOf(command: ComplianceCommand, files: readonly [string, string], flags: DiffFlags): Promise<[Report, Report]> {
  // Loaded only here: what checks a file compiles a schema.
  const {reportErrors} = await import('../catalog/check-report.js')
  const open = async (file: string): Promise<Saved> => {
    if (!isBundle(file)) return {file, ...readReport(file, reportErrors)}
    const {reportIn} = await import('../bundle/saved-report.js')
    return {file, ...parseReport(reportIn(file), file, reportErrors)}
  }

  const saved: [Saved, Saved] = [await open(files[0]), await open(files[1])]
  const reports = saved.flatMap(({report}) => report ?? [])
  if (reports.length === 2) refuseJudging(flags)
  const judge = reports.length === 2 ? undefined : await judgeOf(command, reports[0] && {file: saved.find(({report}) => report)?.file ?? '', report: reports[0]}, flags)
  const report = (one: Saved): Report => one.report ?? judge?.(one.file) ?? never(one.file)
  return [report(saved[0]), report(saved[1])]
}

const never = (file: string): never => {
  throw new Error(`${file} was not judged`)
}

/** A report is judged already. */
function refuseJudging({framework, policy}: DiffFlags): void {
  const typed = [...framework ? ['--framework'] : [], ...policy === undefined ? [] : ['--policy']]
  if (typed.length > 0) throw new UserError(`${typed.join(' and ')} ${typed.length === 1 ? 'has' : 'have'} no effect on reports, which are judged already.`, 'Give snapshots to judge them again.')
}

/** How a snapshot is judged: by what was typed, else as the report that it is held against, else as a check would. */
async function judgeOf(command: ComplianceCommand, other: Required<Saved> | undefined, flags: DiffFlags): Promise<(file: string) => Report> {
  const traced = await policyOf(command, flags)
  const named = flags.framework ?? (other && idsOf(other)) ?? traced?.policy.frameworks ?? defaultFrameworks
  const catalog = await chooseCatalog(named, traced?.policy)
  const [{judgeSnapshot}, {savedSnapshot}] = await Promise.all([import('../pipeline/judge-snapshot.js'), import('../pipeline/snapshots.js')])
  if (!flags.framework) command.tell(`Judged against ${named.join(' and ')}${other ? `, as ${other.file} was` : ''}; choose with --framework.`)
  return file => judgeSnapshot(savedSnapshot([file]), catalog, {allowUnknown: false, failOn: 'high', scopeKind: 'snapshot', version: command.version, ...(traced ? {policy: traced} : {})})
}

function idsOf({file, report: {frameworks}}: Required<Saved>): string[] {
  const ids = distinct(frameworks.map(({id}) => id))
  const known = new Set(readFrameworks().map(({id}) => id))
  const own = ids.filter(id => !known.has(id))
  if (own.length > 0) throw new UserError(`${file} was judged by ${own.join(', ')}, which ${own.length === 1 ? 'is' : 'are'} not bundled.`, 'Name the files of all frameworks with --framework.')
  return ids
}
