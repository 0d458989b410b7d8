import type {Catalog} from '../../catalog/catalog.js'
import type {Policy} from '../../model/policy.js'
import type {Notice, ScopeKind} from '../../model/report.js'
import type {Snapshot} from '../../model/snapshot.js'
import type {CheckFlags, ScopeFlags} from '../flags.js'
import type {ComplianceCommand} from '../io/base-command.js'

import {millisecondsPerDay} from '../../foundation/date.js'
import {UserError} from '../../foundation/user-error.js'
import {newestAt} from '../../model/snapshot.js'
import {assertAtMostOne, rejectIneffectiveFlags} from '../io/flag-conflicts.js'
import {collectGarbage} from '../io/memory.js'
import {parseDatetime} from '../io/parse-datetime.js'
import {withAbortSignal} from '../io/with-abort-signal.js'
import {givenScopes, parseScope} from '../scope.js'
import {collectLive, rateFloor} from './live-snapshot.js'

type SourceFlags = ScopeFlags &
  Pick<CheckFlags, 'now' | 'rate-floor' | 'sample' | 'snapshot'> & {readonly releases?: boolean}

interface SourcedSnapshot {
  readonly kind: ScopeKind
  readonly snapshot: Snapshot
  /** What a reader must know of where it comes from. */
  readonly notices?: readonly Notice[]
}

/** Gives the facts that checks of a catalog need. */
export type SnapshotSource = (catalog: Catalog) => Promise<SourcedSnapshot>

/** Loaded only where it is needed: what validates a snapshot compiles a schema. */
const importSnapshots = () => import('../../snapshot/load-snapshots.js')

/**
 * Where the facts come from: the sample, saved snapshots or the API.
 *
 * @param policy the policy that they will be assessed by; without it, whatever any policy may need is collected
 * @param access whether all that says who has access is collected, too
 * @throws UserError for flags that can't be combined or have no effect, and snapshots that can't be read
 */
export async function snapshotSource(
  command: ComplianceCommand,
  flags: SourceFlags,
  policy: Policy | undefined,
  access = false,
): Promise<SnapshotSource> {
  const files = flags.snapshot ?? []
  const offlineFlags = [...(files.length > 0 ? ['--snapshot'] : []), ...(flags.sample ? ['--sample'] : [])]
  if (offlineFlags.length > 0) {
    assertAtMostOne([...offlineFlags, ...givenScopes(flags)])
    rejectIneffectiveFlags(givenCollectionFlags(flags), `with ${offlineFlags.join()}: nothing is requested`)
  }

  if (flags.sample) return async () => ({kind: 'sample', snapshot: (await importSnapshots()).loadSample()})
  const [firstFile, ...otherFiles] = files
  return firstFile === undefined
    ? liveSource(command, flags, policy, access)
    : savedSource(command, [firstFile, ...otherFiles], flags.now === undefined)
}

const givenCollectionFlags = (flags: SourceFlags): string[] => [
  ...(flags['rate-floor'] === undefined ? [] : ['--rate-floor']),
  ...(flags.releases ? ['--releases'] : []),
]

async function savedSource(
  command: ComplianceCommand,
  files: readonly [string, ...string[]],
  isAssessedAsOfThen: boolean,
): Promise<SnapshotSource> {
  const snapshot = (await importSnapshots()).loadSnapshots(files)
  // The text of the files takes as much memory as the facts.
  collectGarbage()
  if (isAssessedAsOfThen) printAge(command, snapshot)
  return async () => ({kind: 'snapshot', snapshot})
}

async function liveSource(
  command: ComplianceCommand,
  flags: SourceFlags,
  policy: Policy | undefined,
  access: boolean,
): Promise<SnapshotSource> {
  if (flags.now !== undefined) assertNotBeforeNow(flags.now, Date.now())
  const scope = await parseScope(flags)
  return async catalog => {
    const snapshot = await withAbortSignal(signal =>
      collectLive(command, scope, catalog, {
        ...(policy ? {policy} : {}),
        access,
        rateFloor: flags['rate-floor'] ?? rateFloor,
        releases: flags.releases === true,
        signal,
      }),
    )
    if (snapshot.partial)
      throw new UserError(
        'Stopped; nothing was assessed.',
        'heroku compliance:collect --output FILE keeps the facts read so far.',
      )
    return {kind: scope.kind, snapshot}
  }
}

/**
 * Facts that are read now say nothing about an earlier time: what has expired since would count as valid.
 *
 * @throws UserError
 */
export function assertNotBeforeNow(text: string, now: number): void {
  if (Date.parse(parseDatetime(text)) >= now) return
  throw new UserError(
    `--now ${text} is in the past, and a live run reads what is there now.`,
    'Assess a snapshot of that time with --snapshot, or leave --now out.',
  )
}

/** The report itself has no clock: only the person who runs the command can care how old its facts are today. */
function printAge(command: ComplianceCommand, {facts}: Snapshot): void {
  const days = Math.floor((Date.now() - Date.parse(newestAt(facts))) / millisecondsPerDay)
  if (days < 1) return
  const age = days === 1 ? 'a day' : `${days} days`
  command.printMessage(`The snapshot is ${age} old and assessed as of its own date; choose another date with --now.`)
}
