import type {Comparison} from '../model/comparison.js'
import type {Severity} from '../model/framework.js'
import type {Threshold} from '../model/threshold.js'
import type {Observation} from '../model/observation.js'
import type {Exit} from '../model/report.js'

import {isNewlyUnknown} from '../model/comparison.js'
import {severities} from '../model/framework.js'
import {nothingAssessed} from '../model/threshold.js'
import {countsAs, isBreach, isDecisive} from '../model/observation.js'
import {subjectKey} from '../model/subject.js'
import {pluralize} from '../foundation/text.js'

type BaselineChanges = Pick<
  Comparison,
  'newlyFailing' | 'worseControls' | 'knownFailures' | 'newlyUnknown' | 'worsened'
>

/** The changes that a control depends on: the others don't fail a run. */
export function decisiveChanges<T extends BaselineChanges>(comparison: T, observations: readonly Observation[]): T {
  const decisiveKeys = new Set(observations.filter(isDecisive).map(changeKey))
  const keepDecisive = (changes: T['newlyFailing']) => changes.filter(change => decisiveKeys.has(changeKey(change)))
  return {
    ...comparison,
    newlyFailing: keepDecisive(comparison.newlyFailing),
    newlyUnknown: keepDecisive(comparison.newlyUnknown),
    worsened: keepDecisive(comparison.worsened),
  }
}

const changeKey = ({check, subject}: Pick<Observation, 'check' | 'subject'>) => `${check} ${subjectKey(subject)}`

/**
 * The exit code of a run that is held to a baseline: 1 for what newly fails or got worse; 3 where nothing could be
 * assessed, where less is known than before, or where the baseline can't tell whether a failure is new; else 0.
 *
 * @param isComparedCheck whether the baseline includes a check
 */
export function baselineExit(
  comparison: BaselineChanges,
  observations: readonly Observation[],
  threshold: Threshold,
  isComparedCheck: (check: string) => boolean = () => true,
): Exit {
  const counts = countChanges(comparison, threshold)
  const uncompared = countAtOrAbove(
    observations.filter(observation => isBreach(observation) && !isComparedCheck(observation.check)),
    threshold,
  )
  return (
    worseExit(1, [
      [counts.newFailures, 'new failure', ''],
      [counts.worsened, 'failure', ' further from what is expected'],
      [counts.failingControls, 'control', ' newly failing'],
    ]) ??
    (isAnythingAssessed(observations) ? undefined : {code: 3, reason: nothingAssessed}) ??
    worseExit(3, [
      [counts.newlyUnknown, 'observation', ' can no longer be determined'],
      [counts.worseControls, 'control', ' got worse'],
    ]) ??
    notWorseExit(comparison.knownFailures, observations, uncompared, threshold)
  )
}

/** What is worse, at or above the threshold. */
function countChanges(
  {newlyFailing, newlyUnknown, worseControls, worsened}: BaselineChanges,
  threshold: Threshold,
): Readonly<Record<'failingControls' | 'newFailures' | 'newlyUnknown' | 'worseControls' | 'worsened', number>> {
  const {allowUnknown} = threshold
  const failingControls = worseControls.filter(({status}) => status === 'fail')
  const countedControls = worseControls.filter(({status}) => !allowUnknown || status !== 'unknown')
  return {
    failingControls: countAtOrAbove(failingControls, threshold),
    newFailures: countAtOrAbove(newlyFailing, threshold),
    newlyUnknown: allowUnknown ? 0 : countAtOrAbove(newlyUnknown.filter(isNewlyUnknown), threshold),
    worseControls: countAtOrAbove(countedControls, threshold),
    worsened: countAtOrAbove(worsened, threshold),
  }
}

/** `never` isn't a severity, so that nothing counts. */
function countAtOrAbove(items: ReadonlyArray<{readonly severity: Severity}>, {failOn}: Threshold): number {
  const counted = severities.slice(0, (severities as readonly string[]).indexOf(failOn) + 1)
  return items.filter(({severity}) => counted.includes(severity)).length
}

const isAnythingAssessed = (observations: readonly Observation[]) =>
  observations.some(
    observation => isDecisive(observation) && (observation.verdict === 'pass' || observation.verdict === 'fail'),
  )

/** @param parts how many there are of what, and how they got worse; undefined where there are none */
function worseExit(code: 1 | 3, parts: ReadonlyArray<readonly [number, string, string]>): Exit | undefined {
  const changes = parts.filter(([count]) => count > 0).map(([count, noun, detail]) => pluralize(count, noun) + detail)
  return changes.length === 0 ? undefined : {code, reason: `worse than the baseline: ${changes.join(' and ')}`}
}

/** @param uncompared how many failures there are of checks that the baseline doesn't include */
function notWorseExit(
  knownFailures: number,
  observations: readonly Observation[],
  uncompared: number,
  {allowUnknown}: Threshold,
): Exit {
  const uncomparedText = `${pluralize(uncompared, 'failure')} of checks that the baseline does not include`
  if (uncompared > 0 && !allowUnknown) return {code: 3, reason: `not compared with the baseline: ${uncomparedText}`}
  const unknown = observations.filter(observation => countsAs(observation, 'unknown')).length
  const remarks = [
    ...(uncompared > 0 ? [uncomparedText] : []),
    ...(knownFailures > 0
      ? [`${pluralize(knownFailures, 'known failure')} remain${knownFailures === 1 ? 's' : ''}`]
      : []),
    ...(unknown > 0 ? [`${pluralize(unknown, 'observation')} could not be determined`] : []),
  ]
  return {code: 0, reason: ['no worse than the baseline', ...remarks].join('; ')}
}
