import type {Fact, Scope, Shard, Snapshot} from '../../model/snapshot.js'
import type {EarlierFacts} from '../../snapshot/earlier-facts.js'
import type {Checkpoint} from '../../snapshot/checkpoint.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {ScopeFlags} from '../flags.js'

import {selectCatalog, isFilePath} from '../../catalog/select-frameworks.js'
import {measureClockSkew} from '../../model/clock.js'
import {UserError} from '../../foundation/user-error.js'
import {mostDemandingPolicy} from '../../model/policy.js'
import {isReleasesFact} from '../../model/release.js'
import {partialFile} from '../../snapshot/checkpoint.js'
import {refuseOverwriting} from '../../files/same-file.js'
import {snapshotText} from '../../snapshot/snapshot-file.js'
import {writeAtomic} from '../../files/write-atomic.js'
import {collectLive, rateFloor} from './live-snapshot.js'
import {parseDuration} from '../io/duration.js'
import {parseScope, givenScopes} from '../scope.js'
import {shapesFile} from './record-shapes.js'
import {parseShard} from '../shard-flag.js'
import {withAbortSignal} from '../io/with-abort-signal.js'

export interface CollectFlags extends ScopeFlags {
  readonly framework?: string[] | undefined
  readonly 'max-age'?: string | undefined
  readonly json?: boolean
  readonly output?: string | undefined
  readonly plan: boolean
  readonly 'rate-floor'?: number | undefined
  readonly releases?: boolean
  readonly resume?: string | undefined
  readonly shapes?: string | undefined
  readonly shard?: string | undefined
  readonly snapshot?: string | undefined
}

/** What is to be collected, and what of it an earlier collection has read. */
interface CollectionTask {
  readonly scope: Scope
  readonly frameworks: readonly string[]
  readonly releases: boolean
  readonly earlier?: EarlierFacts
  readonly shard?: Shard | undefined
}

/** Reads a scope, or what is left of one, and writes the snapshot whole; stopped, it leaves what was read beside it. */
export async function runCollect(command: ComplianceCommand, flags: CollectFlags): Promise<void> {
  if (flags.plan) {
    const {runPlan} = await import('./run-plan.js')
    return runPlan(command, flags, flags.framework ?? ['all'], {
      ...(await scopeAndShard(flags)),
      releases: flags.releases === true,
    })
  }

  const {earlier, frameworks, releases, scope, shard} = await collectionTask(flags, Date.now())
  const {output} = flags
  const shapes = flags.shapes === undefined ? undefined : shapesFile(flags.shapes, command.version)
  const partial =
    output === undefined
      ? undefined
      : partialFile(
          output,
          () => Date.now(),
          problem => command.printMessage(`${problem}; the collection goes on.`),
        )
  // A snapshot that is read again may be written over: it is brought up to date.
  if (output !== undefined) refuseOverwriting([output, `${output}.partial`], frameworks.filter(isFilePath))
  const catalog = await selectCatalog(frameworks, mostDemandingPolicy)
  const snapshot = await withAbortSignal(signal =>
    collectLive(command, scope, catalog, {
      rateFloor: flags['rate-floor'] ?? rateFloor,
      releases,
      signal,
      earlier,
      shard,
      watch: shapes?.watch,
      ...(partial ? {saveCheckpoint: partial.keep} : {}),
    }),
  )
  shapes?.write()
  if (snapshot.partial) throw checkpointAndExplain(snapshot, output, partial)
  const text = snapshotText(snapshot)
  if (output === undefined) {
    command.print(text)
    return
  }
  writeAtomic(output, text)
  partial?.remove()
  const gapCount = snapshot.facts.filter(({gap}) => gap !== undefined).length
  command.printMessage(
    `Wrote ${snapshot.facts.length} facts to ${output}${gapCount > 0 ? `; ${gapCount} could not be read` : ''}.`,
  )
}

