import type {AssessOptions} from '../../assess/assessment-context.js'
import type {Catalog} from '../../catalog/catalog.js'
import type {HerokuCommand} from '../../model/heroku-command.js'
import type {Observation} from '../../model/observation.js'
import type {PlanFinding} from '../../model/remediation-plan.js'
import type {Report} from '../../model/report.js'
import type {Snapshot} from '../../model/snapshot.js'
import type {Prediction} from '../apply.js'
import type {PlanChange} from './plan-changes.js'

import {assessSnapshot} from '../../assess/assess-snapshot.js'
import {missingFactsOf} from '../../assess/missing-facts.js'
import {UserError} from '../../foundation/user-error.js'
import {accessDecision} from '../../model/remediation-plan.js'
import {subjectKey} from '../../model/subject.js'
import {applyCommands, completePrediction} from '../apply.js'
import {planChanges} from './plan-changes.js'

/** A step whose commands can be applied to facts. */
export interface ProvableStep {
  readonly commands: readonly HerokuCommand[]
  readonly findings: readonly PlanFinding[]
}

export interface ProvenStep<S> {
  readonly step: S
  readonly closes: readonly PlanFinding[]
  /** What can't be known before the step is done. */
  readonly undetermined: readonly PlanFinding[]
  /** The plans of add-ons that it changes. */
  readonly plans: readonly PlanChange[]
}

/** Whether access is as an access review decided, by facts. */
export type AccessOutcome = (facts: Snapshot) => (decision: PlanFinding) => FindingOutcome

export type FindingOutcome = 'closed' | 'fails' | 'unknown'

/** What steps do to a report. */
export interface Proof<S> {
  readonly steps: ReadonlyArray<ProvenStep<S>>
  /** Steps that close nothing in the model, or can't be applied, and why. */
  readonly refused: ReadonlyArray<{readonly step: S; readonly reason: string}>
  /** The report on the facts after all steps. */
  readonly after: Report
  readonly prediction: Prediction
}

/**
 * Applies steps one after the other, and keeps those that close a failure, or could: without the others, what is kept
 * is proved again.
 */
export function proveSteps<S extends ProvableStep>(
  snapshot: Snapshot,
  before: Report,
  steps: readonly S[],
  catalog: Catalog,
  options: AssessOptions,
  accessOutcome?: AccessOutcome,
): Proof<S> {
  const applied = applySteps(snapshot, steps)
  const {prediction} = completePrediction(applied.prediction, predicted => missingFactsOf(predicted, catalog, options))
  const after = assessSnapshot(prediction.snapshot, catalog, options)
  const findingOutcome = verdictsAfter(before, after)
  const decisionOutcome = accessOutcome?.(prediction.snapshot)
  const verdictOf = (finding: PlanFinding) =>
    finding.check === accessDecision && decisionOutcome ? decisionOutcome(finding) : findingOutcome(finding)
  const proven = applied.kept.map(({plans, step}) => ({
    closes: step.findings.filter(finding => verdictOf(finding) === 'closed'),
    plans,
    step,
    undetermined: step.findings.filter(finding => verdictOf(finding) === 'unknown'),
  }))
  const idle = proven.filter(({closes, undetermined}) => closes.length + undetermined.length === 0)
  const refused = [...applied.refused, ...idle.map(({step}) => ({reason: 'the failure would stay all the same', step}))]
  if (idle.length === 0) return {after, prediction, refused, steps: proven}
  const kept = proven.filter(item => !idle.includes(item)).map(({step}) => step)
  const proof = proveSteps(snapshot, before, kept, catalog, options, accessOutcome)
  return {...proof, refused: [...refused, ...proof.refused]}
}

interface Applied<S> {
  readonly prediction: Prediction
  readonly kept: ReadonlyArray<{readonly step: S; readonly plans: readonly PlanChange[]}>
  readonly refused: ReadonlyArray<{readonly step: S; readonly reason: string}>
}

/** Each step on the facts after those before it; one that can't be applied leaves them as they are. */
function applySteps<S extends ProvableStep>(snapshot: Snapshot, steps: readonly S[]): Applied<S> {
  const created = new Set<string>()
  const touched = new Set<string>()
  const kept: Array<{plans: PlanChange[]; step: S}> = []
  const refused: Array<{step: S; reason: string}> = []
  let current = snapshot
  for (const step of steps)
    try {
      const prediction = applyCommands(current, step.commands)
      kept.push({plans: planChanges(current, prediction.snapshot, prediction.touched), step})
      current = prediction.snapshot
      for (const path of prediction.created) created.add(path)
      for (const path of prediction.touched) touched.add(path)
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      refused.push({reason: error.message.replace(/\.$/, ''), step})
    }

  return {kept, prediction: {created, snapshot: current, touched}, refused}
}

export const findingKey = ({check, subject}: Pick<Observation, 'check' | 'subject'>): string =>
  `${check} ${subjectKey(subject)}`

/** A failure is closed if the check passes or doesn't apply, or the subject is gone from a list that is known. */
export function verdictsAfter(
  before: Report,
  after: Report,
): (finding: Pick<PlanFinding, 'check' | 'subject'>) => FindingOutcome {
  const verdicts = new Map(after.observations.map(observation => [findingKey(observation), observation.verdict]))
  const unseenBefore = new Set(unseenLists(before))
  const newlyUnseen = new Set(
    unseenLists(after)
      .filter(key => !unseenBefore.has(key))
      .map(key => key.split(' ')[0]),
  )
  return finding => {
    const verdict = verdicts.get(findingKey(finding))
    if (verdict === undefined) return newlyUnseen.has(finding.check) ? 'unknown' : 'closed'
    if (verdict === 'fail') return 'fails'
    return verdict === 'unknown' ? 'unknown' : 'closed'
  }
}

const unseenLists = ({observations}: Report): string[] =>
  observations
    .filter(({subject, verdict}) => subject.placeholder === true && verdict === 'unknown')
    .map(observation => findingKey(observation))
