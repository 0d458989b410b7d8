import type {ChangeDiff, ObservationChange, UnknownAfter} from '../../model/comparison.js'
import type {Severity} from '../../model/framework.js'

import {byCodeUnit, groupBy} from '../../foundation/collections.js'
import {capitalize} from '../../foundation/text.js'
import {severities} from '../../model/framework.js'
import {changeTitle} from './comparison-text.js'

/** One check and what would become of it, over all its subjects. */
export interface ChangeGroup<T> {
  readonly severity: Severity
  readonly title: string
  readonly members: readonly T[]
}

/** What gets worse, by check, worst first; what fails already and gets worse comes after what fails newly. */
export const worseGroups = ({newlyFailing, worsened}: ChangeDiff): ReadonlyArray<ChangeGroup<ObservationChange>> =>
  grouped([...newlyFailing, ...worsened], changeTitle)

/** What would hold, or no longer apply. */
export const betterGroups = (
  {fixed, newlyDetermined}: ChangeDiff,
  now: 'not-applicable' | 'pass',
): ReadonlyArray<ChangeGroup<ObservationChange>> =>
  grouped(
    [...fixed, ...newlyDetermined].filter(change => change.now === now),
    ({title}) => capitalize(title),
  )

/** What a change leaves unknown, by check, worst first. */
export const unknownGroups = (observations: readonly UnknownAfter[]): ReadonlyArray<ChangeGroup<UnknownAfter>> =>
  grouped(observations, ({title}) => capitalize(title))

function grouped<T extends {readonly check: string; readonly severity: Severity}>(
  all: readonly T[],
  titleOf: (item: T) => string,
): ReadonlyArray<ChangeGroup<T>> {
  return [...groupBy(all, ({check}) => check).values()]
    .flatMap(members => (members[0] ? [{members, sample: members[0]}] : []))
    .sort(
      (a, b) =>
        severities.indexOf(a.sample.severity) - severities.indexOf(b.sample.severity) ||
        b.members.length - a.members.length ||
        byCodeUnit(a.sample.check, b.sample.check),
    )
    .map(({members, sample}) => ({members, severity: sample.severity, title: titleOf(sample)}))
}
