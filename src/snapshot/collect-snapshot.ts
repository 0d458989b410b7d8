import type {Catalog} from '../catalog/catalog.js'
import type {Narrow, Wanted} from '../api/fetch-fact.js'
import type {Progress} from './scheduler.js'
import type {Get} from '../api/http.js'
import type {Clock} from '../api/retry.js'
import type {FactKind} from '../model/facts.js'
import type {Policy} from '../model/policy.js'
import type {Fact, Scope, Shard, Snapshot} from '../model/snapshot.js'
import type {Earlier} from './earlier-facts.js'

import {collect} from './scheduler.js'
import {fetchFact} from '../api/fetch-fact.js'
import {retrying} from '../api/retry.js'
import {watchedClock} from '../api/watched-clock.js'
import {callerOf} from '../model/caller.js'
import {UserError} from '../foundation/user-error.js'
import {byCodeUnit} from '../foundation/collections.js'
import {paths} from '../model/paths.js'
import {anyPolicy} from '../model/policy.js'
import {isOfApps} from '../model/snapshot.js'
import {isIn} from './shard.js'
import {goingOn} from './earlier-facts.js'
import {askedBy, examine} from '../assess/observe.js'

/** What collecting needs of the world. */
export interface Ports {
  readonly get: Get
  readonly clock: Clock
  readonly narrow: Narrow
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
  readonly tidy?: () => void
  /** Given now and then what would be left if the run ended now. */
  readonly keep?: (partial: () => Snapshot) => void
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
  ports: Ports,
  version: string,
  earlier?: Earlier,
  shard?: Shard,
): Promise<Snapshot> {
  const {
    clock,
    keep,
    narrow,
    onBudget,
    onProgress,
    onRateLimit,
    policy,
    rateFloor,
    releases = false,
    signal,
    tidy,
  } = ports
  const watched = watchedClock(ports.get, clock.now)
  const get = retrying(watched.get, clock, rateFloor, onRateLimit, onBudget)
  const facts = new Map<string, Fact>()
  const going = earlier && goingOn(earlier, facts)
  let asked: ReadonlySet<string> = new Set()
  const clockSkew = () => {
    const skew = watched.skew()
    return skew === undefined ? {} : {clockSkew: skew}
  }

  const snapshot = (all: Iterable<Fact>): Snapshot => ({
    snapshotVersion: 1,
    tool: {name: 'heroku-compliance', version},
    scopes: [scope],
    frameworks: catalog.frameworks.map(({id}) => id),
    ...(shard ? {shard} : {}),
    ...clockSkew(),
    facts: [...all].sort((a, b) => byCodeUnit(a.path, b.path)),
  })
  const isOurs = shard && isIn(shard)
  // Nobody could go on with what is not known to be of whom.
  const isOfKnown = () => {
    const caller = callerOf([facts.get(paths.account())].flatMap(fact => fact ?? []))
    return going ? going.isSame(caller) : caller !== undefined
  }

  const partial = (): Snapshot => ({
    ...snapshot(isOfKnown() ? [...(going?.left() ?? []), ...facts.values()] : []),
    partial: true,
  })
  const isWhole = await collect(facts, {
    accept(seen) {
      refuse(scope, seen)
      going?.refuseOther(seen.values())
    },
    fetch: wanted => fetchFact(get, narrow, clock.now, wanted, going?.before(wanted.path)),
    leads: isOfApps(scope) ? ({kind}) => leading.has(kind) : undefined,
    onProgress(progress) {
      onProgress(progress)
      if (keep && isOfKnown()) keep(partial)
    },
    signal,
    wantedOf(seen): readonly Wanted[] {
      const examined = () => {
        tidy?.()
        const found = askedBy(
          policy ? [policy] : anyPolicy,
          one => examine(seen, [scope], catalog, one, clock.now(), isOurs),
          releases,
        )
        asked = found.asked
        tidy?.()
        return found.wanted
      }

      const wanted = going ? going.next(examined) : examined()
      return callerFirst(isOfApps(scope) ? leadingFirst(wanted) : wanted)
    },
  })
  if (!isWhole) return partial()
  // Some was read on the chance that it would be needed, and what was read before may be of things that are gone.
  return snapshot([...facts.values()].filter(({path}) => asked.has(path)))
}

/** What answers of these kinds say leads to further requests. */
const leading: ReadonlySet<FactKind> = new Set([
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
const leadingFirst = (all: readonly Wanted[]): Wanted[] => [
  ...all.filter(({kind}) => leading.has(kind)),
  ...all.filter(({kind}) => !leading.has(kind)),
]

/** Until it is known who reads, nothing of what was read is kept. */
const callerFirst = (all: readonly Wanted[]): Wanted[] => [
  ...all.filter(({kind}) => kind === 'account'),
  ...all.filter(({kind}) => kind !== 'account'),
]

/** Ends a run that has no scope to judge. */
export function refuse(scope: Scope, facts: ReadonlyMap<string, Fact>): void {
  const root =
    scope.kind === 'all' || scope.name === undefined ? undefined : facts.get(paths[scope.kind](scope.name))?.gap
  if (root?.reason === 'unauthorized' || facts.get(paths.account())?.gap?.reason === 'unauthorized') {
    throw new UserError('Heroku does not accept your login.', 'Run heroku login, or check the token in HEROKU_API_KEY.')
  }

  const needs = `It needs ${root?.needs ?? 'access'}.`
  if (root?.reason === 'not-found')
    throw new UserError(`There is no ${scope.kind} ${scope.name}, or your account may not see it.`, needs)
  if (root?.reason === 'forbidden')
    throw new UserError(`Your account may not read the ${scope.kind} ${scope.name}.`, needs)
}
