import type {Snapshot} from '../model/snapshot.js'

import {loadCatalog, readFrameworkHeads} from '../catalog/catalog.js'
import {snapshotErrors} from '../catalog/validate-snapshot.js'
import {readCatalogFile} from '../catalog/catalog-files.js'
import {policyExtremes, mostDemandingPolicy} from '../model/policy.js'
import {isReleasesFact} from '../model/release.js'
import {newestAt} from '../model/snapshot.js'
import {joinShards} from './join-shards.js'
import {joinSnapshots, readSnapshot} from './snapshot-file.js'
import {factsRequestedBy} from '../assess/requested-facts.js'
import {surveyScope} from '../assess/survey.js'

/**
 * Reads a saved snapshot, which may be one shard of a collection.
 *
 * @throws UserError if the file isn't a snapshot
 */
export const loadSnapshotFile = (file: string): Snapshot => readSnapshot(file, snapshotErrors)

/**
 * Reads saved snapshots and joins them to one.
 *
 * @throws UserError if a file isn't a snapshot, if shards of a collection are missing, or if the accounts differ
 */
export function loadSnapshots(files: readonly [string, ...string[]]): Snapshot {
  const [first, ...others] = joinShards(
    files.map(file => ({file, snapshot: loadSnapshotFile(file)})),
    trimToNeeded,
  )
  return joinSnapshots(first, others)
}

/** Keeps the facts that a collection without shards would have kept. */
function trimToNeeded(joined: Snapshot): Snapshot {
  const {facts, frameworks, scopes} = joined
  const bundled = new Set(readFrameworkHeads().map(({id}) => id))
  // What custom frameworks need isn't known here. Keeping too much does no harm.
  if (!frameworks.every(id => bundled.has(id))) return joined
  const factsByPath = new Map(facts.map(fact => [fact.path, fact]))
  const catalog = loadCatalog(frameworks, [], mostDemandingPolicy)
  const {requested} = factsRequestedBy(
    policyExtremes,
    policy => surveyScope(factsByPath, scopes, catalog, policy, Date.parse(newestAt(facts))),
    facts.some(isReleasesFact),
  )
  return {...joined, facts: facts.filter(({path}) => requested.has(path))}
}

/** The fictional organization that ships with the package. */
export const loadSample = (): Snapshot => readCatalogFile('./sample.json')
