import type {Policy} from '../model/policy.js'
import type {Notice} from '../model/report.js'
import type {Threshold} from '../model/threshold.js'

/** Whoever may change a policy can make a run pass by its threshold, so that a reader learns where that comes from. */
export function thresholdNotices(
  {defaults = {}}: Policy,
  {failOn, strict}: Pick<Threshold, 'failOn' | 'strict'>,
): Notice[] {
  const flags = [
    ...(defaults.failOn === failOn ? [`--fail-on ${failOn}`] : []),
    ...(defaults.strict && strict ? ['--strict'] : []),
  ]
  return flags.length === 0
    ? []
    : [{id: 'threshold-from-policy', text: `The policy decides what fails a run: ${flags.join(' and ')}.`}]
}
