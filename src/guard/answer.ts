import type {GuardLevel} from '../model/policy.js'
import type {Finding} from './judge.js'

/** What happens to a command: it runs, silently or with a remark, or with a reason that is logged; or it is stopped. */
export type Answer = 'log' | 'pass' | 'say' | 'stop'

/**
 * What a level makes of a finding.
 *
 * @param isStale whether the facts are older than the policy lets them count as current
 * @param hasReason whether whoever runs the command said why
 */
export function answerFor(
  level: GuardLevel,
  {kind}: Finding,
  {hasReason, isStale}: {readonly hasReason: boolean; readonly isStale: boolean},
): Answer {
  if (kind === 'worse' || kind === 'target-fails') return answerForWorse(level, hasReason)
  if (kind === 'no-worse' && !isStale) return 'pass'
  return level === 'refuse' ? 'stop' : 'say'
}

function answerForWorse(level: GuardLevel, hasReason: boolean): Answer {
  if (level === 'advise') return 'say'
  return level === 'hold' && hasReason ? 'log' : 'stop'
}
