import type {Control, DataClass, Framework} from '../model/framework.js'
import type {Observation, Verdict} from '../model/observation.js'
import type {AssessmentContext} from './assessment-context.js'

import {groupBy} from '../foundation/collections.js'
import {memoize} from '../foundation/memoize.js'
import {subjectKey} from '../model/subject.js'

/** How often a check gave a verdict; once where `count` is absent. */
export interface Tally {
  readonly check: string
  readonly verdict: Verdict
  readonly count?: number
  readonly isWaived?: boolean
}

/** The tallies of some checks of a control, for the subjects that the control includes. */
export type TalliesOf = (framework: Framework, control: Control, checks: readonly string[]) => readonly Tally[]

/** How many observations have a verdict. */
export const countVerdict = (tallies: readonly Tally[], verdict: Verdict): number =>
  tallies.reduce((sum, tally) => (tally.verdict === verdict ? sum + (tally.count ?? 1) : sum), 0)

/** The checks that gave a verdict, for a reason. */
export const checksWithVerdict = (tallies: readonly Tally[], verdict: Verdict): string =>
  [...new Set(tallies.filter(tally => tally.verdict === verdict).map(tally => tally.check))].join(', ')

/** Observations counted by check, in the order of their first one: for all subjects, and for each data class. */
export function tallyObservations({
  applicability,
  survey,
  observations,
}: Pick<AssessmentContext, 'applicability' | 'observations' | 'survey'>): TalliesOf {
  const talliesByClass = memoize(
    (dataClass: DataClass | undefined) =>
      countVerdicts(dataClass === undefined ? observations : observations.filter(isInside(dataClass))),
    dataClass => dataClass,
  )
  return (framework, control, checks) => {
    const talliesByCheck = talliesByClass(applicability.dataClassOf(framework, control))
    return checks.flatMap(id => talliesByCheck.get(id) ?? [])
  }

  // By the subject, and not by the controls of an observation: those of a boundary aren't among them.
  function isInside(dataClass: DataClass): (observation: Observation) => boolean {
    const outsideKeys = new Set(
      survey.subjects
        .filter(subject => !applicability.includesSubject(dataClass, subject))
        .map(subject => subjectKey(subject)),
    )
    // All observations of a subject share one object for it.
    const isInsideClass = memoize(
      (subject: Observation['subject']) => !outsideKeys.has(subjectKey(subject)),
      subject => subject,
    )
    return ({subject}) => isInsideClass(subject)
  }
}

function countVerdicts(observations: readonly Observation[]): Map<string, readonly Tally[]> {
  return new Map(
    [...groupBy(observations, ({check}) => check)].map(([check, ofCheck]) => [
      check,
      [...groupBy(ofCheck, ({waiver}) => waiver !== undefined)].flatMap(([isWaived, alikeWaived]) =>
        [...groupBy(alikeWaived, ({verdict}) => verdict)].map(([verdict, {length: count}]): Tally => ({
          check,
          isWaived,
          count,
          verdict,
        })),
      ),
    ]),
  )
}
