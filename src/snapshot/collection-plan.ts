import type {Catalog} from '../catalog/catalog.js'
import type {FactKind, FactRequest} from '../model/facts.js'
import type {Plan, PlannedRequest} from '../model/plan.js'
import type {Policy} from '../model/policy.js'
import type {Fact, Scope, Shard, Snapshot} from '../model/snapshot.js'
import type {CollectionPorts} from './collect-snapshot.js'

import {fetchMissingFacts, maxInFlight} from './scheduler.js'
import {fetchFact} from '../api/fetch-fact.js'
import {refillPerMinute, withRetry} from '../api/retry.js'
import {routes} from '../api/routes.js'
import {byCodeUnit, groupBy} from '../foundation/collections.js'
import {paths} from '../model/paths.js'
import {policyExtremes} from '../model/policy.js'
import {newestAt} from '../model/snapshot.js'
import {shardFilter} from './shard.js'
import {assertScopeReadable} from './scope-access.js'
import {factsRequestedBy} from '../assess/requested-facts.js'
import {surveyScope} from '../assess/survey.js'

/** The facts that decide how many other requests there are. */
const leadingKinds: ReadonlySet<FactKind> = new Set([
  'account',
  'accountAddons',
  'accountAttachments',
  'app',
  'apps',
  'members',
  'pipelines',
  'regions',
  'space',
  'spaces',
  'stacks',
  'team',
  'teamApps',
  'teamPermissions',
  'teamPipelineCouplings',
  'teamSpaces',
  'teams',
  'topology',
])
/** Scopes for which further kinds decide. */
const leadingKindsByScope: Readonly<Partial<Record<Scope['kind'], ReadonlySet<FactKind>>>> = {
  app: new Set([...leadingKinds, 'addonAttachments', 'addons', 'appPipelineCoupling', 'domains']),
  pipeline: new Set([...leadingKinds, 'pipeline', 'pipelineCouplings']),
}

/**
 * Reads the lists that lead to all other facts, and counts the requests of a collection.
 *
 * @throws UserError if the login is refused, or if the scope doesn't exist or isn't visible to the account
 */
export async function planCollection(
  scope: Scope,
  catalog: Catalog,
  ports: CollectionPorts,
  shard?: Shard,
): Promise<Plan> {
  const {clock, narrow, onBudget, onProgress, onRateLimit, policy, rateFloor, releases = false, signal} = ports
  let remaining: number | undefined
  let elapsed = 0
  let requestCount = 0
  const get = withRetry(
    async request => {
      const startedAt = clock.now()
      const outcome = await ports.get(request)
      elapsed += clock.now() - startedAt
      requestCount++
      return outcome
    },
    clock,
    0,
    onRateLimit,
    budget => {
      remaining = Math.min(budget, remaining ?? budget)
      onBudget(budget)
    },
  )
  const kindsToRead = leadingKindsByScope[scope.kind] ?? leadingKinds
  const facts = new Map<string, Fact>()
  const requestsOf = () =>
    factsRequestedBy(
      policy ? [policy] : policyExtremes,
      candidate => surveyScope(facts, [scope], catalog, candidate, clock.now(), shard && shardFilter(shard)),
      releases,
    )
  await fetchMissingFacts(facts, {
    inspect: currentFacts => assertScopeReadable(scope, currentFacts),
    fetch: request => fetchFact(get, narrow, clock.now, request),
    onProgress,
    signal,
    missingFacts: () => requestsOf().wanted.filter(({kind}) => kindsToRead.has(kind)),
  })
  const {apps, requested: readPaths, wanted} = requestsOf()
  const planned = countByKind([...[...facts.values()].filter(({path}) => readPaths.has(path)), ...wanted])
  const total = totalsOf(planned)
  const latency = requestCount === 0 ? 0 : Math.round(elapsed / requestCount)
  return {
    ...plannedPart(scope, apps, catalog),
    requestsMade: requestCount,
    requests: planned,
    total,
    ...(remaining === undefined ? {} : {budget: {floor: rateFloor, remaining}}),
    time: {
      requestSeconds: (((total.platform + total.data) / maxInFlight) * latency) / 1000,
      latencyMs: latency,
      waitSeconds:
        remaining === undefined
          ? 0
          : (Math.max(0, total.platform - Math.max(0, remaining - rateFloor)) / refillPerMinute) * 60,
    },
    unreadable: unreadableOf([...facts.values()]),
  }
}

/** The requests by which the facts of a snapshot were read that checks of a catalog need. None is sent. */
export function planOfSnapshot({facts, scopes}: Snapshot, catalog: Catalog, policy: Policy): Plan {
  const factsByPath = new Map(facts.map(fact => [fact.path, fact]))
  const now = Date.parse(newestAt(facts))
  const {apps, requested} = factsRequestedBy([policy], candidate =>
    surveyScope(factsByPath, scopes, catalog, candidate, now),
  )
  const read = facts.filter(({path}) => requested.has(path))
  const planned = countByKind(read)
  const [scope] = scopes
  return {
    ...plannedPart(scope ?? {kind: 'all'}, apps, catalog),
    requestsMade: 0,
    requests: planned,
    total: totalsOf(planned),
    time: {latencyMs: 0, requestSeconds: 0, waitSeconds: 0},
    unreadable: unreadableOf(read),
  }
}

/** What a plan is about. */
const plannedPart = (
  {kind, name}: Scope,
  apps: readonly unknown[],
  {frameworks, only}: Catalog,
): Pick<Plan, 'frameworks' | 'only' | 'scope'> => ({
  scope: {kind, ...(name === undefined ? {} : {name}), apps: apps.length},
  frameworks: frameworks.map(({id}) => id),
  ...(only ? {only: only.names} : {}),
})

function totalsOf(planned: readonly PlannedRequest[]): Plan['total'] {
  const totalOf = (host: PlannedRequest['host']) =>
    planned.reduce((sum, group) => (group.host === host ? sum + group.requests : sum), 0)
  return {data: totalOf('data'), platform: totalOf('platform')}
}

const unreadableOf = (facts: readonly Fact[]): Plan['unreadable'] =>
  facts
    .flatMap(({gap, path}) =>
      gap ? [{path, reason: gap.reason, ...(gap.needs === undefined ? {} : {needs: gap.needs})}] : [],
    )
    .sort((a, b) => byCodeUnit(a.path, b.path))

function countByKind(requests: ReadonlyArray<Pick<FactRequest, 'kind'>>): PlannedRequest[] {
  return [...groupBy(requests, ({kind}) => kind)]
    .map(([kind, group]): PlannedRequest => ({
      host: routes[kind].host === undefined ? 'platform' : 'data',
      path: paths[kind]('*', '*'),
      requests: group.length,
    }))
    .sort((a, b) => b.requests - a.requests || byCodeUnit(a.path, b.path))
}