/** Keeps what a stopped collection has read, if it can be kept, and says how to go on. */
function checkpointAndExplain(
  snapshot: Snapshot,
  output: string | undefined,
  partial: Checkpoint | undefined,
): UserError {
  if (output === undefined || !partial)
    return new UserError('Stopped; nothing is kept.', 'With --output FILE, what was read until then is.')
  // An earlier one may hold more.
  if (snapshot.facts.length === 0)
    return new UserError('Stopped before it was read whose login this is; nothing is kept.')
  partial.write(snapshot)
  return new UserError(
    `Stopped; ${snapshot.facts.length} facts are kept in ${partial.file}.`,
    `Go on with heroku compliance:collect --resume ${partial.file} --output ${output}`,
  )
}

async function collectionTask(flags: CollectFlags, now: number): Promise<CollectionTask> {
  const {framework, 'max-age': maxAge, releases = false, resume, shard, snapshot} = flags
  if (resume !== undefined && snapshot !== undefined)
    throw new UserError('Choose one: --resume and --snapshot were typed.')
  if ((snapshot === undefined) !== (maxAge === undefined))
    throw new UserError('--snapshot and --max-age go together.', 'Type both, as in --snapshot FILE --max-age 1h.')
  const file = resume ?? snapshot
  if (file === undefined) return {frameworks: framework ?? ['all'], releases, ...(await scopeAndShard(flags))}
  const given = [
    ...givenScopes(flags),
    ...(framework ?? []).map(id => `--framework ${id}`),
    ...(shard === undefined ? [] : [`--shard ${shard}`]),
  ]
  if (given.length > 0)
    throw new UserError(
      `${given.join(' and ')} cannot be typed with ${resume === undefined ? '--snapshot' : '--resume'}: the file says what was collected.`,
    )
  // What checks a file compiles a schema.
  const {loadSnapshotFile} = await import('../../snapshot/load-snapshots.js')
  const saved = loadSnapshotFile(file)
  const [scope, ...otherScopes] = saved.scopes
  if (!scope || otherScopes.length > 0) throw new UserError(`${file} is of several scopes: collect each on its own.`)
  const oldestKept = maxAge === undefined ? undefined : now - parseDuration('--max-age', maxAge)
  // What was begun with them goes on with them.
  return {
    earlier: splitByAge(saved, now, oldestKept),
    frameworks: saved.frameworks,
    releases: releases || saved.facts.some(isReleasesFact),
    scope,
    shard: saved.shard,
  }
}

async function scopeAndShard(flags: CollectFlags): Promise<Pick<CollectionTask, 'scope' | 'shard'>> {
  const shard = flags.shard === undefined ? undefined : parseShard(flags.shard)
  const scope = await parseScope(flags)
  if (flags.shard !== undefined && scope.kind === 'app')
    throw new UserError(
      `--shard ${flags.shard} has no effect on one app.`,
      'Divide a --space, --team, --pipeline or --all.',
    )
  return {scope, shard}
}

/** What another try may mend. */
const transientReasons: ReadonlySet<string> = new Set([
  'malformed',
  'rate-limited',
  'server-error',
  'unauthorized',
  'unreachable',
])

/**
 * Facts that stand; those that are older than `oldest` are asked again, for what has changed. So is what a clock that was
 * too far ahead has dated into the future: it would never be older. Where the clock was off, nothing stands.
 */
export function splitByAge(
  {clockSkew, facts}: Pick<Snapshot, 'clockSkew' | 'facts'>,
  now: number,
  oldestKept: number | undefined,
): EarlierFacts {
  const isStale = (at: number) => (measureClockSkew(at, now) ?? 0) > 0 || (oldestKept !== undefined && at < oldestKept)
  const isCurrent = ({at, gap}: Fact) =>
    clockSkew === undefined && !isStale(Date.parse(at)) && !(gap && transientReasons.has(gap.reason))
  return {reusable: facts.filter(isCurrent), stale: facts.filter(fact => !isCurrent(fact))}
}
