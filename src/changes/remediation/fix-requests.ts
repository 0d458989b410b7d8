import type {Severity} from '../../model/framework.js'
import type {Observation} from '../../model/observation.js'
import type {PlanFinding} from '../../model/remediation-plan.js'
import type {HandworkKind} from '../../model/remediation.js'
import type {Report} from '../../model/report.js'

import {severities} from '../../model/framework.js'
import {isBreach} from '../../model/observation.js'

/** Commands to be run, and the reasons for them. */
export interface FixRequest {
  readonly findings: readonly PlanFinding[]
  readonly text: string
  readonly commands: readonly string[]
  /** What it costs, restarts, interrupts or can't undo, a sentence each. */
  readonly effects?: readonly string[]
  /** Set where no script of the commands is enough. */
  readonly byHand?: HandworkKind
  readonly url?: string
}

/** Whether a failure is one that a plan is about: a breach at or above a severity. */
export const isPlanned = (observation: Observation, failOn: Severity): boolean =>
  isBreach(observation) && severities.indexOf(observation.severity) <= severities.indexOf(failOn)

/** What a failed check says of its subject. */
export const findingOf = ({check, controls, failureTitle, severity, subject, title}: Observation): PlanFinding => ({
  check,
  controls,
  severity,
  subject,
  title: failureTitle ?? title,
})

/** What the failures of a report ask for, at or above a severity. */
export const fixRequests = ({observations}: Report, failOn: Severity): FixRequest[] =>
  observations
    .filter(observation => isPlanned(observation, failOn))
    .map(observation => {
      const {byHand, commands = [], effects = [], text = '', url} = observation.remediation ?? {}
      return {
        commands,
        effects,
        findings: [findingOf(observation)],
        text,
        ...(byHand ? {byHand} : {}),
        ...(url === undefined ? {} : {url}),
      }
    })
