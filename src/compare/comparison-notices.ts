import type {ComparisonSide} from '../model/comparison.js'
import type {Notice} from '../model/report.js'

import {isSamePart} from '../model/chosen-part.js'
import {capitalize, firstFew, pluralize} from '../foundation/text.js'

/** What notices call the two reports. */
export interface SideNames {
  readonly older: string
  readonly newer: string
}

/** The ids of the frameworks that only the first of two reports is about. */
export const frameworksOnlyIn = (side: ComparisonSide, other: ComparisonSide): string[] =>
  side.frameworks.map(({id}) => id).filter(id => other.frameworks.every(framework => framework.id !== id))

/** What isn't compared, and what else than the account may be why two reports differ. */
export function comparisonNotices(
  before: ComparisonSide,
  after: ComparisonSide,
  sideNames: SideNames,
  isSameScope: boolean,
  uncomparedChecks: readonly string[],
): Notice[] {
  return [
    ...orderNotices(before, after, sideNames),
    ...(isSameScope ? [] : [scopeNotice(before, after, sideNames)]),
    ...partNotices(before, after, sideNames),
    ...frameworkNotices('framework-only-before', sideNames.older, frameworksOnlyIn(before, after)),
    ...frameworkNotices('framework-only-after', sideNames.newer, frameworksOnlyIn(after, before)),
    ...checkNotices(uncomparedChecks),
    ...versionNotices(before, after, sideNames),
    ...policyNotices(before, after, sideNames),
  ]
}

function orderNotices(before: ComparisonSide, after: ComparisonSide, {newer, older}: SideNames): Notice[] {
  if (!(Date.parse(after.generatedAt) < Date.parse(before.generatedAt))) return []
  const dates = `${capitalize(newer)} is of ${after.generatedAt}, before ${older} of ${before.generatedAt}`
  return [{id: 'reports-out-of-order', text: `${dates}: are they in the wrong order?`}]
}

function scopeNotice(before: ComparisonSide, after: ComparisonSide, {newer, older}: SideNames): Notice {
  return {
    id: 'different-scope',
    text:
      `The scopes differ: ${older} is of ${scopeText(before)}, ${newer} of ${scopeText(after)}. ` +
      'Only apps in both reports are compared, and no controls; ' +
      'what appeared or is gone may simply have been out of scope in one of them.',
  }
}

function scopeText({scope: {kind, name}}: ComparisonSide): string {
  if (name !== undefined) return `${kind} ${name}`
  return kind === 'all' ? 'the whole account' : `a ${kind}`
}

/** Reports of different parts have only those checks and controls in common that both include. */
function partNotices(before: ComparisonSide, after: ComparisonSide, {newer, older}: SideNames): Notice[] {
  if (isSamePart(before.only, after.only)) return []
  const text =
    `${capitalize(older)} is of ${partText(before.only)}, ${newer} of ${partText(after.only)}: ` +
    'only the checks and controls that both include are compared.'
  return [{id: 'different-part', text}]
}

const partText = (only: ComparisonSide['only']) => (only ? `only ${firstFew(only)}` : 'every check and control')

const frameworkNotices = (id: string, sideName: string, frameworks: readonly string[]): Notice[] =>
  frameworks.length > 0 ? [{id, text: `Only ${sideName} includes ${firstFew(frameworks)}, which is not compared.`}] : []

function checkNotices(checks: readonly string[]): Notice[] {
  if (checks.length === 0) return []
  const are = checks.length === 1 ? 'is' : 'are'
  return [
    {
      id: 'check-not-compared',
      text:
        `${pluralize(checks.length, 'check')} that only one of the reports includes ${are} not compared, ` +
        `nor are the controls that depend on it: ${firstFew(checks)}.`,
    },
  ]
}

function versionNotices(before: ComparisonSide, after: ComparisonSide, {newer, older}: SideNames): Notice[] {
  if (before.tool.version === after.tool.version) return []
  return [
    {
      id: 'different-version',
      text:
        `${capitalize(older)} was created with version ${before.tool.version} of the tool, ` +
        `${newer} with ${after.tool.version}: differences may come from the tool.`,
    },
  ]
}

function policyNotices(before: ComparisonSide, after: ComparisonSide, {newer, older}: SideNames): Notice[] {
  if (before.policy?.sha256 === after.policy?.sha256) return []
  const [oldPolicy, newPolicy] = [before, after].map(({policy}) => (policy ? 'with a policy' : 'without a policy'))
  const newerPolicy = newPolicy === oldPolicy ? 'with another' : newPolicy
  return [
    {
      id: 'different-policy',
      text:
        `${capitalize(older)} was assessed ${oldPolicy}, ${newer} ${newerPolicy}: ` +
        'differences may come from the policy.',
    },
  ]
}
