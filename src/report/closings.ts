import type {Report} from '../model/report.js'

import {counts} from '../model/observation.js'

export interface Closing {
  /** Controls that fail by this check alone: they fail no longer once it holds. */
  readonly closed: number
  /** The frameworks that these are of. */
  readonly frameworks: number
  /** Controls that other checks break as well. */
  readonly shared: number
}

interface Counts {closed: number; frameworks: Set<string>; shared: number}

const known = new WeakMap<Report, ReadonlyMap<string, Closing>>()

/** What mending each failing check, on all its subjects, would close. Computed once a report. */
export function closings(report: Report): ReadonlyMap<string, Closing> {
  const found = known.get(report) ?? counted(report)
  known.set(report, found)
  return found
}

function counted({frameworks, observations}: Report): ReadonlyMap<string, Closing> {
  const failing = new Map<string, Set<string>>()
  for (const one of observations) if (counts(one, 'fail')) for (const {control, framework} of one.controls) {
    const key = JSON.stringify([framework, control])
    failing.set(key, (failing.get(key) ?? new Set()).add(one.check))
  }

  const found = new Map<string, Counts>()
  for (const {controls, id: framework} of frameworks) for (const {id, status} of controls) {
    const checks = status === 'fail' ? failing.get(JSON.stringify([framework, id])) ?? new Set() : new Set<string>()
    for (const check of checks) {
      const own = found.get(check) ?? {closed: 0, frameworks: new Set(), shared: 0}
      found.set(check, own)
      if (checks.size > 1) own.shared++
      else {
        own.closed++
        own.frameworks.add(framework)
      }
    }
  }

  return new Map([...found].map(([check, {closed, frameworks: ids, shared}]) => [check, {closed, frameworks: ids.size, shared}]))
}
