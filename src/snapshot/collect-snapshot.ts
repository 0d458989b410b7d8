import type {Catalog} from '../catalog/catalog.js'
import type {NarrowResponse, FactRequest} from '../api/fetch-fact.js'
import type {Progress} from './scheduler.js'
import type {Get} from '../api/http.js'
import type {Clock} from '../api/retry.js'
import type {FactKind} from '../model/facts.js'
import type {Policy} from '../model/policy.js'
import type {Fact, Scope, Shard, Snapshot} from '../model/snapshot.js'
import type {EarlierFacts} from './earlier-facts.js'

import {fetchMissingFacts} from './scheduler.js'
import {fetchFact} from '../api/fetch-fact.js'
import {withRetry} from '../api/retry.js'
import {recordClockSkew} from '../api/watched-clock.js'
import {callerOf} from '../model/caller.js'
import {UserError} from '../foundation/user-error.js'
import {byCodeUnit} from '../foundation/collections.js'
import {paths} from '../model/paths.js'
import {policyExtremes} from '../model/policy.js'
import {isAppOrPipelineScope} from '../model/snapshot.js'
import {shardFilter} from './shard.js'
import {continueFrom} from './earlier-facts.js'
import {factsRequestedBy} from '../assess/requested-facts.js'
import {surveyScope} from '../assess/survey.js'

/** What collecting needs of the world. */
export interface CollectionPorts {
  readonly get: Get
  readonly clock: Clock
  readonly narrow: NarrowResponse
  /** What people decided, by which the facts will be judged; absent, what any policy may ask for is read. */
  readonly policy?: Policy
  /** Whether the last releases of each app are read too; a check reads those of some production apps. */
  readonly releases?: boolean
  /** Requests of the account's budget that are left to others. */
  readonly rateFloor: number
  readonly onProgress: (progress: Progress) => void
  readonly onRateLimit: (until: number) => void
  readonly onBudget: (left: number) => void
  /** Stops the collection; what was read until then is a partial snapshot. */
  readonly signal?: AbortSignal
  /** Told before and after each examination: reading and examining leave much behind where the account is large. */
  readonly collectGarbage?: () => void
  /** Given now and then what would be left if the run ended now. */
  readonly saveCheckpoint?: (partial: () => Snapshot) => void
}

/**
 * Reads what the catalogue's checks need of a scope, and nothing else.
 *
 * @param shard the part of the scope that is read; all of it if absent
 * @throws UserError where the login is refused, or the scope itself is not there or may not be seen
 */
export async function collectSnapshot(
  scope: Scope,
  catalog: Catalog,
  ports: CollectionPorts,
  version: string,
  earlierFacts?: EarlierFacts,
  shard?: Shard,
): Promise<Snapshot> {
  const {
    clock,
    saveCheckpoint,
    narrow,
    onBudget,
    onProgress,
    onRateLimit,
    policy,
    rateFloor,
    releases = false,
    signal,
    collectGarbage,
  } = ports
  const clockSkewRecorder = recordClockSkew(ports.get, clock.now)
  const get = withRetry(clockSkewRecorder.get, clock, rateFloor, onRateLimit, onBudget)
  const facts = new Map<string, Fact>()
  const continuation = earlierFacts && continueFrom(earlierFacts, facts)
  let readPaths: ReadonlySet<string> = new Set()
  const clockSkew = () => {
    const skew = clockSkewRecorder.skew()
    return skew === undefined ? {} : {clockSkew: skew}
  }

  const snapshotOf = (collected: Iterable<Fact>): Snapshot => ({
    snapshotVersion: 1,
    tool: {name: 'heroku-compliance', version},
    scopes: [scope],
    frameworks: catalog.frameworks.map(({id}) => id),
    ...(shard ? {shard} : {}),
    ...clockSkew(),
    facts: [...collected].sort((a, b) => byCodeUnit(a.path, b.path)),
  })
  const isInShard = shard && shardFilter(shard)
  // Nobody could go on with what is not known to be of whom.
  const isCallerKnown = () => {
    const caller = callerOf([facts.get(paths.account())].flatMap(fact => fact ?? []))
    return continuation ? continuation.isSameCaller(caller) : caller !== undefined
  }

  const partialSnapshot = (): Snapshot => ({
    ...snapshotOf(isCallerKnown() ? [...(continuation?.unusedFacts() ?? []), ...facts.values()] : []),
    partial: true,
  })
  const isComplete = await fetchMissingFacts(facts, {
    inspect(currentFacts) {
      assertScopeReadable(scope, currentFacts)
      continuation?.assertSameCaller(currentFacts.values())
    },
    fetch: request => fetchFact(get, narrow, clock.now, request, continuation?.staleFact(request.path)),
    isLeading: isAppOrPipelineScope(scope) ? ({kind}) => leadingKinds.has(kind) : undefined,
    onProgress(progress) {
      onProgress(progress)
      if (saveCheckpoint && isCallerKnown()) saveCheckpoint(partialSnapshot)
    },
    signal,
    missingFacts(currentFacts): readonly FactRequest[] {
      const assess = () => {
        collectGarbage?.()
        const requested = factsRequestedBy(
          policy ? [policy] : policyExtremes,
          candidate => surveyScope(currentFacts, [scope], catalog, candidate, clock.now(), isInShard),
          releases,
        )
        readPaths = requested.requested
        collectGarbage?.()
        return requested.wanted
      }

      const requests = continuation ? continuation.nextRequests(assess) : assess()
      return callerFirst(isAppOrPipelineScope(scope) ? leadingFirst(requests) : requests)
    },
  })
  if (!isComplete) return partialSnapshot()
  // Some was read on the chance that it would be needed, and what was read before may be of things that are gone.
  return snapshotOf([...facts.values()].filter(({path}) => readPaths.has(path)))
}

/** What answers of these kinds say leads to further requests. */
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

/** Where few requests are made, how many wait for another's answer is what takes time. */
const leadingFirst = (requests: readonly FactRequest[]): FactRequest[] => [
  ...requests.filter(({kind}) => leadingKinds.has(kind)),
  ...requests.filter(({kind}) => !leadingKinds.has(kind)),
]

/** Until it is known who reads, nothing of what was read is kept. */
const callerFirst = (requests: readonly FactRequest[]): FactRequest[] => [
  ...requests.filter(({kind}) => kind === 'account'),
  ...requests.filter(({kind}) => kind !== 'account'),
]

/** Ends a run that has no scope to judge. */
export function assertScopeReadable(scope: Scope, facts: ReadonlyMap<string, Fact>): void {
  const rootGap =
    scope.kind === 'all' || scope.name === undefined ? undefined : facts.get(paths[scope.kind](scope.name))?.gap
  if (rootGap?.reason === 'unauthorized' || facts.get(paths.account())?.gap?.reason === 'unauthorized') {
    throw new UserError('Heroku does not accept your login.', 'Run heroku login, or check the token in HEROKU_API_KEY.')
  }

  const needs = `It needs ${rootGap?.needs ?? 'access'}.`
  if (rootGap?.reason === 'not-found')
    throw new UserError(`There is no ${scope.kind} ${scope.name}, or your account may not see it.`, needs)
  if (rootGap?.reason === 'forbidden')
    throw new UserError(`Your account may not read the ${scope.kind} ${scope.name}.`, needs)
}
