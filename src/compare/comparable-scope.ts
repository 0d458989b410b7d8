import type {ComparisonSide} from '../model/comparison.js'
import type {Observation} from '../model/observation.js'
import type {Notice} from '../model/report.js'

import {checksOfControl} from '../model/framework.js'
import {distinct} from '../foundation/collections.js'
import {capitalize, firstFew, pluralize} from '../foundation/text.js'

/** What two reports have in common: the rest is not held against either. */
export interface ComparableScope {
  readonly isSameScope: boolean
  /** Whether both reports judged by the check. */
  readonly hasCheck: (check: string) => boolean
  /** Whether both reports would tell of the thing, if it was there. */
  readonly covers: (subject: Observation['subject']) => boolean
  readonly notices: readonly Notice[]
}

/** What the two are called. */
export interface SideNames {
  readonly older: string
  readonly newer: string
}

export function comparableScope(before: ComparisonSide, after: ComparisonSide, sideNames: SideNames): ComparableScope {
  const [checksBefore, checksAfter] = [checksOf(before), checksOf(after)]
  const isSameTool =
    before.tool.version === after.tool.version &&
    frameworksOnlyIn(before, after).length + frameworksOnlyIn(after, before).length === 0
  // A check that no framework names leaves no trace where there is nothing to judge by it.
  const hasCheck = (check: string) => isSameTool || (checksBefore.has(check) && checksAfter.has(check))
  const isSameScope = before.scope.name === after.scope.name && areSameKind(before.scope.kind, after.scope.kind)
  const appsBefore = new Set(before.scope.apps)
  const commonApps: ReadonlySet<string | undefined> = new Set(after.scope.apps.filter(name => appsBefore.has(name)))
  const appIdsBefore = appIds(before)
  return {
    hasCheck,
    isSameScope,
    notices: comparisonNotices(
      before,
      after,
      sideNames,
      isSameScope,
      distinct([...checksBefore, ...checksAfter]).filter(check => !hasCheck(check)),
    ),
    covers: ({app, id, kind, name}) =>
      isSameScope || (kind === 'app' && appIdsBefore.has(id)) || commonApps.has(kind === 'app' ? name : app),
  }
}

function checksOf({frameworks, observations}: ComparisonSide): Set<string> {
  const checks = new Set<string>()
  for (const {check} of observations) checks.add(check)
  // A control about one class of data may not have been judged: the report does not say what was declared.
  for (const {controls} of frameworks)
    for (const control of controls)
      for (const check of control.dataClass === undefined ? checksOfControl(control) : []) checks.add(check)
  return checks
}

const appIds = ({observations}: ComparisonSide) =>
  new Set(observations.flatMap(({subject: {id, kind}}) => (kind === 'app' ? [id] : [])))

/** A snapshot does not say which kind of thing it is of. */
const areSameKind = (a: string, b: string) => a === b || a === 'snapshot' || b === 'snapshot'

const scopeText = ({scope: {kind, name}}: ComparisonSide) =>
  name === undefined ? (kind === 'all' ? 'the whole account' : `a ${kind}`) : `${kind} ${name}`

/** Frameworks that the other is not of. */
const frameworksOnlyIn = (side: ComparisonSide, other: ComparisonSide) =>
  side.frameworks.map(({id}) => id).filter(id => other.frameworks.every(framework => framework.id !== id))

function comparisonNotices(
  before: ComparisonSide,
  after: ComparisonSide,
  {newer, older}: SideNames,
  isSameScope: boolean,
  uncomparedChecks: readonly string[],
): Notice[] {
  const [onlyBefore, onlyAfter] = [frameworksOnlyIn(before, after), frameworksOnlyIn(after, before)]
  const [byOlder, byNewer] = [before, after].map(({policy}) => (policy ? 'by a policy' : 'without a policy'))
  return [
    ...(Date.parse(after.generatedAt) < Date.parse(before.generatedAt)
      ? [
          {
            id: 'older-than-before',
            text: `${capitalize(newer)} is of ${after.generatedAt}, before ${older} of ${before.generatedAt}: are they in the wrong order?`,
          },
        ]
      : []),
    ...(isSameScope
      ? []
      : [
          {
            id: 'other-scope',
            text: `The scopes differ: ${older} is of ${scopeText(before)}, ${newer} of ${scopeText(after)}. Only apps in both reports are compared, and no controls; what appeared or is gone may simply have been out of scope in one of them.`,
          },
        ]),
    ...(onlyBefore.length > 0
      ? [{id: 'framework-only-before', text: `Only ${older} includes ${firstFew(onlyBefore)}, which is not compared.`}]
      : []),
    ...(onlyAfter.length > 0
      ? [{id: 'framework-only-after', text: `Only ${newer} includes ${firstFew(onlyAfter)}, which is not compared.`}]
      : []),
    ...(uncomparedChecks.length > 0
      ? [
          {
            id: 'check-not-shared',
            text: `${pluralize(uncomparedChecks.length, 'check')} that only one of the reports includes ${uncomparedChecks.length === 1 ? 'is' : 'are'} not compared, nor are the controls that depend on it: ${firstFew(uncomparedChecks)}.`,
          },
        ]
      : []),
    ...(before.tool.version === after.tool.version
      ? []
      : [
          {
            id: 'other-version',
            text: `${capitalize(older)} was created with version ${before.tool.version} of the tool, ${newer} with ${after.tool.version}: differences may come from the tool.`,
          },
        ]),
    ...(before.policy?.sha256 === after.policy?.sha256
      ? []
      : [
          {
            id: 'other-policy',
            text: `${capitalize(older)} was assessed ${byOlder}, ${newer} ${byNewer === byOlder ? 'by another' : byNewer}: differences may come from the policy.`,
          },
        ]),
  ]
}
