import type {Catalog} from '../../src/catalog/catalog.js'
import type {Get, Outcome} from '../../src/api/http.js'
import type {Clock} from '../../src/api/retry.js'
import type {Policy} from '../../src/model/policy.js'
import type {Fact, Scope, Shard, Snapshot} from '../../src/model/snapshot.js'
import type {SurveyWithJudgements} from '../../src/assess/survey.js'
import type {CollectionPorts} from '../../src/snapshot/collect-snapshot.js'
import type {World} from '../fixtures/types.js'

import {narrowResponse} from '../../src/catalog/response-schema.js'
import {fetchFact} from '../../src/api/fetch-fact.js'
import {emptyPolicy} from '../../src/model/policy.js'
import {collectSnapshot} from '../../src/snapshot/collect-snapshot.js'
import {surveyScope} from '../../src/assess/survey.js'
import {requestsTo} from '../../tools/sample.js'
import {NOW} from '../fixtures/build.js'

export const now = Date.parse(NOW)
export const narrow = narrowResponse

/** A clock that moves only by the time slept. */
export function clock(): Clock {
  let at = now
  return {
    now: () => at,
    random: () => 0.5,
    async sleep(ms) {
      at += ms
    },
  }
}

/** Sends requests to a world, each only once, and remembers the outcome. */
export function rememberOutcomes(world: World): Get {
  const get = requestsTo(world)
  const known = new Map<string, Promise<Outcome>>()
  return async question => {
    const {headers, host, path} = question
    const key = `${host ?? ''} ${path} ${headers['Accept'] ?? ''} ${headers['Range'] ?? ''}`
    const outcome = known.get(key) ?? get(question)
    known.set(key, outcome)
    return structuredClone(await outcome)
  }
}

/**
 * Collects a scope with the product's own retries but without waiting, for an empty policy unless `ports` are given.
 */
export function collectWith(
  get: Get,
  scope: Scope,
  catalog: Catalog,
  ports: Partial<CollectionPorts> = {policy: emptyPolicy},
  shard?: Shard,
): Promise<Snapshot> {
  return collectSnapshot(
    scope,
    catalog,
    {clock: clock(), get, narrow, onBudget() {}, onProgress() {}, onRateLimit() {}, rateFloor: 0, ...ports},
    '0.0.0',
    undefined,
    shard,
  )
}

/** Surveys the facts of a scope under a policy. */
export function surveyFacts(
  {facts, scopes}: Pick<Snapshot, 'facts' | 'scopes'>,
  catalog: Catalog,
  policy: Policy,
): SurveyWithJudgements {
  return surveyScope(new Map(facts.map(fact => [fact.path, fact])), scopes, catalog, policy, now)
}

/** Fetches the facts that a policy needs in addition, and judges them all. */
export async function completeFacts(
  get: Get,
  snapshot: Pick<Snapshot, 'facts' | 'scopes'>,
  catalog: Catalog,
  policy: Policy,
): Promise<{facts: Fact[]; judgements: SurveyWithJudgements['judgements']}> {
  const {facts, scopes} = snapshot
  const {judgements, wanted} = surveyFacts(snapshot, catalog, policy)
  if (wanted.length === 0) return {facts: [...facts], judgements}
  const more = await Promise.all(wanted.map(wantedFact => fetchFact(get, narrow, () => now, wantedFact)))
  return completeFacts(get, {facts: [...facts, ...more], scopes}, catalog, policy)
}
