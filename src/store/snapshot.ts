import type {FactTypes} from '../model/facts.js'
import type {Fact, Snapshot} from '../model/snapshot.js'

import {UserError} from '../model/errors.js'
import {jsonText} from '../model/json-text.js'
import {byCodeUnit, distinct} from '../model/order.js'
import {parseJson, readText, refuseFlawed} from './read-json.js'

/** Says what is wrong with a parsed snapshot, each with its JSON pointer; nothing if all is well. */
export type SnapshotCheck = (json: unknown) => readonly string[]

const hint = 'Write a new one with heroku compliance:collect.'

/**
 * Reads a saved snapshot.
 *
 * @throws UserError naming the file, and where in it something is wrong
 */
export function readSnapshot(file: string, check: SnapshotCheck): Snapshot {
  return parseSnapshot(readText(file), file, check)
}

/**
 * A snapshot of a text that was read from the file.
 *
 * @throws UserError naming the file, and where in it something is wrong
 */
export function parseSnapshot(text: string, file: string, check: SnapshotCheck): Snapshot {
  const json = parseJson(text, file, () => hint)
  refuseFlawed(file, 'no snapshot that can be judged', check(json), hint)
  return json as Snapshot
}

/**
 * Several snapshots as one: where two hold the same fact, the one that was read last is kept.
 *
 * @throws UserError where one holds everything that its account can see, and another is of another account
 */
export function joinSnapshots(first: Snapshot, others: readonly Snapshot[]): Snapshot {
  if (others.length === 0) return first
  const all = [first, ...others]
  refuseSeveralCallers(all)
  const facts = new Map<string, Fact>()
  for (const fact of all.flatMap(one => one.facts)) {
    const known = facts.get(fact.path)
    if (!known || known.at < fact.at) facts.set(fact.path, fact)
  }

  const scopes = new Map(all.flatMap(one => one.scopes).map(scope => [`${scope.kind} ${scope.name ?? ''}`, scope]))
  return {
    ...first,
    facts: [...facts.values()].sort((a, b) => byCodeUnit(a.path, b.path)),
    frameworks: [...new Set(all.flatMap(one => one.frameworks))],
    scopes: [...scopes.values()],
  }
}

/** The lists of an account go by the same path in each: apps that only one account sees would be lost. */
function refuseSeveralCallers(all: readonly Snapshot[]): void {
  const accounts = all.flatMap(({facts}) => facts.flatMap(({body, kind}) => kind === 'account' && body ? [body as FactTypes['account']] : []))
  const callers = distinct(accounts.map(({email, id}) => email ?? id ?? ''))
  if (callers.length < 2 || all.every(({scopes}) => scopes.every(({kind}) => kind !== 'all'))) return
  throw new UserError(`Snapshots of several accounts (${callers.join(', ')}) cannot be joined where one was collected with --all.`, 'Judge them one by one, or collect teams and spaces.')
}

/** A snapshot as it is saved. */
export const snapshotText = (snapshot: Snapshot): string => jsonText(snapshot, 1)
