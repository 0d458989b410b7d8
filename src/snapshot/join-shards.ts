import type {Scope, Shard, Snapshot} from '../model/snapshot.js'

import {callerOf, named} from '../model/caller.js'
import {UserError} from '../foundation/user-error.js'
import {distinct, grouped} from '../foundation/collections.js'
import {joinSnapshots} from './snapshot-file.js'

/** A snapshot and the file that it was read from. */
export interface Saved {
  readonly file: string
  readonly snapshot: Snapshot
}

interface Part {
  readonly file: string
  readonly shard: Shard
  readonly snapshot: Snapshot
}

/**
 * The snapshots, with the parts of each divided collection joined to one, in the order of their first files. What
 * was read for one part alone may be more than the whole would have needed: `trim` takes that away.
 *
 * @throws UserError unless of each divided collection every part is there once, whole, and like the others
 */
export function joinParts(all: readonly Saved[], trim: (joined: Snapshot) => Snapshot): [Snapshot, ...Snapshot[]] {
  const groups = [
    ...grouped(all, ({file, snapshot}) => (snapshot.shard ? JSON.stringify(snapshot.scopes) : `file ${file}`)).values(),
  ]
  const [first, ...others] = groups.map(group => {
    const parts = group.flatMap(({file, snapshot}) => (snapshot.shard ? [{file, shard: snapshot.shard, snapshot}] : []))
    const [only] = group
    return parts.length === 0 && only ? only.snapshot : trim(joined(parts))
  })
  if (!first) throw new Error('there is no snapshot to join')
  return [first, ...others]
}

function joined(parts: readonly Part[]): Snapshot {
  const sorted = [...parts].sort((a, b) => a.shard.index - b.shard.index)
  for (const one of [alike, once, complete, unstopped]) one(sorted)
  const [first, ...others] = sorted.map(({snapshot}) => withoutShard(snapshot))
  if (!first) throw new Error('there are no parts to join')
  return joinSnapshots(first, others)
}

function withoutShard({shard, ...snapshot}: Snapshot): Snapshot {
  return shard === undefined ? snapshot : {...snapshot}
}

const list = (names: ReadonlyArray<number | string>) =>
  names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}` : String(names[0])
const scopeNamed = ({kind, name}: Scope) => (name === undefined ? 'the account' : `${kind} ${name}`)
const oneCollection =
  'Join the parts of one collection, each read with the same scope, frameworks, account and number of parts.'

/** Parts that were divided otherwise, read for other frameworks or by another account leave holes that nobody sees. */
function alike(parts: readonly Part[]): void {
  const differing: ReadonlyArray<readonly [string, (part: Part) => string]> = [
    ['numbers of parts', ({shard}) => String(shard.of)],
    ['frameworks', ({snapshot}) => snapshot.frameworks.join(', ') || 'none'],
    ['accounts', ({snapshot}) => named(callerOf(snapshot.facts))],
  ]
  for (const [what, of] of differing) {
    const seen = distinct(parts.map(part => of(part)))
    if (seen.length > 1)
      throw new UserError(
        `${list(parts.map(({file}) => file))} are of different ${what}: ${seen.join('; ')}.`,
        oneCollection,
      )
  }
}

function once(parts: readonly Part[]): void {
  const twice = [...grouped(parts, ({shard}) => shard.index).values()].find(same => same.length > 1)
  if (twice)
    throw new UserError(
      `${list(twice.map(({file}) => file))} are the same part, ${twice[0]?.shard.index ?? ''} of ${twice[0]?.shard.of ?? ''}.`,
      'Give each part once.',
    )
}

function complete(parts: readonly Part[]): void {
  const [first] = parts
  if (!first) return
  const {
    shard: {of},
    snapshot: {scopes},
  } = first
  const there = new Set(parts.map(({shard}) => shard.index))
  const missing = Array.from({length: of}, (_, index) => index + 1).filter(index => !there.has(index))
  if (missing.length === 0) return
  const told = missing.length > 10 ? [...missing.slice(0, 10), `${missing.length - 10} more`] : missing
  throw new UserError(
    `Of ${of} parts of ${list(scopes.map(scopeNamed))}, ${list(told)} ${missing.length === 1 ? 'is' : 'are'} missing.`,
    `Give every part with --snapshot; collect what is missing with --shard ${missing[0] ?? ''}/${of}.`,
  )
}

function unstopped(parts: readonly Part[]): void {
  const stopped = parts.find(({snapshot}) => snapshot.partial)
  if (stopped)
    throw new UserError(
      `The collection of ${stopped.file} was stopped.`,
      `Go on with heroku compliance:collect --resume ${stopped.file} --output FILE`,
    )
}
