import type {Snapshot} from '../model/snapshot.js'

import {loadCatalog, readFrameworks} from '../catalog/catalog.js'
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
 * A snapshot as it was saved, which may be one part of a divided collection.
 *
 * @throws UserError for a file that is no snapshot
 */
export const loadSnapshotFile = (file: string): Snapshot => readSnapshot(file, snapshotErrors)

/**
 * Saved snapshots as one.
 *
 * @throws UserError for a file that is no snapshot, and for parts of a collection that are not a whole
 */
export function loadSnapshots(files: readonly [string, ...string[]]): Snapshot {
  const [first, ...others] = joinShards(
    files.map(file => ({file, snapshot: loadSnapshotFile(file)})),
    trimToNeeded,
  )
  return joinSnapshots(first, others)
}

/** The facts that an undivided collection would have kept. */
function trimToNeeded(joined: Snapshot): Snapshot {
  const {facts, frameworks, scopes} = joined
  const bundled = new Set(readFrameworks().map(({id}) => id))
  // What a framework of one's own asks for is not known here; to keep too much does no harm.
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

/** The invented organisation that ships with the package. */
export const loadSample = (): Snapshot => readCatalogFile('./sample.json')
