import type {Comparison} from '../model/comparison.js'
import type {Severity} from '../model/framework.js'
import type {Threshold} from '../model/threshold.js'
import type {Observation} from '../model/observation.js'
import type {Exit} from '../model/report.js'

import {isNewlyUnknown} from '../model/comparison.js'
import {severities} from '../model/framework.js'
import {nothingAssessed} from '../model/threshold.js'
import {countsAs, isDecisive} from '../model/observation.js'
import {subjectKey} from '../model/subject.js'
import {pluralize} from '../foundation/text.js'

type BaselineChanges = Pick<
  Comparison,
  'newlyFailing' | 'worseControls' | 'knownFailures' | 'newlyUnknown' | 'worsened'
>

/** What is worse of that on which a control hangs: the rest fails no run. */
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
 * As `exit`, but only for what is worse; a run in which nothing could be assessed still ends with 3, and so does one with
 * failures of which the baseline can't tell whether they are new.
 *
 * @param isComparedCheck whether the baseline was judged by a check
 */
export function baselineExit(
  comparison: BaselineChanges,
  observations: readonly Observation[],
  {allowUnknown, failOn}: Threshold,
  isComparedCheck: (check: string) => boolean = () => true,
): Exit {
  // `never` is no severity, so that none counts.
  const countedSeverities = severities.slice(0, (severities as readonly string[]).indexOf(failOn) + 1)
  const atOrAbove = <T extends {readonly severity: Severity}>(items: readonly T[]) =>
    items.filter(({severity}) => countedSeverities.includes(severity))
  const {newlyFailing: failing, worseControls, knownFailures, newlyUnknown: unknown, worsened} = comparison
  const newFailures = atOrAbove(failing).length
  const newlyFailing = atOrAbove(worseControls).filter(({status}) => status === 'fail').length
  const worsenedCount = atOrAbove(worsened).length
  if (newFailures + worsenedCount + newlyFailing > 0)
    return worseExit(
      [
        [newFailures, 'new failure', ''],
        [worsenedCount, 'failure', ' further from what is expected'],
        [newlyFailing, 'control', ' newly failing'],
      ],
      1,
    )
  if (
    !observations.some(
      observation => isDecisive(observation) && (observation.verdict === 'pass' || observation.verdict === 'fail'),
    )
  )
    return {code: 3, reason: nothingAssessed}
  const newlyUnknown = allowUnknown ? 0 : atOrAbove(unknown.filter(isNewlyUnknown)).length
  const fallenControls = atOrAbove(worseControls).filter(({status}) => !allowUnknown || status !== 'unknown').length
  if (newlyUnknown + fallenControls > 0)
    return worseExit(
      [
        [newlyUnknown, 'observation', ' can no longer be determined'],
        [fallenControls, 'control', ' fell'],
      ],
      3,
    )
  const uncomparedFailures = atOrAbove(
    observations.filter(
      observation => countsAs(observation, 'fail') && isDecisive(observation) && !isComparedCheck(observation.check),
    ),
  ).length
  const uncomparedText = `${pluralize(uncomparedFailures, 'failure')} of checks that the baseline does not include`
  if (uncomparedFailures > 0 && !allowUnknown)
    return {code: 3, reason: `not compared with the baseline: ${uncomparedText}`}
  const unknownCount = observations.filter(observation => countsAs(observation, 'unknown')).length
  const remarks = [
    ...(uncomparedFailures > 0 ? [uncomparedText] : []),
    ...(knownFailures > 0
      ? [`${pluralize(knownFailures, 'known failure')} remain${knownFailures === 1 ? 's' : ''}`]
      : []),
    ...(unknownCount > 0 ? [`${pluralize(unknownCount, 'observation')} could not be determined`] : []),
  ]
  return {code: 0, reason: ['no worse than the baseline', ...remarks].join('; ')}
}

const worseExit = (parts: ReadonlyArray<readonly [number, string, string]>, code: 1 | 3): Exit => ({
  code,
  reason: `worse than the baseline: ${parts
    .filter(([count]) => count > 0)
    .map(([count, noun, detail]) => pluralize(count, noun) + detail)
    .join(' and ')}`,
})
