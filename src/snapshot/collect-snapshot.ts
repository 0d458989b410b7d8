import type {NarrowResponse} from '../api/fetch-fact.js'
import type {Get} from '../api/http.js'
import type {Clock} from '../api/retry.js'
import type {Catalog} from '../catalog/catalog.js'
import type {FactKind, FactRequest} from '../model/facts.js'
import type {Policy} from '../model/policy.js'
import type {Fact, Scope, Shard, Snapshot} from '../model/snapshot.js'
import type {EarlierFacts} from './earlier-facts.js'
import type {Progress} from './scheduler.js'

import {accessPopulation} from '../access/population.js'
import {fetchFact} from '../api/fetch-fact.js'
import {withRetry} from '../api/retry.js'
import {recordClockSkew} from '../api/watched-clock.js'
import {factsRequestedBy} from '../assess/requested-facts.js'
import {surveyScope} from '../assess/survey.js'
import {byCodeUnit} from '../foundation/collections.js'
import {callerOf} from '../model/caller.js'
import {paths} from '../model/paths.js'
import {policyExtremes} from '../model/policy.js'
import {isAppOrPipelineScope} from '../model/snapshot.js'
import {continueFrom} from './earlier-facts.js'
import {fetchMissingFacts} from './scheduler.js'
import {assertScopeReadable} from './scope-access.js'
import {shardFilter} from './shard.js'

/** What a collection needs from its surroundings. */
export interface CollectionPorts {
  readonly get: Get
  readonly clock: Clock
  readonly narrow: NarrowResponse
  /** The policy that the facts will be assessed with. Without it, whatever any policy may need is read. */
  readonly policy?: Policy
  /** Whether the latest releases of every app are read. A check reads those of some production apps anyway. */
  readonly releases?: boolean
  /** Whether everything that says who has access is read, beyond what checks need. */
  readonly access?: boolean
  /** Requests of the account's budget that are left to others. */
  readonly rateFloor: number
  readonly onProgress: (progress: Progress) => void
  /** Called with the end of each wait for the rate limit, in milliseconds since 1970. */
  readonly onRateLimit: (until: number) => void
  /** Called with the number of requests that the account has left. */
  readonly onBudget: (left: number) => void
  /** Stops the collection: what was read until then is a partial snapshot. */
  readonly signal?: AbortSignal
  /** Called before and after each assessment, which leaves much garbage for a large account. */
  readonly collectGarbage?: () => void
  /** Called periodically with the partial snapshot that would remain if the run ended now. */
  readonly saveCheckpoint?: (partial: () => Snapshot) => void
}

/**
 * Collects the facts that the checks of a catalog need about a scope, and no others. Collection runs the assessment:
 *
 * 1. The subjects, checks and controls of the catalog are evaluated on the facts so far, at first none. Subjects read
 *    facts by path. A path without a fact gives a gap, and is recorded as wanted.
 * 2. Whatever is wanted is fetched, a refused or failed request as a gap.
 * 3. Both repeat until nothing is wanted. Each round may want more: a list of apps leads to their add-ons, these to
 *    their databases.
 *
 * No list of requests has to be kept in step with the checks, and assessing a snapshot offline runs the same code as
 * collecting it. The snapshot holds exactly the facts that the last evaluation read.
 *
 * @param version of the tool
 * @param earlierFacts of an earlier collection, to continue or refresh it
 * @param shard the part of the scope to read; all of it by default
 * @returns a partial snapshot if the signal stopped the collection
 * @throws UserError if the login is refused, if the scope doesn't exist or isn't visible to the account, or if another
 *   account read the earlier facts
 */
