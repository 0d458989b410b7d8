import type {Snapshot} from '../model/snapshot.js'

import {callerOf, describeCaller} from '../model/caller.js'
import {widestClockSkew} from '../model/clock.js'
import {UserError} from '../foundation/user-error.js'
import {jsonText} from '../model/json-stream.js'
import {byCodeUnit, distinct} from '../foundation/collections.js'
import {joinFacts} from './join-facts.js'
import {parseJson, readText, refuseInvalid} from '../files/read-json.js'

/** The problems of a parsed snapshot, each with its JSON pointer. Empty if it's valid. */
export type SnapshotValidator = (json: unknown) => readonly string[]

const newSnapshotHint = 'Write a new one with heroku compliance:collect --output FILE.'

/**
 * Reads a saved snapshot.
 *
 * @throws UserError with the file and the places of its problems
 */
export function readSnapshot(file: string, validate: SnapshotValidator): Snapshot {
  return parseSnapshot(readText(file, newSnapshotHint), file, validate)
}

/**
 * Parses the text of a snapshot that was read from a file.
 *
 * @throws UserError with the file and the places of its problems
 */
export function parseSnapshot(text: string, file: string, validate: SnapshotValidator): Snapshot {
  const json = parseJson(text, file, newSnapshotHint)
  refuseInvalid(file, 'not a valid snapshot', validate(json), newSnapshotHint)
  return json as Snapshot
}

/**
 * Joins snapshots to one. If several hold the same fact, the latest is kept.
 *
 * @throws UserError unless the same account read all of them
 */
export function joinSnapshots(first: Snapshot, others: readonly Snapshot[]): Snapshot {
  if (others.length === 0) return first
  const snapshots = [first, ...others]
  assertOneCaller(snapshots)
  const scopes = new Map(
    snapshots.flatMap(snapshot => snapshot.scopes).map(scope => [`${scope.kind} ${scope.name ?? ''}`, scope]),
  )
  const clockSkew = widestClockSkew(snapshots.map(snapshot => snapshot.clockSkew))
  return {
    ...first,
    ...(clockSkew === undefined ? {} : {clockSkew}),
    facts: joinFacts(snapshots.map(({facts}) => facts)).sort((a, b) => byCodeUnit(a.path, b.path)),
    frameworks: [...new Set(snapshots.flatMap(snapshot => snapshot.frameworks))],
    scopes: [...scopes.values()],
  }
}

/** Accounts see different things at the same path, so their facts can't be mixed. */
function assertOneCaller(snapshots: readonly Snapshot[]): void {
  const callers = snapshots.map(({facts}) => callerOf(facts))
  const isKnown = callers.every(caller => caller !== undefined)
  if (isKnown && new Set(callers.map(({id}) => id)).size === 1) return
  const problem = isKnown
    ? "Snapshots of several accounts can't be joined"
    : 'Whether the same account read all snapshots is unknown'
  throw new UserError(
    `${problem}: ${distinct(callers.map(caller => describeCaller(caller))).join(', ')}.`,
    'Assess them one by one, or collect all of them with the same login.',
  )
}

/** The text of a snapshot as it's saved. */
export const snapshotText = (snapshot: Snapshot): string => jsonText(snapshot, 1)
