import type {ComparisonSide} from '../model/comparison.js'
import type {EffectiveVerdict, Observation} from '../model/observation.js'

import {groupBy} from '../foundation/collections.js'
import {effectiveVerdict} from '../model/observation.js'

type ReportedSubject = Observation['subject']

interface HiddenObservations {
  /** For each placeholder of the newer report, the subjects of the older one that it hides. */
  readonly byPlaceholder: ReadonlyMap<
    Observation,
    ReadonlyArray<{readonly subject: ReportedSubject; readonly was: EffectiveVerdict}>
  >
  readonly observations: ReadonlySet<Observation>
}

/**
 * Observations that are missing only because their list couldn't be read: they aren't gone. A placeholder that doesn't
 * say whose list it is may hide anything of its kind.
 */
export function findHiddenObservations(
  unmatched: readonly Observation[],
  before: ComparisonSide,
  after: ComparisonSide,
): HiddenObservations {
  const key = ({check, subject: {kind}}: Observation) => `${kind} ${check}`
  const placeholders = groupBy(
    after.observations.filter(({subject}) => subject.placeholder === true && subject.name.endsWith('/*')),
    key,
  )
  const [olderApps, newerApps] = [appIdsByName(before), appIdsByName(after)]
  const belongsTo = (owner: ReportedSubject, subject: ReportedSubject) => {
    if (owner.app !== undefined)
      return (
        subject.app === owner.app ||
        (subject.app !== undefined && olderApps.get(subject.app) === (newerApps.get(owner.app) ?? owner.app))
      )
    if (owner.space !== undefined) return subject.space === owner.space
    return owner.team === undefined || subject.team === owner.team
  }

  const byPlaceholder = new Map<Observation, Array<{subject: ReportedSubject; was: EffectiveVerdict}>>()
  const observations = new Set<Observation>()
  for (const observation of unmatched) {
    const placeholder = (placeholders.get(key(observation)) ?? []).find(({subject}) =>
      belongsTo(subject, observation.subject),
    )
    if (!placeholder) continue
    observations.add(observation)
    const hiddenBehind = byPlaceholder.get(placeholder) ?? []
    hiddenBehind.push({subject: observation.subject, was: effectiveVerdict(observation)})
    byPlaceholder.set(placeholder, hiddenBehind)
  }

  return {observations, byPlaceholder}
}

/** The ids of apps by name. */
const appIdsByName = ({observations}: ComparisonSide) =>
  new Map(observations.flatMap(({subject: {id, kind, name}}) => (kind === 'app' ? [[name, id]] : [])))
