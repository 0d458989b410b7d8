import type {Snapshot} from '../model/snapshot.js'

import {callerOf, describeCaller} from '../model/caller.js'
import {widestClockSkew} from '../model/clock.js'
import {UserError} from '../foundation/user-error.js'
import {jsonText} from '../model/json-stream.js'
import {byCodeUnit, distinct} from '../foundation/collections.js'
import {joinFacts} from './join-facts.js'
import {parseJson, readText, refuseInvalid} from '../files/read-json.js'

/** Says what is wrong with a parsed snapshot, each with its JSON pointer; nothing if all is well. */
export type SnapshotValidator = (json: unknown) => readonly string[]

const newSnapshotHint = 'Write a new one with heroku compliance:collect.'

/**
 * Reads a saved snapshot.
 *
 * @throws UserError naming the file, and where in it something is wrong
 */
export function readSnapshot(file: string, validate: SnapshotValidator): Snapshot {
  return parseSnapshot(readText(file), file, validate)
}

/**
 * A snapshot of a text that was read from the file.
 *
 * @throws UserError naming the file, and where in it something is wrong
 */
export function parseSnapshot(text: string, file: string, validate: SnapshotValidator): Snapshot {
  const json = parseJson(text, file, () => newSnapshotHint)
  refuseInvalid(file, 'no snapshot that can be judged', validate(json), newSnapshotHint)
  return json as Snapshot
}

/**
 * Several snapshots as one: where two hold the same fact, the one that was read last is kept.
 *
 * @throws UserError unless all of them were read by the same account
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

/** Accounts see different things at the same path: what one sees says nothing of what another does. */
function assertOneCaller(snapshots: readonly Snapshot[]): void {
  const callers = snapshots.map(({facts}) => callerOf(facts))
  const isKnown = callers.every(caller => caller !== undefined)
  if (isKnown && new Set(callers.map(({id}) => id)).size === 1) return
  const problem = isKnown
    ? 'Snapshots of several accounts cannot be joined'
    : 'It is not known whether the same account read all of the snapshots'
  throw new UserError(
    `${problem}: ${distinct(callers.map(caller => describeCaller(caller))).join(', ')}.`,
    'Judge them one by one, or collect each of them with the same login.',
  )
}

/** A snapshot as it is saved. */
export const snapshotText = (snapshot: Snapshot): string => jsonText(snapshot, 1)
