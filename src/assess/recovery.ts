import type {Control} from '../model/framework.js'
import type {Policy} from '../model/policy.js'
import type {Rolled} from './rollup.js'

import {times} from '../foundation/text.js'

/**
 * A control that says what the platform aims at after a disaster fails where the policy asks for more: the platform's
 * plans alone cannot give it.
 */
export function tooStrict(
  {targets}: Pick<Control, 'targets'>,
  {rpoHours = Infinity, rtoHours = Infinity}: NonNullable<Policy['recovery']>,
): Rolled | undefined {
  if (!targets) return undefined
  const beyond = [
    ...(rtoHours < targets.rtoHours
      ? [
          `to be back within ${times(rtoHours, 'hour')}, and ${targets.rtoHours} ${targets.rtoHours === 1 ? 'is' : 'are'} aimed at`,
        ]
      : []),
    ...(rpoHours < targets.rpoHours
      ? [
          `to lose no more than ${times(rpoHours, 'hour')} of data, and ${targets.rpoHours} ${targets.rpoHours === 1 ? 'is' : 'are'} aimed at`,
        ]
      : []),
  ]
  return beyond.length > 0 ? {reason: `the policy asks ${beyond.join('; ')}`, status: 'fail'} : undefined
}
