import type {FieldValue, Value} from '../../model/subject.js'

import {planTier} from '../../model/plan-tier.js'
import {unknown, value} from '../field-value.js'

/** Where a plan runs: on the Common Runtime's network, in a private network, or as a Shield service. */
type PlanClass = 'private' | 'public' | 'shield'

// Earlier generations of Postgres plan names, most of them retired.
const retiredPlans = 'crane|kappa|ronin|fugu|ika|baku|mecha|zilla|tengu|yanari'

/** Plan names of each service by class, from Heroku's plan lists. A name that matches none is unknown. */
const plansByService: ReadonlyMap<string, ReadonlyArray<readonly [PlanClass, RegExp]>> = new Map(
  Object.entries({
    'heroku-kafka': [
      ['public', /^(?:basic|standard|extended)-./],
      ['private', /^private-./],
      ['shield', /^shield-./],
    ],
    'heroku-postgresql': [
      ['public', /^(?:essential-.+|standard-.+|premium-.+|advanced|performance.*)$/],
      ['public', new RegExp(`^(?:dev|basic|mini|hobby-.+|enterprise-.+|${retiredPlans})$`)],
      ['private', /^(?:private-.+|advanced-private)$/],
      ['shield', /^shield-./],
    ],
    'heroku-redis': [
      ['public', /^(?:mini|premium-.+|hobby-.+)$/],
      ['private', /^private-./],
      ['shield', /^shield-./],
    ],
  }),
)

/** `public`, `private` or `shield`; a gap for unknown plans and for services of other vendors. */
export function planClass(plan: string): FieldValue {
  const service = plan.slice(0, Math.max(plan.indexOf(':'), 0))
  const tier = planTier(plan)
  if (service === 'herokuconnect') return value(tier === 'shield' ? 'shield' : 'public')
  if (service === 'heroku-postgresql' && tier.startsWith('advanced-shield')) {
    return unknown('no-statement', `${plan} runs in a private network, but no document names it as a Shield service`, [
      'private',
      'shield',
    ])
  }

  const match = plansByService.get(service)?.find(([, names]) => names.test(tier))
  return match ? value(match[0]) : unknown('unknown-value', `"${plan}" isn't a known plan`)
}

/** The classes that a plan may have; empty if the plan is unknown. */
export function planClasses(plan: string): readonly Value[] {
  const planClassField = planClass(plan)
  return 'value' in planClassField ? [planClassField.value] : (planClassField.possibleValues ?? [])
}
