import type {Observation} from '../model/observation.js'
import type {FrameworkResult, Report} from '../model/report.js'

import {isDecisive} from '../model/observation.js'

/** What a document of a format that holds one framework is about. */
export interface ReportPart {
  /** The id of the framework, or `otherChecks`. */
  readonly id: string
  readonly report: Report
}

/** The id of the part that no framework has: checks that were chosen by themselves, or that no framework asks for. */
export const otherChecks = 'checks'

const controlKey = (framework: string, control: string) => JSON.stringify([framework, control])

type Claim = (observation: Pick<Observation, 'controls' | 'signals'>) => boolean

/** Tells whether some control of the frameworks depends on an observation, or has it as a signal. */
export function claimOf(frameworks: readonly FrameworkResult[]): Claim {
  const keys = new Set(frameworks.flatMap(({controls, id}) => controls.map(control => controlKey(id, control.id))))
  return ({controls, signals = []}) =>
    [...controls, ...signals].some(({control, framework}) => keys.has(controlKey(framework, control)))
}

/**
 * A report for each framework that has controls in it, and one for what no framework has. Next to a single framework,
 * that stays in one report with it as long as it decides nothing.
 */
export function reportParts(report: Report): ReportPart[] {
  const frameworks = report.frameworks.filter(({controls}) => controls.length > 0)
  const isClaimed = claimOf(frameworks)
  const others = report.observations.filter(observation => !isClaimed(observation))
  const [first] = frameworks
  if (first && frameworks.length === 1 && !others.some(observation => isDecisive(observation)))
    return [{id: first.id, report: {...report, frameworks}}]
  const rest = {id: otherChecks, report: {...report, frameworks: [], observations: others}}
  return [
    ...frameworks.map(framework => ({
      id: framework.id,
      report: {...report, frameworks: [framework], observations: report.observations.filter(claimOf([framework]))},
    })),
    ...(first && others.length === 0 ? [] : [rest]),
  ]
}
