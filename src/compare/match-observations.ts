import type {Observation} from '../model/observation.js'

import {countsAs} from '../model/observation.js'
import {groupBy} from '../foundation/collections.js'

/** The observations of one check on one subject in both reports, or in one of them. */
export interface ObservationPair {
  readonly before?: Observation
  readonly after?: Observation
}

type KeyOf = (observation: Observation) => string

/** By the check and the id of the resource: a renamed resource is the same. */
const byId: KeyOf = ({check, subject: {id, kind}}) => JSON.stringify([check, kind, id])
const byName: KeyOf = ({check, subject: {app, kind, name, space, team}}) =>
  JSON.stringify([check, kind, name, app ?? space ?? team])

/** Whether the id is only a name. */
const isNameless = ({subject: {id, name}}: Observation) => id === '' || id === name

const isAlike = (a: Observation, b: Observation) =>
  a.verdict === b.verdict && countsAs(a, a.verdict) === countsAs(b, b.verdict)

/** How well two observations with the same key match, best first: subjects without an id share one key. */
const similarities: ReadonlyArray<(a: Observation, b: Observation) => boolean> = [
  (a, b) => a.subject.name === b.subject.name && isAlike(a, b),
  (a, b) => a.subject.name === b.subject.name,
  isAlike,
  () => true,
]

/** Every observation once, in the order of the newer report; those of the older one alone come last. */
export function matchObservations(before: readonly Observation[], after: readonly Observation[]): ObservationPair[] {
  const olderByNewer = new Map<Observation, Observation>()
  const matchedOlder = new Set<Observation>()
  const join = (older: Observation, newer: Observation) => {
    olderByNewer.set(newer, older)
    matchedOlder.add(older)
  }

  const olderOf = groupBy(before, byId)
  for (const [key, newerOfKey] of groupBy(after, byId)) joinSimilar(olderOf.get(key) ?? [], newerOfKey, join)
  // What couldn't be read has only a name: that matches it to the other side, if it is the only one with that name.
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
