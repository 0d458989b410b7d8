import type {FactTypes} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {FieldValue, LazyField} from '../../model/subject.js'
import type {SubjectContext, SpaceHandle} from '../context.js'
import type {Ipv6Unit} from './cidr.js'

import {distinct} from '../../foundation/collections.js'
import {recordedGeneration} from '../app/runtime-class.js'
import {fieldFrom, required, unknown, value} from '../field-value.js'
import {internetOpenness, ipv6Units, largestRange, openness, parseRange, sizedValue} from './cidr.js'

type Ruleset = FactTypes['inboundRuleset']

/** Which ranges of addresses a space trusts, how many addresses these are, and whether the ranges are applied. */
export function trustedRangeFields(context: SubjectContext, space: SpaceHandle): Record<string, LazyField> {
  const fromRuleset = (use: (ruleset: Ruleset | null) => FieldValue) => (): FieldValue =>
    fieldFrom(inboundRuleset(context, space), use)
  const opennessField = (dimension: 'largest' | 'total', unit: Ipv6Unit) =>
    fromRuleset(ruleset => rulesetOpenness(ruleset, dimension, unit))
  return {
    hugeTrustedRanges: fromRuleset(ruleset => rangesAbove(ruleset, ipv6Units.allocation, 2 ** 24)),
    largestTrustedNetwork: opennessField('largest', ipv6Units.site),
    largestTrustedRange: opennessField('largest', ipv6Units.allocation),
    trustedIpRanges: fromRuleset(trustedRanges),
    trustedIpsAreApplied: fromRuleset(ruleset =>
      required(ruleset?.applied, 'whether the trusted IP ranges are applied'),
    ),
    trustedIpsSayWhetherApplied: fromRuleset(ruleset => value(ruleset?.applied !== undefined)),
    trustedIpTotal: opennessField('total', ipv6Units.allocation),
    trustedNetworkTotal: opennessField('total', ipv6Units.site),
    wideTrustedRanges: fromRuleset(ruleset => rangesAbove(ruleset, ipv6Units.site, 2 ** 16)),
  }
}

/**
 * The trusted IP ranges; null if the platform doesn't offer them. That is possible on Fir, where new spaces allow
 * 0.0.0.0/0 and ::/0 (Heroku's changelog, December 2024 and 2026-03-09).
 */
function inboundRuleset({facts}: SubjectContext, {record, ref}: SpaceHandle): ReadResult<Ruleset | null> {
  const generationField = recordedGeneration(record)
  if ('gap' in generationField) return generationField
  if (generationField.value === 'cedar') return facts.read('inboundRuleset', ref)
  const response = facts.readOptional(record, 'inboundRuleset', ref)
  return 'gap' in response && response.gap.status === 422 ? {body: null} : response
}

const anyAddress = ['0.0.0.0/0', '::/0']

function trustedRanges(ruleset: Ruleset | null): FieldValue {
  if (ruleset === null) return value(anyAddress)
  const {rules} = ruleset
  const unreadableRule = rules.find(({action, source}) => action !== 'deny' && (action !== 'allow' || !source))
  if (unreadableRule)
    return unknown('unknown-value', `a rule says "${unreadableRule.action ?? ''}" of "${unreadableRule.source ?? ''}"`)
  return value(distinct(rules.flatMap(({action, source}) => (action === 'allow' && source ? [source] : []))))
}

/** The trusted ranges that are each larger than a number of addresses. */
function rangesAbove(ruleset: Ruleset | null, unit: Ipv6Unit, limit: number): FieldValue {
  const ranges = trustedRanges(ruleset)
  if ('gap' in ranges || !Array.isArray(ranges.value)) return ranges
  return value(
    (ranges.value as readonly string[]).filter(source => {
      const range = parseRange(source)
      return range !== undefined && openness([range], unit).largest > limit
    }),
  )
}

/** An unreadable rule may allow anything from nothing to everything. */
function rulesetOpenness(ruleset: Ruleset | null, dimension: 'largest' | 'total', unit: Ipv6Unit): FieldValue {
  if (ruleset === null) return sizedValue(internetOpenness(unit), dimension === 'largest' ? '::/0' : undefined)
  const parsedRules = ruleset.rules
    .filter(({action}) => action !== 'deny')
    .map(({action, source}) => ({
      range: action === 'allow' && source ? parseRange(source) : undefined,
      text: `"${action ?? ''}" of "${source ?? ''}"`,
    }))
  const ranges = parsedRules.map(rule => rule.range).filter(parsed => parsed !== undefined)
  const size = openness(ranges, unit)[dimension]
  const unreadableRule = parsedRules.find(rule => rule.range === undefined)
  return unreadableRule
    ? unknown('unknown-value', `a rule says ${unreadableRule.text}, which can't be read`, [
        size,
        internetOpenness(unit),
      ])
    : sizedValue(size, dimension === 'largest' ? largestRange(ranges, unit) : undefined)
}
