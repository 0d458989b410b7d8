import type {Catalog} from '../catalog/catalog.js'
import type {Scope, Snapshot} from '../model/snapshot.js'
import type {ComplianceCommand} from './base.js'

import {narrower} from '../catalog/narrow.js'
import {realClock} from '../collect/retry.js'
import {collectSnapshot} from '../pipeline/collect-snapshot.js'
import {online} from './online.js'
import {progressLine} from './progress.js'

/** Colours and lines that move are for people at a terminal. */
export const isPlain = (): boolean => Boolean(process.env['CI']) || process.env['NO_COLOR'] !== undefined || process.env['TERM'] === 'dumb'

/** Reads a scope from the API, with progress on stderr. */
export async function collecting(command: ComplianceCommand, scope: Scope, catalog: Catalog): Promise<Snapshot> {
  const get = await online(command.config)
  const line = progressLine(process.stderr, isPlain())
  try {
    return await collectSnapshot(scope, catalog, {
      clock: realClock, get, narrow: narrower(), onProgress: line.update, onRateLimit: line.waiting,
    }, command.version)
  } finally {
    line.end()
  }
}
