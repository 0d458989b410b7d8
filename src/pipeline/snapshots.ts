import type {Snapshot} from '../model/snapshot.js'

import {snapshotErrors} from '../catalog/check-snapshot.js'
import {readCatalog} from '../catalog/read.js'
import {joinSnapshots, readSnapshot} from '../store/snapshot.js'

/**
 * Saved snapshots as one.
 *
 * @throws UserError for a file that is no snapshot
 */
export function savedSnapshot(files: readonly [string, ...string[]]): Snapshot {
  const [first, ...others] = files
  return joinSnapshots(readSnapshot(first, snapshotErrors), others.map(file => readSnapshot(file, snapshotErrors)))
}

/** The invented organisation that ships with the package. */
export const sampleSnapshot = (): Snapshot => readCatalog('./sample.json')
