import type {Shard, Snapshot} from '../model/snapshot.js'

import {callerOf, describeCaller} from '../model/caller.js'
import {UserError} from '../foundation/user-error.js'
import {scopesText} from '../model/snapshot.js'
import {distinct, groupBy} from '../foundation/collections.js'
import {joinSnapshots} from './snapshot-file.js'

/** A snapshot and the file that it was read from. */
export interface SavedSnapshot {
  readonly file: string
  readonly snapshot: Snapshot
}

interface ShardFile {
  readonly file: string
  readonly shard: Shard
  readonly snapshot: Snapshot
}

/**
 * Joins the shards of each collection to one snapshot. Whole snapshots stay as they are. The result is in the order of
 * the first files.
 *
 * @param trim removes facts that were read for one shard but wouldn't have been needed for the whole
 * @throws UserError unless every shard of a collection is there once and complete, and matches the others
 */
export function joinShards(
  snapshots: readonly SavedSnapshot[],
  trim: (joined: Snapshot) => Snapshot,
): [Snapshot, ...Snapshot[]] {
  const collections = [
    ...groupBy(snapshots, ({file, snapshot}) =>
      snapshot.shard ? JSON.stringify(snapshot.scopes) : `file ${file}`,
    ).values(),
  ]
  const [first, ...others] = collections.map(group => {
    const shards = group.flatMap(({file, snapshot}) =>
      snapshot.shard ? [{file, shard: snapshot.shard, snapshot}] : [],
    )
    const [only] = group
    return shards.length === 0 && only ? only.snapshot : trim(joinCollection(shards))
  })
  if (!first) throw new Error('there is no snapshot to join')
  return [first, ...others]
}

function joinCollection(shards: readonly ShardFile[]): Snapshot {
  const sortedShards = [...shards].sort((a, b) => a.shard.index - b.shard.index)
  for (const assertShards of [assertAlike, assertNoDuplicates, assertComplete, assertNotPartial])
    assertShards(sortedShards)
  const [first, ...others] = sortedShards.map(({snapshot}) => withoutShard(snapshot))
  if (!first) throw new Error('there are no shards to join')
  return joinSnapshots(first, others)
}

function withoutShard({shard, ...snapshot}: Snapshot): Snapshot {
  return shard === undefined ? snapshot : {...snapshot}
}

const listText = (names: ReadonlyArray<number | string>) =>
  names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}` : String(names[0])
const joinHint = 'Join the shards of one collection: same scope, frameworks, account and number of shards.'

/** Shards of different divisions, frameworks or accounts would leave gaps that nobody notices. */
function assertAlike(shards: readonly ShardFile[]): void {
  const compared: ReadonlyArray<readonly [string, (shardFile: ShardFile) => string]> = [
    ['numbers of shards', ({shard}) => String(shard.of)],
    ['frameworks', ({snapshot}) => snapshot.frameworks.join(', ') || 'none'],
    ['accounts', ({snapshot}) => describeCaller(callerOf(snapshot.facts))],
  ]
  for (const [description, valueOf] of compared) {
    const values = distinct(shards.map(shardFile => valueOf(shardFile)))
    if (values.length > 1)
      throw new UserError(
        `${listText(shards.map(({file}) => file))} have different ${description}: ${values.join('; ')}.`,
        joinHint,
      )
  }
}

function assertNoDuplicates(shards: readonly ShardFile[]): void {
  const duplicates = [...groupBy(shards, ({shard}) => shard.index).values()].find(group => group.length > 1)
  const [first] = duplicates ?? []
  if (duplicates && first)
    throw new UserError(
      `${listText(duplicates.map(({file}) => file))} are the same shard, ${first.shard.index}/${first.shard.of}.`,
      'Give each shard once.',
    )
}

function assertComplete(shards: readonly ShardFile[]): void {
  const [first] = shards
  if (!first) return
  const {
    shard: {of},
    snapshot: {scopes},
  } = first
  const presentIndexes = new Set(shards.map(({shard}) => shard.index))
  const missing = Array.from({length: of}, (_, index) => index + 1).filter(index => !presentIndexes.has(index))
  if (missing.length === 0) return
  const listed = missing.length > 10 ? [...missing.slice(0, 10), `${missing.length - 10} more`] : missing
  throw new UserError(
    `Of ${of} shards of ${listText(scopes.map(scope => scopesText([scope])))}, ` +
      `${listText(listed)} ${missing.length === 1 ? 'is' : 'are'} missing.`,
    `Pass every shard with --snapshot. To collect a missing one, use --shard ${missing[0] ?? ''}/${of}.`,
  )
}

function assertNotPartial(shards: readonly ShardFile[]): void {
  const partialShard = shards.find(({snapshot}) => snapshot.partial)
  if (partialShard)
    throw new UserError(
      `The collection of ${partialShard.file} was stopped.`,
      `To continue it: heroku compliance:collect --resume ${partialShard.file} --output FILE`,
    )
}
