import type {Catalog} from '../catalog/catalog.js'
import type {AssessOptions} from '../assess/assessment-context.js'
import type {Comparison} from '../model/comparison.js'
import type {FactRequest} from '../model/facts.js'
import type {HerokuCommand} from '../model/heroku-command.js'
import type {FieldGap, Observation} from '../model/observation.js'
import type {Report} from '../model/report.js'
import type {Snapshot} from '../model/snapshot.js'
import type {ChangeStep, Prediction} from './apply.js'

import {assessSnapshot} from '../assess/assess-snapshot.js'
import {missingFactsOf} from '../assess/missing-facts.js'
import {expectationsOf} from '../catalog/expectations.js'
import {compareReports} from '../compare/compare.js'
import {subjectKey} from '../model/subject.js'
import {applyCommands, applySteps, completePrediction} from './apply.js'
import {MissingFactError} from './missing-fact-error.js'

/** What commands would do to a report. */
export interface ChangeAssessment {
  readonly before: Report
  /** On the predicted snapshot. */
  readonly after: Report
  readonly prediction: Prediction
  readonly comparison: Comparison
  /** Whether anything would fail that doesn't now, move further from what is expected, or be a lower status. */
  readonly isWorse: boolean
  /** What is known now, or doesn't exist yet, and can't be known before the commands are run. */
  readonly undetermined: readonly Observation[]
  /** What is unknown now, and depends on facts that the commands would change: it can get worse unseen. */
  readonly unseen: readonly Observation[]
  /** What the second report needs to know about what exists and isn't among the facts. */
  readonly missing: readonly FactRequest[]
}

/**
 * Assesses a snapshot before and after commands, and compares. Nothing is run.
 *
 * @throws MissingFactError where a command names what the facts don't have
 * @throws UserError for a command that isn't modeled, or that Heroku would refuse
 */
export function assessChange(
  snapshot: Snapshot,
  commands: readonly HerokuCommand[],
  catalog: Catalog,
  options: AssessOptions,
): ChangeAssessment {
  return assessPrediction(snapshot, applyCommands(snapshot, commands), catalog, options)
}

/**
 * What isn't among the facts, though a change can't be assessed without it. What a change removes isn't missing.
 *
 * @throws UserError for a command that Heroku would refuse, and where what a command names couldn't be read
 */
export function factsNeededBy(
  snapshot: Snapshot,
  steps: readonly ChangeStep[],
  catalog: Catalog,
  options: Pick<AssessOptions, 'now' | 'policy'>,
): readonly FactRequest[] {
  try {
    const applied = applySteps(snapshot, steps)
    const {missing} = completePrediction(applied, predicted => missingFactsOf(predicted, catalog, options))
    return missing.filter(({path}) => !applied.touched.has(path))
  } catch (error) {
    if (error instanceof MissingFactError && error.gap === undefined) return [error.request]
    throw error
  }
}

/** As `assessChange`, of a prediction that was made already. */
export function assessPrediction(
  snapshot: Snapshot,
  applied: Prediction,
  catalog: Catalog,
  options: AssessOptions,
): ChangeAssessment {
  const {missing, prediction} = completePrediction(applied, predicted => missingFactsOf(predicted, catalog, options))
  const before = assessSnapshot(snapshot, catalog, options)
  const known = verdictsByObservation(before)
  const after = withReasons(assessSnapshot(prediction.snapshot, catalog, options), known)
  const comparison = compareReports(before, after, expectationsOf(catalog.checks), {
    newer: 'the report afterwards',
    older: 'the report now',
  })
  const unknowns = after.observations.filter(({verdict}) => verdict === 'unknown')
  const wasUnknown = (observation: Observation) => known.get(keyOf(observation)) === 'unknown'
  return {
    after,
    before,
    comparison,
    isWorse: isWorseThan(comparison),
    missing,
    prediction,
    undetermined: unknowns.filter(observation => !wasUnknown(observation)),
    unseen: unknowns.filter(observation => wasUnknown(observation) && dependsOn(observation, prediction.touched)),
  }
}

/** What can't be known before commands are run isn't worse, but said apart. */
const isWorseThan = ({newlyFailing, worseControls, worsened}: Comparison): boolean =>
  newlyFailing.length > 0 || worsened.length > 0 || worseControls.some(({status}) => status !== 'unknown')

const dependsOn = ({gaps = []}: Observation, paths: ReadonlySet<string>): boolean =>
  gaps.some(({path, reason}) => reason !== 'not-created-yet' && path !== undefined && paths.has(path))

const keyOf = ({check, subject}: Observation): string => `${check} ${subjectKey(subject)}`

const verdictsByObservation = ({observations}: Report): ReadonlyMap<string, Observation['verdict']> =>
  new Map(observations.map(observation => [keyOf(observation), observation.verdict]))

/** What commands leave unsaid about a resource isn't what the API leaves unsaid, or doesn't find. */
function withReasons(report: Report, known: ReadonlyMap<string, Observation['verdict']>): Report {
  const reasonOf = (gap: FieldGap): FieldGap =>
    gap.reason === 'no-statement' || gap.reason === 'not-found'
      ? {...gap, detail: unsaid, reason: 'not-created-yet'}
      : gap
  return {
    ...report,
    observations: report.observations.map(observation =>
      observation.verdict === 'unknown' && observation.gaps && known.get(keyOf(observation)) !== 'unknown'
        ? {...observation, gaps: observation.gaps.map(gap => reasonOf(gap))}
        : observation,
    ),
  }
}

const unsaid = "the command doesn't say, and it can't be known before it is done"
