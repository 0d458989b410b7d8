import type {ControlChange, Side} from '../model/comparison.js'
import type {Status} from '../model/framework.js'
import type {Shared} from './comparable-scope.js'

import {statuses} from '../model/framework.js'

interface Controls {
  readonly fallen: readonly ControlChange[]
  readonly risen: readonly ControlChange[]
  readonly compared: number
}

/** What is closed, one way or another, has not fallen. */
const open: ReadonlySet<Status> = new Set<Status>(['fail', 'unknown', 'manual', 'waived'])

const rank = (status: Status) => statuses.indexOf(status)

/**
 * Controls of the frameworks that both reports are of, by framework and id. In another scope they speak of other things,
 * and one that a new check decides has not fallen by what was not judged before.
 */
export function controls(before: Side, after: Side, {hasCheck, isSameScope}: Shared): Controls {
  if (!isSameScope) return {compared: 0, fallen: [], risen: []}
  const known = new Map(
    before.frameworks.flatMap(framework =>
      framework.controls.map(({id, status}) => [JSON.stringify([framework.id, id]), status]),
    ),
  )
  const pairs = after.frameworks.flatMap(framework =>
    framework.controls.flatMap(({boundary = [], checks, id, reason, severity, status, title}) => {
      const was = known.get(JSON.stringify([framework.id, id]))
      return was === undefined || ![...checks, ...boundary].every(hasCheck)
        ? []
        : [{control: id, framework: framework.id, reason, severity, status, title, was}]
    }),
  )
  return {
    compared: pairs.length,
    fallen: pairs.filter(({status, was}) => open.has(status) && rank(status) < rank(was)),
    // What failed and cannot be seen any more is no better.
    risen: pairs.filter(({status, was}) => open.has(was) && status !== 'unknown' && rank(status) > rank(was)),
  }
}
