import type {ControlRef} from '../../model/observation.js'
import type {Report} from '../../model/report.js'

import {counts} from '../../model/observation.js'
import {distinct} from '../../foundation/collections.js'
import {times} from './labels.js'

export interface Closing {
  /** Controls that fail by this check alone: they fail no longer once it holds. */
  readonly ended: number
  /** Those of them of which nothing is left open then: the others a person has to answer, or they could not be seen. */
  readonly closed: number
  /** The frameworks that these are of. */
  readonly frameworks: number
  /** Controls that other checks break as well. */
  readonly shared: number
}

interface Counts {
  closed: number
  ended: number
  frameworks: Set<string>
  shared: number
}

const known = new WeakMap<Report, ReadonlyMap<string, Closing>>()

/** What mending each failing check, on all its subjects, would close. Computed once a report. */
export function closings(report: Report): ReadonlyMap<string, Closing> {
  const found = known.get(report) ?? counted(report)
  known.set(report, found)
  return found
}

function counted(report: Report): ReadonlyMap<string, Closing> {
  const breached = breaches(report)
  const blind = new Set(
    report.observations.flatMap(({controls, verdict}) =>
      verdict === 'unknown' ? controls.map(ref => JSON.stringify([ref.framework, ref.control])) : [],
    ),
  )
  const found = new Map<string, Counts>()
  for (const {controls, id: framework} of report.frameworks)
    for (const control of controls) {
      const key = JSON.stringify([framework, control.id])
      const checks = control.status === 'fail' ? (breached.get(key) ?? []) : []
      for (const check of checks) {
        const own = found.get(check) ?? {closed: 0, ended: 0, frameworks: new Set(), shared: 0}
        found.set(check, own)
        if (checks.length > 1) own.shared++
        else {
          own.ended++
          own.frameworks.add(framework)
          // The API proves no other kind, and what was not seen is not closed by what was.
          if (control.kind === 'automatic' && !blind.has(key)) own.closed++
        }
      }
    }

  return new Map([...found].map(([check, {frameworks: ids, ...counts}]) => [check, {...counts, frameworks: ids.size}]))
}

/** By control, the checks whose failures breach it: none of which a document on file makes a question. */
function breaches({frameworks, observations}: Report): ReadonlyMap<string, readonly string[]> {
  const relieved = new Map(
    frameworks.flatMap(({controls, id}) =>
      controls.map(control => [JSON.stringify([id, control.id]), control.relieved ?? []]),
    ),
  )
  const found = new Map<string, Set<string>>()
  for (const one of observations)
    if (counts(one, 'fail'))
      for (const {control, framework} of one.controls) {
        const key = JSON.stringify([framework, control])
        if (!relieved.get(key)?.includes(one.check)) found.set(key, (found.get(key) ?? new Set()).add(one.check))
      }

  return new Map([...found].map(([key, checks]) => [key, [...checks]]))
}

/** Of the controls that a failing check bears on: those that it breaks, those of which a document on file makes a question, and these documents. */
export interface Bearing {
  readonly broken: readonly ControlRef[]
  readonly relieved: readonly ControlRef[]
  readonly papers: readonly string[]
}

export function bearingOf({frameworks}: Report, check: string, refs: readonly ControlRef[]): Bearing {
  const controls = new Map(
    frameworks.flatMap(framework =>
      framework.controls.map(control => [JSON.stringify([framework.id, control.id]), control] as const),
    ),
  )
  const of = ({control, framework}: ControlRef) => controls.get(JSON.stringify([framework, control]))
  const relieved = refs.filter(ref => of(ref)?.relieved?.includes(check))
  return {
    broken: refs.filter(ref => !relieved.includes(ref)),
    papers: distinct(relieved.flatMap(ref => of(ref)?.relievedBy ?? [])),
    relieved,
  }
}

/** What one fix is good for, in a sentence; empty where it is hardly worth one. */
export function closingText(report: Report, check: string, strong: (text: string) => string = text => text): string {
  const {closed, ended, frameworks, shared} = closings(report).get(check) ?? {
    closed: 0,
    ended: 0,
    frameworks: 0,
    shared: 0,
  }
  if (ended + shared < 2) return ''
  const rest =
    shared > 0
      ? `${times(shared, 'control')}${ended > 0 ? ' more' : ''} ${shared === 1 ? 'needs' : 'need'} other fixes too`
      : ''
  if (ended === 0) return `${rest}.`
  const inAll = report.frameworks.length > 1 ? ` in ${times(frameworks, 'framework')}` : ''
  const what =
    closed === ended
      ? `closes ${times(ended, 'control')}${inAll}`
      : `ends the failure of ${times(ended, 'control')}${inAll}${closed > 0 ? `, and closes ${closed} of them` : ''}`
  return `${strong(`This one fix ${what}`)}${rest === '' ? '' : `; ${rest}`}.`
}
