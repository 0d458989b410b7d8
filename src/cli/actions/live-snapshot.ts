import type {Catalog} from '../../catalog/catalog.js'
import type {Get} from '../../api/http.js'
import type {Scope, Shard, Snapshot} from '../../model/snapshot.js'
import type {Ports} from '../../snapshot/collect-snapshot.js'
import type {Earlier} from '../../snapshot/earlier-facts.js'
import type {ComplianceCommand} from '../io/base-command.js'

import {narrower} from '../../catalog/response-schema.js'
import {realClock} from '../../api/retry.js'
import {clockIsOff} from '../../model/clock.js'
import {collectSnapshot} from '../../snapshot/collect-snapshot.js'
import {tidy} from '../io/memory.js'
import {online} from '../io/host-client.js'
import {progressLine} from '../io/progress.js'

/** Colours and lines that move are for people at a terminal. */
export const isPlain = (): boolean =>
  Boolean(process.env['CI']) || process.env['NO_COLOR'] !== undefined || process.env['TERM'] === 'dumb'

/** Requests that a run leaves to the team's deploys, unless told otherwise. */
export const rateFloor = 500

export interface CollectingOptions extends Pick<Ports, 'keep' | 'policy' | 'releases' | 'signal'> {
  /** Watches what is asked and answered. */
  readonly watch?: ((get: Get) => Get) | undefined
  readonly rateFloor: number
  readonly earlier?: Earlier | undefined
  readonly shard?: Shard | undefined
}

/**
 * Asks the API, with progress on stderr.
 *
 * @param signal hangs up on whatever is being asked
 */
export async function asking<T>(
  command: ComplianceCommand,
  use: (ports: Omit<Ports, 'rateFloor'>) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const get = await online(command.config, signal)
  const line = progressLine(process.stderr, isPlain())
  try {
    return await use({
      clock: realClock,
      get,
      narrow: narrower(),
      onBudget: line.budget,
      onProgress: line.update,
      onRateLimit: line.waiting,
      tidy,
    })
  } finally {
    line.end()
  }
}

/** Reads a scope from the API. */
export async function collecting(
  command: ComplianceCommand,
  scope: Scope,
  catalog: Catalog,
  {earlier, shard, watch = get => get, ...rest}: CollectingOptions,
): Promise<Snapshot> {
  const {version} = command
  const collectBy = (ports: Omit<Ports, 'rateFloor'>) =>
    collectSnapshot(scope, catalog, {...ports, get: watch(ports.get), ...rest}, version, earlier, shard)
  const snapshot = await asking(command, collectBy, rest.signal)
  if (snapshot.clockSkew !== undefined) command.tell(clockIsOff(snapshot.clockSkew))
  return snapshot
}
