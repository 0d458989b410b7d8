import type {Observation} from '../model/observation.js'

import {counts} from '../model/observation.js'
import {grouped} from '../foundation/collections.js'

/** An observation of each report of the same thing, or one that only one of them has. */
export interface Pair {
  readonly before?: Observation
  readonly after?: Observation
}

type Key = (one: Observation) => string

/** By the check and the id of the resource: a new name makes nothing new. */
const byId: Key = ({check, subject: {id, kind}}) => JSON.stringify([check, kind, id])
const byName: Key = ({check, subject: {app, kind, name, space, team}}) =>
  JSON.stringify([check, kind, name, app ?? space ?? team])

/** Whether what is given for an id is only a name. */
const isNameless = ({subject: {id, name}}: Observation) => id === '' || id === name

const isAlike = (a: Observation, b: Observation) =>
  a.verdict === b.verdict && counts(a, a.verdict) === counts(b, b.verdict)

/** How well two observations of one key belong together, best first: rows without an id of their own share one. */
const likenesses: ReadonlyArray<(a: Observation, b: Observation) => boolean> = [
  (a, b) => a.subject.name === b.subject.name && isAlike(a, b),
  (a, b) => a.subject.name === b.subject.name,
  isAlike,
  () => true,
]

/** Every observation once, in the order of the newer report; what only the older one has comes last. */
export function pairs(before: readonly Observation[], after: readonly Observation[]): Pair[] {
  const partners = new Map<Observation, Observation>()
  const taken = new Set<Observation>()
  const join = (older: Observation, newer: Observation) => {
    partners.set(newer, older)
    taken.add(older)
  }

  const olderOf = grouped(before, byId)
  for (const [key, same] of grouped(after, byId)) joinAlike(olderOf.get(key) ?? [], same, join)
  // A thing that could not be looked at goes by its name: that joins it to what was known of it, where there is but one of that name.
  const strays = grouped(
    before.filter(one => !taken.has(one)),
    byName,
  )
  for (const [key, [only, ...others]] of grouped(
    after.filter(one => !partners.has(one)),
    byName,
  )) {
    const [older, ...rest] = strays.get(key) ?? []
    if (only && older && others.length + rest.length === 0 && (isNameless(only) || isNameless(older))) join(older, only)
  }

  return [
    ...after.map(one => {
      const older = partners.get(one)
      return older ? {after: one, before: older} : {after: one}
    }),
    ...before.filter(one => !taken.has(one)).map(one => ({before: one})),
  ]
}

function joinAlike(
  older: readonly Observation[],
  newer: readonly Observation[],
  join: (older: Observation, newer: Observation) => void,
): void {
  const [only] = older
  const [one] = newer
  if (only && one && older.length + newer.length === 2) {
    join(only, one)
    return
  }

  const left = new Set(older)
  const open = new Set(newer)
  for (const isLike of likenesses)
    for (const next of open) {
      const match = [...left].find(candidate => isLike(candidate, next))
      if (!match) continue
      left.delete(match)
      open.delete(next)
      join(match, next)
    }
}
