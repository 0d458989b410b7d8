import type {FactKind, FactTypes} from '../../src/model/facts.js'
import type {Fact, Scope, Snapshot} from '../../src/model/snapshot.js'
import type {Prediction} from '../../src/changes/apply.js'

import {applyCommands} from '../../src/changes/apply.js'
import {paths} from '../../src/model/paths.js'
import {herokuCommand} from './commands.js'

/** When the facts of these snapshots were read. */
export const readAt = '2026-11-20T12:00:00.000Z'

/** A fact that was read; a resource of it may lack fields that don't matter. */
export const factOf = <K extends FactKind>(kind: K, keys: readonly string[], body: FactTypes[K]): Fact => ({
  at: readAt,
  body,
  kind,
  path: paths[kind](...keys),
  status: 200,
})

/** A fact that was refused. */
export const refusedFact = (kind: FactKind, ...keys: readonly string[]): Fact => ({
  at: readAt,
  gap: {reason: 'forbidden'},
  kind,
  path: paths[kind](...keys),
  status: 403,
})

export const snapshotOf = (facts: readonly Fact[], scopes: readonly Scope[] = [{kind: 'all'}]): Snapshot => ({
  facts,
  frameworks: [],
  scopes,
  snapshotVersion: 1,
  tool: {name: 'heroku-compliance', version: '0.0.0'},
})

/** What is known once commands are run, such as `heroku maintenance:on -a web`. */
export async function predict(snapshot: Snapshot, ...lines: readonly string[]): Promise<PredictedFacts> {
  const prediction = applyCommands(snapshot, await Promise.all(lines.map(line => herokuCommand(line))))
  const factAt = (kind: FactKind, keys: readonly string[]) =>
    prediction.snapshot.facts.find(({path}) => path === paths[kind](...keys))
  return {
    bodyOf: <K extends FactKind>(kind: K, ...keys: readonly string[]) =>
      factAt(kind, keys)?.body as FactTypes[K] | undefined,
    gapOf: (kind, ...keys) => factAt(kind, keys)?.gap?.reason,
    prediction,
    touches: (kind, ...keys) => prediction.touched.has(paths[kind](...keys)),
  }
}

interface PredictedFacts {
  readonly bodyOf: <K extends FactKind>(kind: K, ...keys: readonly string[]) => FactTypes[K] | undefined
  /** The reason of a gap. */
  readonly gapOf: (kind: FactKind, ...keys: readonly string[]) => string | undefined
  readonly touches: (kind: FactKind, ...keys: readonly string[]) => boolean
  readonly prediction: Prediction
}
