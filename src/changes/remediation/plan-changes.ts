import type {Addon} from '../../model/facts.js'
import type {PriceChange} from '../../model/remediation-plan.js'
import type {Fact, Snapshot} from '../../model/snapshot.js'

/** A plan of an add-on that a step ends, begins or replaces. */
export interface PlanChange {
  /** The name of the plan, such as `heroku-redis:mini`; absent where it isn't known. */
  readonly plan?: string
  readonly sign: -1 | 1
}

/** The plans that differ between two snapshots, among the facts at some paths. */
export function planChanges(before: Snapshot, after: Snapshot, paths: ReadonlySet<string>): PlanChange[] {
  const [old, current] = [plansById(before, paths), plansById(after, paths)]
  const planOf = (plan: string | undefined) => (plan === undefined ? {} : {plan})
  return [...new Set([...old.keys(), ...current.keys()])].flatMap((id): PlanChange[] => {
    if (old.has(id) && current.has(id) && old.get(id) === current.get(id)) return []
    return [
      ...(old.has(id) ? [{sign: -1 as const, ...planOf(old.get(id))}] : []),
      ...(current.has(id) ? [{sign: 1 as const, ...planOf(current.get(id))}] : []),
    ]
  })
}

function plansById({facts}: Snapshot, paths: ReadonlySet<string>): Map<string, string | undefined> {
  const addons = facts.filter(({path}) => paths.has(path)).flatMap(fact => addonsOf(fact))
  return new Map(addons.map(({id, plan}) => [id, plan?.name]))
}

function addonsOf({body, kind}: Fact): readonly Addon[] {
  if (body === undefined) return []
  if (kind === 'addon') return [body as Addon]
  return kind === 'accountAddons' || kind === 'addons' ? (body as readonly Addon[]) : []
}

/** The services whose prices are needed. */
export const servicesOf = (changes: readonly PlanChange[]): string[] => [
  ...new Set(changes.flatMap(({plan}) => plan?.split(':').slice(0, 1) ?? [])),
]

/** What changes come to; undefined where there are none. */
export function priceOf(changes: readonly PlanChange[], prices: ReadonlyMap<string, number>): PriceChange | undefined {
  if (changes.length === 0) return undefined
  let total = 0
  for (const {plan = '', sign} of changes) {
    const cents = prices.get(plan)
    if (cents === undefined) return 'unknown'
    total += sign * cents
  }

  return {cents: total}
}