export async function collectSnapshot(
  scope: Scope,
  catalog: Catalog,
  ports: CollectionPorts,
  version: string,
  earlierFacts?: EarlierFacts,
  shard?: Shard,
): Promise<Snapshot> {
  const {clock, narrow, onBudget, onProgress, onRateLimit, rateFloor, saveCheckpoint, signal} = ports
  const clockSkewRecorder = recordClockSkew(ports.get, clock.now)
  const get = withRetry(clockSkewRecorder.get, clock, rateFloor, onRateLimit, onBudget)
  const facts = new Map<string, Fact>()
  const continuation = earlierFacts && continueFrom(earlierFacts, facts)
  const isInShard = shard && shardFilter(shard)
  let readPaths: ReadonlySet<string> = new Set()
  const snapshotOf = (collected: Iterable<Fact>): Snapshot => {
    const clockSkew = clockSkewRecorder.skew()
    return {
      snapshotVersion: 1,
      tool: {name: 'heroku-compliance', version},
      scopes: [scope],
      frameworks: catalog.frameworks.map(({id}) => id),
      ...(shard ? {shard} : {}),
      ...(clockSkew === undefined ? {} : {clockSkew}),
      facts: [...collected].sort((a, b) => byCodeUnit(a.path, b.path)),
    }
  }

  // Facts of an unknown account could not be continued.
  const isCallerKnown = () => {
    const caller = callerOf([facts.get(paths.account())].flatMap(fact => fact ?? []))
    return continuation ? continuation.isSameCaller(caller) : caller !== undefined
  }

  const partialSnapshot = (): Snapshot => ({
    ...snapshotOf(isCallerKnown() ? [...(continuation?.unusedFacts() ?? []), ...facts.values()] : []),
    partial: true,
  })
  const assess = (): readonly FactRequest[] => {
    ports.collectGarbage?.()
    const {requested, wanted} = factsRequestedBy(
      ports.policy ? [ports.policy] : policyExtremes,
      policy => surveyScope(facts, [scope], catalog, policy, clock.now(), isInShard),
      ports.releases ?? false,
    )
    const access = ports.access ? accessPopulation(facts, [scope]) : undefined
    readPaths = access ? new Set([...requested, ...access.requested]) : requested
    ports.collectGarbage?.()
    return access ? [...new Map([...wanted, ...access.wanted].map(fact => [fact.path, fact])).values()] : wanted
  }

  const isComplete = await fetchMissingFacts(facts, {
    inspect(currentFacts) {
      assertScopeReadable(scope, currentFacts)
      continuation?.assertSameCaller(currentFacts.values())
    },
    fetch: request => fetchFact(get, narrow, clock.now, request, continuation?.staleFact(request.path)),
    isLeading: isAppOrPipelineScope(scope) ? ({kind}) => leadingKinds.has(kind) : undefined,
    missingFacts() {
      const requests = continuation ? continuation.nextRequests(assess) : assess()
      return callerFirst(isAppOrPipelineScope(scope) ? leadingFirst(requests) : requests)
    },
    onProgress(progress) {
      onProgress(progress)
      if (saveCheckpoint && isCallerKnown()) saveCheckpoint(partialSnapshot)
    },
    signal,
  })
  if (!isComplete) return partialSnapshot()
  // Some facts were read in case they would be needed, and some earlier ones may concern resources that are gone.
  return snapshotOf([...facts.values()].filter(({path}) => readPaths.has(path)))
}

/** The kinds of facts that lead to further requests. */
const leadingKinds: ReadonlySet<FactKind> = new Set([
  'addon',
  'addonAttachments',
  'addons',
  'app',
  'appPipelineCoupling',
  'attachmentsOfAddon',
  'pipelineCouplings',
  'postgres',
  'space',
])

/** With few requests, time depends on how many of them wait for each other. */
const leadingFirst = (requests: readonly FactRequest[]): FactRequest[] => [
  ...requests.filter(({kind}) => leadingKinds.has(kind)),
  ...requests.filter(({kind}) => !leadingKinds.has(kind)),
]

/** Nothing is saved until it's known which account reads. */
const callerFirst = (requests: readonly FactRequest[]): FactRequest[] => [
  ...requests.filter(({kind}) => kind === 'account'),
  ...requests.filter(({kind}) => kind !== 'account'),
]
