import type {Snapshot} from '../model/snapshot.js'

import {loadCatalog, readFrameworks} from '../catalog/catalog.js'
import {snapshotErrors} from '../catalog/validate-snapshot.js'
import {readCatalog} from '../catalog/catalog-files.js'
import {anyPolicy, openPolicy} from '../model/policy.js'
import {isOfReleases} from '../model/release.js'
import {newestAt} from '../model/snapshot.js'
import {joinParts} from './join-shards.js'
import {joinSnapshots, readSnapshot} from './snapshot-file.js'
import {askedBy, examine} from '../assess/observe.js'

/**
 * A snapshot as it was saved, which may be one part of a divided collection.
 *
 * @throws UserError for a file that is no snapshot
 */
export const savedFile = (file: string): Snapshot => readSnapshot(file, snapshotErrors)

/**
 * Saved snapshots as one.
 *
 * @throws UserError for a file that is no snapshot, and for parts of a collection that are not a whole
 */
export function savedSnapshot(files: readonly [string, ...string[]]): Snapshot {
  const [first, ...others] = joinParts(
    files.map(file => ({file, snapshot: savedFile(file)})),
    trimmed,
  )
  return joinSnapshots(first, others)
}

/** The facts that an undivided collection would have kept. */
function trimmed(joined: Snapshot): Snapshot {
  const {facts, frameworks, scopes} = joined
  const bundled = new Set(readFrameworks().map(({id}) => id))
  // What a framework of one's own asks for is not known here; to keep too much does no harm.
  if (!frameworks.every(id => bundled.has(id))) return joined
  const known = new Map(facts.map(fact => [fact.path, fact]))
  const catalog = loadCatalog(frameworks, [], openPolicy)
  const {asked} = askedBy(
    anyPolicy,
    policy => examine(known, scopes, catalog, policy, Date.parse(newestAt(facts))),
    facts.some(isOfReleases),
  )
  return {...joined, facts: facts.filter(({path}) => asked.has(path))}
}

/** The invented organisation that ships with the package. */
export const sampleSnapshot = (): Snapshot => readCatalog('./sample.json')
