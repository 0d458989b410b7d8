import type {Comparison} from '../model/comparison.js'
import type {Severity} from '../model/framework.js'
import type {Threshold} from '../model/threshold.js'
import type {Observation} from '../model/observation.js'
import type {Exit} from '../model/report.js'

import {isLost} from '../model/comparison.js'
import {severities} from '../model/framework.js'
import {nothingJudged} from '../model/threshold.js'
import {counts, isDecisive} from '../model/observation.js'
import {subjectKey} from '../model/subject.js'
import {times} from '../foundation/text.js'

type Compared = Pick<Comparison, 'failing' | 'fallen' | 'known' | 'unknown' | 'worsened'>

/** What is worse of that on which a control hangs: the rest fails no run. */
export function decisive<T extends Compared>(comparison: T, all: readonly Observation[]): T {
  const ours = new Set(all.filter(isDecisive).map(keyOf))
  const kept = (changes: T['failing']) => changes.filter(change => ours.has(keyOf(change)))
  return {
    ...comparison,
    failing: kept(comparison.failing),
    unknown: kept(comparison.unknown),
    worsened: kept(comparison.worsened),
  }
}

const keyOf = ({check, subject}: Pick<Observation, 'check' | 'subject'>) => `${check} ${subjectKey(subject)}`

/**
 * As `exit`, but only for what is worse; a run in which nothing could be judged still ends with 3, and so does one with
 * failures of which the baseline can't tell whether they are new.
 *
 * @param isShared whether the baseline was judged by a check
 */
export function ratchet(
  comparison: Compared,
  all: readonly Observation[],
  {allowUnknown, failOn}: Threshold,
  isShared: (check: string) => boolean = () => true,
): Exit {
  // `never` is no severity, so that none counts.
  const counted = severities.slice(0, (severities as readonly string[]).indexOf(failOn) + 1)
  const above = <T extends {readonly severity: Severity}>(some: readonly T[]) =>
    some.filter(({severity}) => counted.includes(severity))
  const {failing, fallen, known, unknown, worsened} = comparison
  const failures = above(failing).length
  const refused = above(fallen).filter(({status}) => status === 'fail').length
  const moved = above(worsened).length
  if (failures + moved + refused > 0)
    return worse(
      [
        [failures, 'new failure', ''],
        [moved, 'failure', ' further from what is expected'],
        [refused, 'control', ' newly failing'],
      ],
      1,
    )
  if (!all.some(one => isDecisive(one) && (one.verdict === 'pass' || one.verdict === 'fail')))
    return {code: 3, reason: nothingJudged}
  const questions = allowUnknown ? 0 : above(unknown.filter(isLost)).length
  const controls = above(fallen).filter(({status}) => !allowUnknown || status !== 'unknown').length
  if (questions + controls > 0)
    return worse(
      [
        [questions, 'observation', ' could not be determined any more'],
        [controls, 'control', ' fell'],
      ],
      3,
    )
  const apart = above(all.filter(one => counts(one, 'fail') && isDecisive(one) && !isShared(one.check))).length
  const uncompared = `${times(apart, 'failure')} of checks that the baseline was not judged by`
  if (apart > 0 && !allowUnknown) return {code: 3, reason: `not compared with the baseline: ${uncompared}`}
  const unseen = all.filter(one => counts(one, 'unknown')).length
  const rest = [
    ...(apart > 0 ? [uncompared] : []),
    ...(known > 0 ? [`${times(known, 'known failure')} remain${known === 1 ? 's' : ''}`] : []),
    ...(unseen > 0 ? [`${times(unseen, 'observation')} could not be determined`] : []),
  ]
  return {code: 0, reason: ['no worse than the baseline', ...rest].join('; ')}
}

const worse = (parts: ReadonlyArray<readonly [number, string, string]>, code: 1 | 3): Exit => ({
  code,
  reason: `worse than the baseline: ${parts
    .filter(([n]) => n > 0)
    .map(([n, what, how]) => times(n, what) + how)
    .join(' and ')}`,
})
