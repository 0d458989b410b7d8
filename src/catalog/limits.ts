import type {Check} from '../model/check.js'
import type {Policy} from '../model/policy.js'

type Limits = NonNullable<Policy['limits']>

interface Limit {
  readonly check: string
  readonly field: string
  readonly keyword: 'maximum' | 'minimum'
  /** What the check itself demands, in the unit of the policy. */
  readonly own: number
  /** How many of the field's unit are one of the policy's. */
  readonly unit: number
}

/** The thresholds that a policy may tighten. */
const limits: Readonly<Record<keyof Limits, Limit>> = {
  admins: {check: 'teams-have-few-admins', field: 'adminCount', keyword: 'maximum', own: 5, unit: 1},
  buildAgeDays: {check: 'apps-were-built-recently', field: 'buildAgeDays', keyword: 'maximum', own: 30, unit: 1},
  certificateDays: {check: 'certificates-are-renewed-in-time', field: 'daysLeft', keyword: 'minimum', own: 14, unit: 1},
  tokenDays: {check: 'authorizations-expire', field: 'lifetimeSeconds', keyword: 'maximum', own: 366, unit: 86_400},
}

const names = Object.keys(limits) as Array<keyof Limits>
const isStricter = ({keyword, own}: Limit, wanted: number) => (keyword === 'maximum' ? wanted < own : wanted > own)

/** A check with the threshold of a policy in place of its own, where that is stricter. */
export function limited(check: Check, {limits: wanted = {}}: Pick<Policy, 'limits'>): Check {
  const name = names.find(one => limits[one].check === check.id)
  const value = name && wanted[name]
  const limit = name && limits[name]
  if (value === undefined || !limit || !isStricter(limit, value)) return check
  const {field, keyword, unit} = limit
  return {
    ...check,
    must: {...check.must, [field]: {...check.must[field], [keyword]: value * unit}},
    title: `${check.title} (by the policy: ${value})`,
  }
}

/** What a policy asks for that is no stricter than the checks are, each in a sentence. */
export function looserLimits({limits: wanted = {}}: Pick<Policy, 'limits'>): string[] {
  return names.flatMap(name => {
    const value = wanted[name]
    const limit = limits[name]
    return value === undefined || value === limit.own || isStricter(limit, value)
      ? []
      : [
          `The limit ${name}: ${value} has no effect: ${limit.check} itself demands ${limit.own}, and a policy can only be stricter.`,
        ]
  })
}
