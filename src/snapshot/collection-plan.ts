import type {Catalog} from '../catalog/catalog.js'
import type {Wanted} from '../api/fetch-fact.js'
import type {FactKind} from '../model/facts.js'
import type {Plan, Planned} from '../model/plan.js'
import type {Fact, Scope, Shard} from '../model/snapshot.js'
import type {Ports} from './collect-snapshot.js'

import {collect, inFlight} from './scheduler.js'
import {fetchFact} from '../api/fetch-fact.js'
import {refillPerMinute, retrying} from '../api/retry.js'
import {routes} from '../api/routes.js'
import {byCodeUnit, grouped} from '../foundation/collections.js'
import {paths} from '../model/paths.js'
import {anyPolicy} from '../model/policy.js'
import {isIn} from './shard.js'
import {refuse} from './collect-snapshot.js'
import {askedBy, examine} from '../assess/observe.js'

/** What the number of all other requests hangs on: one of a scope, a team or a space, and apps that no list tells of. */
const leading: ReadonlySet<FactKind> = new Set([
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
const leadingOfApp: ReadonlySet<FactKind> = new Set([
  ...leading,
  'addonAttachments',
  'addons',
  'appPipelineCoupling',
  'domains',
])
const leadingOfPipeline: ReadonlySet<FactKind> = new Set([...leading, 'pipeline', 'pipelineCouplings'])

/**
 * Reads the lists that lead to all else, and counts what a collection would ask besides them.
 *
 * @throws UserError where the login is refused, or the scope itself is not there or may not be seen
 */
export async function plan(scope: Scope, catalog: Catalog, ports: Ports, shard?: Shard): Promise<Plan> {
  const {clock, narrow, onBudget, onProgress, onRateLimit, policy, rateFloor, releases = false, signal} = ports
  let left: number | undefined
  let spent = 0
  let asked = 0
  const get = retrying(
    async question => {
      const began = clock.now()
      const outcome = await ports.get(question)
      spent += clock.now() - began
      asked++
      return outcome
    },
    clock,
    0,
    onRateLimit,
    now => {
      left = Math.min(now, left ?? now)
      onBudget(now)
    },
  )
  const leads = scope.kind === 'app' ? leadingOfApp : scope.kind === 'pipeline' ? leadingOfPipeline : leading
  const facts = new Map<string, Fact>()
  const questions = () =>
    askedBy(
      policy ? [policy] : anyPolicy,
      one => examine(facts, [scope], catalog, one, clock.now(), shard && isIn(shard)),
      releases,
    )
  await collect(facts, {
    accept: seen => refuse(scope, seen),
    fetch: wanted => fetchFact(get, narrow, clock.now, wanted),
    onProgress,
    signal,
    wantedOf: () => questions().wanted.filter(({kind}) => leads.has(kind)),
  })
  const {apps, asked: used, wanted} = questions()
  const requests = counted([...[...facts.values()].filter(({path}) => used.has(path)), ...wanted])
  const of = (host: Planned['host']) => requests.reduce((sum, one) => (one.host === host ? sum + one.requests : sum), 0)
  const total = {data: of('data'), platform: of('platform')}
  const latency = asked === 0 ? 0 : Math.round(spent / asked)
  return {
    scope: {kind: scope.kind, ...(scope.name === undefined ? {} : {name: scope.name}), apps: apps.length},
    frameworks: catalog.frameworks.map(({id}) => id),
    asked,
    requests,
    total,
    ...(left === undefined ? {} : {budget: {floor: rateFloor, left}}),
    time: {
      asking: (((total.platform + total.data) / inFlight) * latency) / 1000,
      latency,
      waiting:
        left === undefined ? 0 : (Math.max(0, total.platform - Math.max(0, left - rateFloor)) / refillPerMinute) * 60,
    },
    unreadable: [...facts.values()]
      .flatMap(({gap, path}) =>
        gap ? [{path, reason: gap.reason, ...(gap.needs === undefined ? {} : {needs: gap.needs})}] : [],
      )
      .sort((a, b) => byCodeUnit(a.path, b.path)),
  }
}

function counted(all: ReadonlyArray<Pick<Wanted, 'kind'>>): Planned[] {
  return [...grouped(all, ({kind}) => kind)]
    .map(([kind, same]): Planned => ({
      host: routes[kind].host === undefined ? 'platform' : 'data',
      path: paths[kind]('*', '*'),
      requests: same.length,
    }))
    .sort((a, b) => b.requests - a.requests || byCodeUnit(a.path, b.path))
}
