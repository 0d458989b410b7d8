import type {FactRequest} from '../model/facts.js'
import type {Fact} from '../model/snapshot.js'
import type {CollectionPorts} from './collect-snapshot.js'

import {fetchFact} from '../api/fetch-fact.js'
import {withRetry} from '../api/retry.js'
import {byCodeUnit} from '../foundation/collections.js'
import {fetchMissingFacts} from './scheduler.js'

type FetchPorts = Pick<
  CollectionPorts,
  'clock' | 'get' | 'narrow' | 'onBudget' | 'onProgress' | 'onRateLimit' | 'rateFloor' | 'signal'
>

/**
 * Adds facts to others, until none is missing that something needs.
 *
 * @param missingFacts what is needed and isn't there, asked again once everything that it named was fetched
 * @returns the facts, sorted by path; undefined if the signal stopped it
 */
export async function fetchFacts(
  known: readonly Fact[],
  missingFacts: (facts: readonly Fact[]) => readonly FactRequest[],
  {clock, narrow, onBudget, onProgress, onRateLimit, rateFloor, signal, ...ports}: FetchPorts,
): Promise<readonly Fact[] | undefined> {
  const get = withRetry(ports.get, clock, rateFloor, onRateLimit, onBudget)
  const facts = new Map(known.map(fact => [fact.path, fact]))
  const sorted = () => [...facts.values()].sort((a, b) => byCodeUnit(a.path, b.path))
  const isComplete = await fetchMissingFacts(facts, {
    fetch: request => fetchFact(get, narrow, clock.now, request),
    inspect() {},
    missingFacts: () => missingFacts(sorted()),
    onProgress,
    signal,
  })
  return isComplete ? sorted() : undefined
}
