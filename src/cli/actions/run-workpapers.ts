import type {Catalog} from '../../catalog/catalog.js'
import type {Report} from '../../model/report.js'
import type {Snapshot} from '../../model/snapshot.js'
import type {TracedPolicy} from '../../policy/read-policy.js'
import type {NextStep} from '../../report/text/next-steps.js'
import type {WorkpaperInputs} from '../../workpapers/workpaper.js'
import type {Workpapers} from '../../workpapers/workpapers.js'
import type {CheckFlags, ScopeFlags} from '../flags.js'
import type {ComplianceCommand} from '../io/base-command.js'

import {assessSnapshot} from '../../assess/assess-snapshot.js'
import {isFilePath, selectCatalog} from '../../catalog/select-frameworks.js'
import {assertNotExists} from '../../evidence/archive/bundle-writer.js'
import {isBundlePath} from '../../evidence/archive/open-bundle.js'
import {shellFile} from '../../foundation/shell.js'
import {pluralize} from '../../foundation/text.js'
import {UserError} from '../../foundation/user-error.js'
import {chosenFrameworks} from '../../model/policy.js'
import {newestAt} from '../../model/snapshot.js'
import {createPalette} from '../../report/terminal/palette.js'
import {collectGarbage} from '../io/memory.js'
import {parseDatetime} from '../io/parse-datetime.js'
import {renderOptions, setExitCode} from '../io/render.js'
import {withAbortSignal} from '../io/with-abort-signal.js'
import {printSelection, selectFrameworks} from './framework-selection.js'
import {subjectFlags, typedFlags} from './invocation.js'
import {loadPolicy} from './load-policy.js'
import {withScopeDefault} from './policy-defaults.js'
import {snapshotSource} from './snapshot-source.js'

/** The parsed flags of compliance:workpapers. */
export interface WorkpapersFlags
  extends ScopeFlags, Pick<CheckFlags, 'framework' | 'now' | 'policy' | 'rate-floor' | 'sample' | 'snapshot'> {
  readonly 'allow-unknown'?: boolean
  readonly json?: boolean
  readonly output: string
  readonly previous?: string | undefined
}

/** Writes the documents that assessors ask for. Exits with 3 where they are incomplete, with --allow-unknown with 0. */
export async function runWorkpapers(command: ComplianceCommand, given: WorkpapersFlags): Promise<void> {
  const {output} = given
  assertNotExists(output)
  const inputs = await workpaperInputs(command, given)
  collectGarbage()
  // Imported late: what writes workbooks and pages.
  const [{workpapers}, {indexJson, indexScreen}, {writeDocuments}] = await Promise.all([
    import('../../workpapers/workpapers.js'),
    import('../../workpapers/index-screen.js'),
    import('../../evidence/write-documents.js'),
  ])
  const {report} = inputs
  const papers = await withAbortSignal(async signal => {
    const made = await workpapers(inputs, collectGarbage)
    return (await writeDocuments(output, made.files, signal)) ? made : undefined
  })
  if (!papers) throw new UserError('Stopped; no document was written.', 'Run the command again to write them.')
  const {color, columns} = renderOptions(process.stdout)
  const written = {output, papers, report}
  command.print(
    given.json === true
      ? indexJson(written)
      : indexScreen(written, {columns, nextSteps: nextSteps(given), paint: createPalette(color)}),
  )
  setExitCode(command, exitOf(papers, given['allow-unknown'] === true))
}

/** A document without what couldn't be seen is incomplete, and says so. */
function exitOf({unseen}: Workpapers, allowsUnknown: boolean): Report['exit'] {
  const count = unseen.reduce((sum, {paths}) => sum + paths.length, 0)
  if (count === 0) return {code: 0, reason: 'everything that the documents need was seen'}
  const reason = `the documents are incomplete: ${pluralize(count, 'request')} gave nothing`
  return {code: allowsUnknown ? 0 : 3, reason}
}

async function workpaperInputs(command: ComplianceCommand, given: WorkpapersFlags): Promise<WorkpaperInputs> {
  const now = given.now === undefined ? undefined : parseDatetime(given.now)
  const policy = await loadPolicy(command, given)
  const flags = await withScopeDefault(command, given, policy)
  const selection = selectFrameworks(flags.framework)(chosenFrameworks(policy?.policy))
  const previous = given.previous === undefined ? undefined : await readPrevious(given.previous)
  const catalog = await selectCatalog(selection.frameworks, policy?.policy)
  const source = await snapshotSource(command, flags, undefined, true)
  // Whatever any framework may need, as the documents are about more than the chosen ones.
  const {kind, snapshot} = await source(await selectCatalog(['all', ...selection.frameworks.filter(isFilePath)]))
  printSelection(command, selection)
  if (previous) assertEarlier(given.previous ?? '', previous, snapshot)
  const report = assess(command, catalog, policy, {
    allowUnknown: given['allow-unknown'] === true,
    scopeKind: kind,
    snapshot,
    ...(now === undefined ? {} : {now}),
  })
  return {catalog, now: report.generatedAt, policy, previous, report, snapshot, version: command.version}
}

const assess = (
  {version}: ComplianceCommand,
  catalog: Catalog,
  policy: TracedPolicy | undefined,
  {
    snapshot,
    ...options
  }: {
    readonly allowUnknown: boolean
    readonly now?: string
    readonly scopeKind: Report['scope']['kind']
    readonly snapshot: Snapshot
  },
): Report =>
  assessSnapshot(snapshot, catalog, {
    ...options,
    failOn: 'high',
    strict: false,
    version,
    ...(policy ? {policy} : {}),
  })

/** The facts of a snapshot, or of an evidence bundle that is intact. */
async function readPrevious(file: string): Promise<Snapshot> {
  if (!isBundlePath(file)) return (await import('../../snapshot/load-snapshots.js')).loadSnapshots([file])
  const [{readBundledReport}, {parseSnapshot}, {snapshotErrors}] = await Promise.all([
    import('../../evidence/intact-bundle.js'),
    import('../../snapshot/snapshot-file.js'),
    import('../../catalog/validate-snapshot.js'),
  ])
  return parseSnapshot((await readBundledReport(file)).snapshot, file, snapshotErrors)
}

/** @throws UserError where the earlier facts are the later ones */
function assertEarlier(file: string, previous: Snapshot, snapshot: Snapshot): void {
  const [before, after] = [newestAt(previous.facts), newestAt(snapshot.facts)]
  if (before <= after) return
  throw new UserError(
    `${file} was read at ${before}, which is later than the facts that it is compared with (${after}).`,
    'Give the earlier facts with --previous, and the later ones with --snapshot.',
  )
}

const repeatedFlags = [...subjectFlags, 'framework', 'policy'] as const

function nextSteps(flags: WorkpapersFlags): NextStep[] {
  const typed = typedFlags(repeatedFlags, flags)
  const command = (...words: readonly string[]) => ['heroku', ...words].join(' ')
  const isZip = /\.zip$/i.test(flags.output)
  return [
    ...(isZip
      ? []
      : [
          {
            about: 'the index: which document answers what',
            command: `cat ${shellFile(`${flags.output.replace(/\/+$/, '')}/index.md`, 'INDEX')}`,
          },
        ]),
    {about: 'answer what no document shows', command: command('compliance:review', ...typed)},
    {
      about: 'the facts behind them, verifiable',
      command: command('compliance:evidence', ...typed, '--workpapers --output evidence.zip'),
    },
  ].slice(0, 2)
}
