import type {Side, Standing} from '../model/comparison.js'
import type {Observation} from '../model/observation.js'

import {grouped} from '../foundation/collections.js'

type Name = Observation['subject']

interface Hidden {
  /** What each placeholder of the newer report stands for that the older one told of. */
  readonly by: ReadonlyMap<Observation, ReadonlyArray<{readonly subject: Name; readonly was: Standing}>>
  readonly all: ReadonlySet<Observation>
}

/**
 * What is not told of any more because its list could not be read: that is not gone. A placeholder that does not say
 * whose list it is may hide anything of its kind.
 */
export function hidden(
  lost: readonly Observation[],
  before: Side,
  after: Side,
  standing: (one: Observation) => Standing,
): Hidden {
  const key = ({check, subject: {kind}}: Observation) => `${kind} ${check}`
  const placeholders = grouped(
    after.observations.filter(({subject}) => subject.placeholder === true && subject.name.endsWith('/*')),
    key,
  )
  const [older, newer] = [appsOf(before), appsOf(after)]
  const isOf = (owner: Name, subject: Name) => {
    if (owner.app !== undefined)
      return (
        subject.app === owner.app ||
        (subject.app !== undefined && older.get(subject.app) === (newer.get(owner.app) ?? owner.app))
      )
    if (owner.space !== undefined) return subject.space === owner.space
    return owner.team === undefined || subject.team === owner.team
  }

  const by = new Map<Observation, Array<{subject: Name; was: Standing}>>()
  const all = new Set<Observation>()
  for (const one of lost) {
    const hides = (placeholders.get(key(one)) ?? []).find(({subject}) => isOf(subject, one.subject))
    if (!hides) continue
    all.add(one)
    const told = by.get(hides) ?? []
    told.push({subject: one.subject, was: standing(one)})
    by.set(hides, told)
  }

  return {all, by}
}

/** Ids of apps by their names. */
const appsOf = ({observations}: Side) =>
  new Map(observations.flatMap(({subject: {id, kind, name}}) => (kind === 'app' ? [[name, id]] : [])))
