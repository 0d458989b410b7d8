import type {ControlChange, ComparisonSide} from '../model/comparison.js'
import type {Status} from '../model/framework.js'
import type {ComparableScope} from './comparable-scope.js'

import {statuses} from '../model/framework.js'

interface ControlChanges {
  readonly worseControls: readonly ControlChange[]
  readonly betterControls: readonly ControlChange[]
  readonly compared: number
}

/** A control with any other status is closed, and hasn't got worse. */
const openStatuses: ReadonlySet<Status> = new Set<Status>(['fail', 'unknown', 'manual', 'waived'])

const rank = (status: Status) => statuses.indexOf(status)

/**
 * The controls of the frameworks in both reports, by framework and id. They aren't compared across different scopes,
 * and one that a new check decides hasn't got worse by what wasn't assessed before.
 */
export function compareControls(
  before: ComparisonSide,
  after: ComparisonSide,
  {hasCheck, isSameScope}: ComparableScope,
): ControlChanges {
  if (!isSameScope) return {compared: 0, worseControls: [], betterControls: []}
  const statusBefore = new Map(
    before.frameworks.flatMap(framework =>
      framework.controls.map(({id, status}) => [JSON.stringify([framework.id, id]), status]),
    ),
  )
  const changes = after.frameworks.flatMap(framework =>
    framework.controls.flatMap(({boundary = [], checks, id, reason, severity, status, title}) => {
      const was = statusBefore.get(JSON.stringify([framework.id, id]))
      return was === undefined || ![...checks, ...boundary].every(hasCheck)
        ? []
        : [{control: id, framework: framework.id, reason, severity, status, title, was}]
    }),
  )
  return {
    compared: changes.length,
    worseControls: changes.filter(({status, was}) => openStatuses.has(status) && rank(status) < rank(was)),
    // A failure that can no longer be seen is no better.
    betterControls: changes.filter(
      ({status, was}) => openStatuses.has(was) && status !== 'unknown' && rank(status) > rank(was),
    ),
  }
}
