import type {Control} from '../model/framework.js'
import type {Policy} from '../model/policy.js'
import type {Rolled} from './rollup.js'

/**
 * A control that says what the platform aims at after a disaster fails where the policy asks for more: the platform's
 * plans alone cannot give it.
 */
export function tooStrict({targets}: Pick<Control, 'targets'>, {rpoHours, rtoHours}: NonNullable<Policy['recovery']>): Rolled | undefined {
  if (!targets) return undefined
  const beyond = [
    ...rtoHours !== undefined && rtoHours < targets.rtoHours ? [`to be back within ${rtoHours} hours, and ${targets.rtoHours} are aimed at`] : [],
    ...rpoHours !== undefined && rpoHours < targets.rpoHours ? [`to lose no more than ${rpoHours} hours of data, and ${targets.rpoHours} are aimed at`] : [],
  ]
  return beyond.length > 0 ? {reason: `the policy asks ${beyond.join('; ')}`, status: 'fail'} : undefined
}
