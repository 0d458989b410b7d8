import {writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

import type {Get} from '../src/api/http.js'
import type {Snapshot} from '../src/model/snapshot.js'
import type {World} from '../test/fixtures/types.js'

import {loadCatalog} from '../src/catalog/catalog.js'
import {createResponseNarrower} from '../src/catalog/response-schema.js'
import {collectSnapshot} from '../src/snapshot/collect-snapshot.js'
import {snapshotText} from '../src/snapshot/snapshot-file.js'
import {NOW} from '../test/fixtures/build.js'
import {respond} from '../test/fixtures/respond.js'
import {sample} from '../test/fixtures/sample.js'
import type {Scope} from '../src/model/snapshot.js'

/** Asks a world without a network. */
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
    // Text is what could not be parsed.
    if (typeof body === 'string' && status < 300) return {trouble: 'malformed'}
    return {
      reply: {headers: responseHeaders, json: typeof body === 'string' ? undefined : structuredClone(body), status},
    }
  }
}

/** What a collection would read of a world, at the world's own clock. */
export function collectWorld(world: World, scope: Scope, frameworks: readonly string[] = ['all']): Promise<Snapshot> {
  const now = Date.parse(NOW)
  return collectSnapshot(
    scope,
    loadCatalog(frameworks),
    {
      clock: {now: () => now, random: () => 0.5, sleep: async () => {}},
      get: requestsTo(world),
      narrow: createResponseNarrower(),
      onBudget() {},
      onProgress() {},
      onRateLimit() {},
      rateFloor: 0,
    },
    '0.0.0',
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = snapshotText(await collectWorld(sample(), {kind: 'all'}))
  writeFileSync(new URL('../../src/catalog/sample.json', import.meta.url), text)
}
