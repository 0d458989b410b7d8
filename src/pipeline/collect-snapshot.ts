import type {Catalog} from '../catalog/catalog.js'
import type {Narrow, Wanted} from '../collect/fetch.js'
import type {Progress} from '../collect/collect.js'
import type {Get} from '../collect/http.js'
import type {Clock} from '../collect/retry.js'
import type {Fact, Scope, Snapshot} from '../model/snapshot.js'

import {collect} from '../collect/collect.js'
import {fetchFact} from '../collect/fetch.js'
import {retrying} from '../collect/retry.js'
import {UserError} from '../model/errors.js'
import {byCodeUnit} from '../model/order.js'
import {paths} from '../model/paths.js'
import {noPolicy} from '../model/policy.js'
import {examine} from './examine.js'

/** What collecting needs of the world. */
export interface Ports {
  readonly get: Get
  readonly clock: Clock
  readonly narrow: Narrow
  readonly onProgress: (progress: Progress) => void
  readonly onRateLimit: (until: number) => void
}

/**
 * Reads what the catalogue's checks need of a scope, and nothing else.
 *
 * @throws UserError where the login is refused, or the scope itself is not there or may not be seen
 */
export async function collectSnapshot(scope: Scope, catalog: Catalog, ports: Ports, version: string): Promise<Snapshot> {
  const {clock, narrow, onProgress, onRateLimit} = ports
  const get = retrying(ports.get, clock, onRateLimit)
  const wantedOf = (facts: ReadonlyMap<string, Fact>): readonly Wanted[] => examine(facts, [scope], catalog, noPolicy, clock.now()).wanted
  const facts = await collect(wantedOf, wanted => fetchFact(get, narrow, clock.now, wanted), seen => refuse(scope, seen), onProgress)
  return {
    snapshotVersion: 1,
    tool: {name: 'heroku-compliance', version},
    scopes: [scope],
    frameworks: catalog.frameworks.map(({id}) => id),
    facts: facts.sort((a, b) => byCodeUnit(a.path, b.path)),
  }
}

/** Ends a run that has no scope to judge. */
function refuse(scope: Scope, facts: ReadonlyMap<string, Fact>): void {
  const root = scope.kind === 'all' || scope.name === undefined ? undefined : facts.get(paths[scope.kind](scope.name))?.gap
  if (root?.reason === 'unauthorized' || facts.get(paths.account())?.gap?.reason === 'unauthorized') {
    throw new UserError('Heroku does not accept your login.', 'Run heroku login, or check the token in HEROKU_API_KEY.')
  }

  const needs = `It needs ${root?.needs ?? 'access'}.`
  if (root?.reason === 'not-found') throw new UserError(`There is no ${scope.kind} ${scope.name}, or your account may not see it.`, needs)
  if (root?.reason === 'forbidden') throw new UserError(`Your account may not read the ${scope.kind} ${scope.name}.`, needs)
}
