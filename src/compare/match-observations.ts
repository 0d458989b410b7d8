import type {Observation} from '../model/observation.js'

import {countsAs} from '../model/observation.js'
import {groupBy} from '../foundation/collections.js'

/** An observation of each report of the same thing, or one that only one of them has. */
export interface ObservationPair {
  readonly before?: Observation
  readonly after?: Observation
}

type KeyOf = (observation: Observation) => string

/** By the check and the id of the resource: a new name makes nothing new. */
const byId: KeyOf = ({check, subject: {id, kind}}) => JSON.stringify([check, kind, id])
const byName: KeyOf = ({check, subject: {app, kind, name, space, team}}) =>
  JSON.stringify([check, kind, name, app ?? space ?? team])

/** Whether what is given for an id is only a name. */
const isNameless = ({subject: {id, name}}: Observation) => id === '' || id === name

const isAlike = (a: Observation, b: Observation) =>
  a.verdict === b.verdict && countsAs(a, a.verdict) === countsAs(b, b.verdict)

/** How well two observations of one key belong together, best first: rows without an id of their own share one. */
const similarities: ReadonlyArray<(a: Observation, b: Observation) => boolean> = [
  (a, b) => a.subject.name === b.subject.name && isAlike(a, b),
  (a, b) => a.subject.name === b.subject.name,
  isAlike,
  () => true,
]

/** Every observation once, in the order of the newer report; what only the older one has comes last. */
export function matchObservations(before: readonly Observation[], after: readonly Observation[]): ObservationPair[] {
  const olderByNewer = new Map<Observation, Observation>()
  const matchedOlder = new Set<Observation>()
  const join = (older: Observation, newer: Observation) => {
    olderByNewer.set(newer, older)
    matchedOlder.add(older)
  }

  const olderOf = groupBy(before, byId)
  for (const [key, newerOfKey] of groupBy(after, byId)) joinSimilar(olderOf.get(key) ?? [], newerOfKey, join)
  // A thing that could not be looked at goes by its name: that joins it to what was known of it, where there is but one of that name.
  const unmatchedByName = groupBy(
    before.filter(observation => !matchedOlder.has(observation)),
    byName,
  )
  for (const [key, [onlyNewer, ...otherNewer]] of groupBy(
    after.filter(observation => !olderByNewer.has(observation)),
    byName,
  )) {
    const [onlyOlder, ...otherOlder] = unmatchedByName.get(key) ?? []
    if (
      onlyNewer &&
      onlyOlder &&
      otherNewer.length + otherOlder.length === 0 &&
      (isNameless(onlyNewer) || isNameless(onlyOlder))
    )
      join(onlyOlder, onlyNewer)
  }

  return [
    ...after.map(observation => {
      const older = olderByNewer.get(observation)
      return older ? {after: observation, before: older} : {after: observation}
    }),
    ...before.filter(observation => !matchedOlder.has(observation)).map(observation => ({before: observation})),
  ]
}

function joinSimilar(
  older: readonly Observation[],
  newer: readonly Observation[],
  join: (older: Observation, newer: Observation) => void,
): void {
  const [onlyOlder] = older
  const [onlyNewer] = newer
  if (onlyOlder && onlyNewer && older.length + newer.length === 2) {
    join(onlyOlder, onlyNewer)
    return
  }

  const unmatchedOlder = new Set(older)
  const unmatchedNewer = new Set(newer)
  for (const areSimilar of similarities)
    for (const newerObservation of unmatchedNewer) {
      const match = [...unmatchedOlder].find(candidate => areSimilar(candidate, newerObservation))
      if (!match) continue
      unmatchedOlder.delete(match)
      unmatchedNewer.delete(newerObservation)
      join(match, newerObservation)
    }
}
