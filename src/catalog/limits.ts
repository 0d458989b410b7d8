import type {Check} from '../model/check.js'
import type {Policy} from '../model/policy.js'

type Limits = NonNullable<Policy['limits']>

interface CheckLimit {
  readonly check: string
  readonly field: string
  readonly keyword: 'maximum' | 'minimum'
  /** The check's own threshold, in the unit of the policy. */
  readonly checkThreshold: number
  /** How many of the field's units are one unit of the policy. */
  readonly fieldUnitsPerPolicyUnit: number
}

/** The thresholds that a policy may tighten. */
const checkLimits: Readonly<Record<keyof Limits, CheckLimit>> = {
  admins: {
    check: 'teams-have-few-admins',
    field: 'adminCount',
    keyword: 'maximum',
    checkThreshold: 5,
    fieldUnitsPerPolicyUnit: 1,
  },
  buildAgeDays: {
    check: 'apps-were-built-recently',
    field: 'buildAgeDays',
    keyword: 'maximum',
    checkThreshold: 30,
    fieldUnitsPerPolicyUnit: 1,
  },
  certificateDays: {
    check: 'certificates-are-renewed-in-time',
    field: 'daysLeft',
    keyword: 'minimum',
    checkThreshold: 14,
    fieldUnitsPerPolicyUnit: 1,
  },
  tokenDays: {
    check: 'authorizations-expire',
    field: 'lifetimeSeconds',
    keyword: 'maximum',
    checkThreshold: 366,
    fieldUnitsPerPolicyUnit: 86_400,
  },
}

const limitNames = Object.keys(checkLimits) as Array<keyof Limits>
const isStricter = ({keyword, checkThreshold}: CheckLimit, threshold: number) =>
  keyword === 'maximum' ? threshold < checkThreshold : threshold > checkThreshold

/** A check with the threshold of a policy in place of its own, if that is stricter. */
export function applyLimits(check: Check, {limits: policyLimits = {}}: Pick<Policy, 'limits'>): Check {
  const name = limitNames.find(limitName => checkLimits[limitName].check === check.id)
  const value = name && policyLimits[name]
  const limit = name && checkLimits[name]
  if (value === undefined || !limit || !isStricter(limit, value)) return check
  const {field, keyword, fieldUnitsPerPolicyUnit} = limit
  return {
    ...check,
    must: {...check.must, [field]: {...check.must[field], [keyword]: value * fieldUnitsPerPolicyUnit}},
    title: `${check.title} (policy limit: ${value})`,
    failureTitle: `${check.failureTitle} (policy limit: ${value})`,
  }
}

/** The limits of a policy that aren't stricter than the checks, each as a sentence. */
export function ineffectiveLimits({limits: policyLimits = {}}: Pick<Policy, 'limits'>): string[] {
  return limitNames.flatMap(name => {
    const value = policyLimits[name]
    const limit = checkLimits[name]
    return value === undefined || value === limit.checkThreshold || isStricter(limit, value)
      ? []
      : [
          `The limit ${name}: ${value} has no effect: ${limit.check} already requires ${limit.checkThreshold}, ` +
            'and a policy can only be stricter.',
        ]
  })
}
