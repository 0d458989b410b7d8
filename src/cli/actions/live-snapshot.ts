import type {Catalog} from '../../catalog/catalog.js'
import type {Get} from '../../api/http.js'
import type {Scope, Shard, Snapshot} from '../../model/snapshot.js'
import type {CollectionPorts} from '../../snapshot/collect-snapshot.js'
import type {EarlierFacts} from '../../snapshot/earlier-facts.js'
import type {ComplianceCommand} from '../io/base-command.js'

import {createResponseNarrower} from '../../catalog/response-schema.js'
import {realClock} from '../../api/retry.js'
import {clockSkewWarning} from '../../model/clock.js'
import {collectSnapshot} from '../../snapshot/collect-snapshot.js'
import {collectGarbage} from '../io/memory.js'
import {hostClient} from '../io/host-client.js'
import {progressLine} from '../io/progress.js'

/** Colours and lines that move are for people at a terminal. */
export const isPlain = (): boolean =>
  Boolean(process.env['CI']) || process.env['NO_COLOR'] !== undefined || process.env['TERM'] === 'dumb'

/** Requests that a run leaves to the team's deploys, unless told otherwise. */
export const rateFloor = 500

export interface LiveOptions extends Pick<CollectionPorts, 'saveCheckpoint' | 'policy' | 'releases' | 'signal'> {
  /** Watches what is asked and answered. */
  readonly watch?: ((get: Get) => Get) | undefined
  readonly rateFloor: number
  readonly earlier?: EarlierFacts | undefined
  readonly shard?: Shard | undefined
}

/**
 * Asks the API, with progress on stderr.
 *
 * @param signal hangs up on whatever is being asked
 */
export async function withApi<T>(
  command: ComplianceCommand,
  use: (ports: Omit<CollectionPorts, 'rateFloor'>) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const get = await hostClient(command.config, signal)
  const progress = progressLine(process.stderr, isPlain())
  try {
    return await use({
      clock: realClock,
      get,
      narrow: createResponseNarrower(),
      onBudget: progress.setBudget,
      onProgress: progress.update,
      onRateLimit: progress.showWaiting,
      collectGarbage,
    })
  } finally {
    progress.end()
  }
}

/** Reads a scope from the API. */
export async function collectLive(
  command: ComplianceCommand,
  scope: Scope,
  catalog: Catalog,
  {earlier, shard, watch = get => get, ...portOptions}: LiveOptions,
): Promise<Snapshot> {
  const {version} = command
  const collect = (ports: Omit<CollectionPorts, 'rateFloor'>) =>
    collectSnapshot(scope, catalog, {...ports, get: watch(ports.get), ...portOptions}, version, earlier, shard)
  const snapshot = await withApi(command, collect, portOptions.signal)
  if (snapshot.clockSkew !== undefined) command.printMessage(clockSkewWarning(snapshot.clockSkew))
  return snapshot
}
