import type {Addon} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {FieldValue} from '../../model/subject.js'

import {fieldFrom, unknown, value} from '../field-value.js'
import {notStated} from '../read-result.js'
import {planTier} from '../../model/plan-tier.js'

/** What another plan of the same service offers. */
export type PlanOffer = 'private' | 'rollback' | 'shield' | 'standby'

/** The first plan of each offer, by service; `SIZE` stands for the size of the plan in use. */
const plansByOffer: Readonly<Record<string, Readonly<Partial<Record<PlanOffer, string>>>>> = {
  'heroku-kafka': {private: 'private-SIZE', shield: 'shield-SIZE'},
  'heroku-postgresql': {
    private: 'private-SIZE',
    rollback: 'standard-SIZE',
    shield: 'shield-SIZE',
    standby: 'premium-SIZE',
  },
  'heroku-redis': {private: 'private-SIZE', shield: 'shield-SIZE', standby: 'premium-0'},
  herokuconnect: {shield: 'shield'},
}

/**
 * The plan of the same service and size that offers something, such as `heroku-postgresql:premium-2` for a standby in
 * place of `heroku-postgresql:standard-2`; a gap for plans whose sizes other plans don't have.
 */
export function planWith(offer: PlanOffer, plan: string): FieldValue {
  const service = plan.slice(0, Math.max(plan.indexOf(':'), 0))
  const template = Object.hasOwn(plansByOffer, service) ? plansByOffer[service]?.[offer] : undefined
  const size = template?.includes('SIZE') ? sizes[service]?.(planTier(plan)) : ''
  return template === undefined || size === undefined
    ? unknown('unknown-value', `no plan in place of "${plan}" is known`)
    : value(`${service}:${template.replace('SIZE', size)}`)
}

/** The plan of the same size that offers something, in place of the plan of an add-on. */
export const otherPlan = (record: ReadResult<Addon>, offer: PlanOffer): FieldValue =>
  fieldFrom(record, ({plan}) => (plan?.name ? planWith(offer, plan.name) : notStated('which plan the add-on has')))

/** The size of a plan as the plans of its service in spaces name it; undefined if they don't have it. */
const sizes: Readonly<Record<string, (tier: string) => string | undefined>> = {
  'heroku-kafka': tier =>
    tier.startsWith('basic-') ? 'standard-0' : /^(?:private-|shield-)?((?:standard|extended)-\d)$/.exec(tier)?.[1],
  'heroku-postgresql': tier =>
    /^(?:essential-\d|mini|basic|hobby-.+)$/.test(tier)
      ? '0'
      : /^(?:standard|premium|private|shield)-(\d)$/.exec(tier)?.[1],
  // The smallest in a space is 3.
  'heroku-redis'(tier) {
    if (/^(?:mini|hobby-.+)$/.test(tier)) return '3'
    const size = /^(?:premium|private|shield)-(\d{1,2})$/.exec(tier)?.[1]
    return size === undefined ? undefined : String(Math.max(Number(size), 3))
  },
}
