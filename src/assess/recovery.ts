import type {Control} from '../model/framework.js'
import type {Policy} from '../model/policy.js'
import type {ControlStatus} from './rollup.js'

import {pluralize} from '../foundation/text.js'

/**
 * A control that says what the platform aims at after a disaster fails where the policy asks for more: the platform's
 * plans alone cannot give it.
 */
export function recoveryShortfall(
  {targets}: Pick<Control, 'targets'>,
  {rpoHours = Infinity, rtoHours = Infinity}: NonNullable<Policy['recovery']>,
): ControlStatus | undefined {
  if (!targets) return undefined
  const shortfalls = [
    ...(rtoHours < targets.rtoHours
      ? [
          `to be back within ${pluralize(rtoHours, 'hour')}, and ${targets.rtoHours} ${targets.rtoHours === 1 ? 'is' : 'are'} aimed at`,
        ]
      : []),
    ...(rpoHours < targets.rpoHours
      ? [
          `to lose no more than ${pluralize(rpoHours, 'hour')} of data, and ${targets.rpoHours} ${targets.rpoHours === 1 ? 'is' : 'are'} aimed at`,
        ]
      : []),
  ]
  return shortfalls.length > 0 ? {reason: `the policy asks ${shortfalls.join('; ')}`, status: 'fail'} : undefined
}
