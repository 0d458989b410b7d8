import type {Fact, Scope, Shard, Snapshot} from '../../model/snapshot.js'
import type {EarlierFacts} from '../../snapshot/earlier-facts.js'
import type {CollectFlags} from '../flags.js'

import {shellQuote} from '../../foundation/shell.js'
import {UserError} from '../../foundation/user-error.js'
import {measureClockSkew} from '../../model/clock.js'
import {isReleasesFact} from '../../model/release.js'
import {parseDuration} from '../../foundation/duration.js'
import {assertAtMostOne} from '../io/flag-conflicts.js'
import {givenScopes, parseScope} from '../scope.js'
import {parseShard} from '../shard-flag.js'

/** What to collect, and what an earlier collection has read of it. */
export interface CollectionTask {
  readonly scope: Scope
  readonly frameworks: readonly string[]
  readonly releases: boolean
  readonly earlier?: EarlierFacts
  readonly shard?: Shard | undefined
}

/**
 * A new collection, the rest of a stopped one (--resume), or a snapshot to refresh (--snapshot).
 *
 * @param now milliseconds since 1970
 * @throws UserError for flags that can't be combined and files that can't be continued
 */
export async function collectionTask(flags: CollectFlags, now: number): Promise<CollectionTask> {
  const {framework, 'max-age': maxAge, releases = false, resume, snapshot} = flags
  if (resume !== undefined && snapshot !== undefined) assertAtMostOne(['--resume', '--snapshot'])
  if ((snapshot === undefined) !== (maxAge === undefined))
    throw new UserError('--snapshot and --max-age go together.', 'Give both, as in --snapshot FILE --max-age 1h.')
  const file = resume ?? snapshot
  if (file === undefined) return {frameworks: framework ?? ['all'], releases, ...(await scopeAndShard(flags))}
  rejectTaskFlags(flags, resume === undefined ? '--snapshot' : '--resume')
  const oldestReusable = maxAge === undefined ? undefined : now - parseDuration('--max-age', maxAge)
  return continuedTask(file, releases, now, oldestReusable)
}

/** The part of the account to collect. */
export async function scopeAndShard(flags: CollectFlags): Promise<Pick<CollectionTask, 'scope' | 'shard'>> {
  const shard = flags.shard === undefined ? undefined : parseShard(flags.shard)
  const scope = await parseScope(flags)
  if (flags.shard !== undefined && scope.kind === 'app')
    throw new UserError(
      `--shard ${flags.shard} has no effect on a single app.`,
      'Split a --space, --team, --pipeline or --all.',
    )
  return {scope, shard}
}

function rejectTaskFlags(flags: CollectFlags, source: string): void {
  const given = [
    ...givenScopes(flags),
    ...(flags.framework ?? []).map(id => `--framework ${id}`),
    ...(flags.shard === undefined ? [] : [`--shard ${flags.shard}`]),
  ]
  if (given.length > 0)
    throw new UserError(
      `${given.join(' and ')} can't be combined with ${source}: the file says what was collected.`,
      `Leave ${given.length === 1 ? 'it' : 'them'} out, or leave ${source} out to start a new collection.`,
    )
}

async function continuedTask(
  file: string,
  releases: boolean,
  now: number,
  oldestReusable: number | undefined,
): Promise<CollectionTask> {
  // Imported late: what validates a file compiles a schema.
  const {loadSnapshotFile} = await import('../../snapshot/load-snapshots.js')
  const saved = loadSnapshotFile(file)
  const [scope, ...otherScopes] = saved.scopes
  if (!scope || otherScopes.length > 0)
    throw new UserError(
      `${file} covers several scopes, which can't be refreshed together.`,
      `Collect each by itself: ${saved.scopes.map(collectCommand).join('; ')}`,
    )
  return {
    earlier: splitByAge(saved, now, oldestReusable),
    frameworks: saved.frameworks,
    // A collection that began with releases continues with them.
    releases: releases || saved.facts.some(isReleasesFact),
    scope,
    shard: saved.shard,
  }
}

/** The command that collects a scope. */
function collectCommand({kind, name}: Scope): string {
  const scope = name === undefined ? `--${kind}` : `--${kind} ${shellQuote(name)}`
  return `heroku compliance:collect ${scope} --output ${shellQuote(`${name ?? kind}.json`)}`
}

/** Gaps that another attempt may close. */
const transientReasons: ReadonlySet<string> = new Set([
  'malformed',
  'rate-limited',
  'server-error',
  'unauthorized',
  'unreachable',
])

/**
 * Tells facts that can be reused from stale ones, which are requested again. Stale are transient gaps, facts older than
 * the limit, and facts that a clock too far ahead has dated into the future, since these would never become older.
 * Where the clock of the collection was off, all are stale.
 *
 * @param now milliseconds since 1970, like `oldestReusable`
 */
export function splitByAge(
  {clockSkew, facts}: Pick<Snapshot, 'clockSkew' | 'facts'>,
  now: number,
  oldestReusable: number | undefined,
): EarlierFacts {
  const isStale = (at: number) =>
    (measureClockSkew(at, now) ?? 0) > 0 || (oldestReusable !== undefined && at < oldestReusable)
  const isReusable = ({at, gap}: Fact) =>
    clockSkew === undefined && !isStale(Date.parse(at)) && !(gap && transientReasons.has(gap.reason))
  return {reusable: facts.filter(isReusable), stale: facts.filter(fact => !isReusable(fact))}
}
