import type {Get} from '../src/api/http.js'
import type {Scope, Snapshot} from '../src/model/snapshot.js'
import type {World} from '../test/fixtures/types.js'

import {loadCatalog} from '../src/catalog/catalog.js'
import {narrowResponse} from '../src/catalog/response-schema.js'
import {collectSnapshot} from '../src/snapshot/collect-snapshot.js'
import {NOW} from '../test/fixtures/build.js'
import {respond} from '../test/fixtures/respond.js'

/** A client that a simulated account answers, without a network. */
export function requestsTo(world: World): Get {
  return async ({headers, path}) => {
    const lowerCaseHeaders = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    )
    const {
      body,
      headers: responseHeaders,
      status,
    } = respond(world, {headers: {authorization: 'Bearer x', ...lowerCaseHeaders}, method: 'GET', path})
    // The simulation answers with text where a client couldn't parse the response.
    if (typeof body === 'string' && status < 300) return {failure: 'malformed'}
    return {
      response: {headers: responseHeaders, json: typeof body === 'string' ? undefined : structuredClone(body), status},
    }
  }
}

/** The snapshot that a collection of a simulated account gives, at the account's own time. */
export function collectWorld(world: World, scope: Scope, frameworks: readonly string[] = ['all']): Promise<Snapshot> {
  const now = Date.parse(NOW)
  return collectSnapshot(
    scope,
    loadCatalog(frameworks),
    {
      access: true,
      clock: {now: () => now, random: () => 0.5, sleep: async () => {}},
      get: requestsTo(world),
      narrow: narrowResponse,
      onBudget() {},
      onProgress() {},
      onRateLimit() {},
      rateFloor: 0,
    },
    '0.0.0',
  )
}
