import type {Severity, Status} from '../model/framework.js'
import type {Threshold} from '../model/judging.js'
import type {Observation, Verdict} from '../model/observation.js'
import type {Exit, Report} from '../model/report.js'

import {severities, statuses} from '../model/framework.js'
import {counts} from '../model/observation.js'
import {grouped} from '../model/order.js'
import {times} from '../model/text.js'

/** What is worse than in an earlier report. */
export interface Worse {
  /** Failures that were none before. */
  readonly failing: readonly Observation[]
  /** What could not be determined, and was no failure and no question before. */
  readonly unknown: readonly Observation[]
  /** Controls that have fallen, and not by an observation alone. */
  readonly fallen: ReadonlyArray<{readonly framework: string; readonly control: string; readonly severity: Severity; readonly was: Status; readonly status: Status}>
  /** Failures that were there before. */
  readonly known: number
}

/** What is closed, one way or another, has not fallen. */
const open: ReadonlySet<Status> = new Set<Status>(['fail', 'unknown', 'manual', 'waived'])

/** By the check and the id of the resource: a new name makes nothing new. */
const keyOf = ({check, subject: {id, kind}}: Observation) => JSON.stringify([check, kind, id])

/** What is worse now than it was. A thing that is new is compared with nothing: its failures are new. */
export function worseThan(before: Pick<Report, 'frameworks' | 'observations'>, after: Pick<Report, 'frameworks' | 'observations'>): Worse {
  const had = (verdict: Verdict) => new Map([...grouped(before.observations.filter(one => counts(one, verdict)), keyOf)].map(([key, same]) => [key, same.length]))
  const [failed, unseen] = [had('fail'), had('unknown')]
  // Rows without an id of their own look alike: so many as there were are known.
  const take = (from: Map<string, number>, one: Observation) => {
    const left = from.get(keyOf(one)) ?? 0
    if (left > 0) from.set(keyOf(one), left - 1)
    return left > 0
  }

  const failing: Observation[] = []
  let known = 0
  for (const one of after.observations) if (counts(one, 'fail')) {
    if (take(failed, one)) known++
    else failing.push(one)
  }

  const unknown = after.observations.filter(one => counts(one, 'unknown') && !take(unseen, one) && !take(failed, one))
  const statusOf = new Map(before.frameworks.flatMap(({controls, id}) => controls.map(control => [JSON.stringify([id, control.id]), control.status])))
  const fallen = after.frameworks.flatMap(({controls, id: framework}) => controls.flatMap(({id: control, severity, status}) => {
    const was = statusOf.get(JSON.stringify([framework, control]))
    return was !== undefined && open.has(status) && statuses.indexOf(status) < statuses.indexOf(was) ? [{control, framework, severity, status, was}] : []
  }))
  return {failing, fallen, known, unknown}
}

/** As `exit`, but only for what is worse; a run in which nothing could be judged still ends with 3. */
export function ratchet({failing, fallen, known, unknown}: Worse, all: readonly Observation[], {allowUnknown, failOn}: Threshold): Exit {
  const counted = failOn === 'never' ? [] : severities.slice(0, severities.indexOf(failOn) + 1)
  const above = <T extends {readonly severity: Severity}>(some: readonly T[]) => some.filter(({severity}) => counted.includes(severity))
  const [failures, questions, controls] = [above(failing), above(unknown), above(fallen).filter(({status}) => !(allowUnknown && status === 'unknown'))]
  const refused = controls.filter(({status}) => status === 'fail')
  if (failures.length > 0 || refused.length > 0) {
    const parts = [...failures.length > 0 ? [times(failures.length, 'new failure')] : [], ...refused.length > 0 ? [`${times(refused.length, 'control')} newly failing`] : []]
    return {code: 1, reason: `worse than the baseline: ${parts.join(' and ')}`}
  }

  if (!all.some(({verdict}) => verdict === 'pass' || verdict === 'fail')) return {code: 3, reason: 'nothing could be judged'}
  if ((questions.length > 0 && !allowUnknown) || controls.length > 0) {
    const parts = [...questions.length > 0 && !allowUnknown ? [`${times(questions.length, 'observation')} could not be determined any more`] : [], ...controls.length > 0 ? [`${times(controls.length, 'control')} fell`] : []]
    return {code: 3, reason: `worse than the baseline: ${parts.join(' and ')}`}
  }

  return {code: 0, reason: `no worse than the baseline${known > 0 ? `; ${times(known, 'known failure')} remain${known === 1 ? 's' : ''}` : ''}`}
}
