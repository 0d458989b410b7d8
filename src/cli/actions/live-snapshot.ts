import type {Get} from '../../api/http.js'
import type {Catalog} from '../../catalog/catalog.js'
import type {Scope, Shard, Snapshot} from '../../model/snapshot.js'
import type {CollectionPorts} from '../../snapshot/collect-snapshot.js'
import type {EarlierFacts} from '../../snapshot/earlier-facts.js'
import type {ComplianceCommand} from '../io/base-command.js'

import {realClock} from '../../api/retry.js'
import {narrowResponse} from '../../catalog/response-schema.js'
import {clockSkewWarning} from '../../model/clock.js'
import {collectSnapshot} from '../../snapshot/collect-snapshot.js'
import {UnreadableScopeError} from '../../snapshot/unreadable-scope-error.js'
import {hostClient} from '../io/host-client.js'
import {collectGarbage} from '../io/memory.js'
import {isPlain} from '../io/plain-output.js'
import {progressLine} from '../io/progress.js'
import {withSimilarScopes} from './similar-scopes.js'

/** Requests of the account's budget that a run leaves to deploys and other tools by default. */
export const rateFloor = 500

export interface LiveOptions extends Pick<
  CollectionPorts,
  'access' | 'saveCheckpoint' | 'policy' | 'releases' | 'signal'
> {
  /** Wraps the client, to see requests and responses. */
  readonly watch?: ((get: Get) => Get) | undefined
  readonly rateFloor: number
  readonly earlier?: EarlierFacts | undefined
  readonly shard?: Shard | undefined
}

/**
 * Gives access to the API, and shows progress on stderr meanwhile.
 *
 * @param signal aborts the requests in flight
 * @throws UserError where the user isn't logged in
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
      narrow: narrowResponse,
      onBudget: progress.setBudget,
      onProgress: progress.update,
      onRateLimit: progress.showWaiting,
      collectGarbage,
    })
  } catch (error) {
    throw error instanceof UnreadableScopeError ? await withSimilarScopes(error, get) : error
  } finally {
    progress.end()
  }
}

/** Collects a scope from the API; warns where this computer's clock is off. */
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
