import type {ComparisonSide} from '../model/comparison.js'
import type {Observation} from '../model/observation.js'
import type {Notice} from '../model/report.js'
import type {SideNames} from './comparison-notices.js'

import {checksOfControl} from '../model/framework.js'
import {distinct} from '../foundation/collections.js'
import {isSamePart} from '../model/chosen-part.js'
import {comparisonNotices, frameworksOnlyIn} from './comparison-notices.js'

/** What two reports have in common: only that is compared. */
export interface ComparableScope {
  readonly isSameScope: boolean
  /** Whether both reports ran the check. */
  readonly hasCheck: (check: string) => boolean
  /** Whether both reports would show the subject if it existed. */
  readonly covers: (subject: Observation['subject']) => boolean
  readonly notices: readonly Notice[]
}

/** @param sideNames what notices call the reports */
export function comparableScope(before: ComparisonSide, after: ComparisonSide, sideNames: SideNames): ComparableScope {
  const [checksBefore, checksAfter] = [checksOf(before), checksOf(after)]
  const isSameTool =
    before.tool.version === after.tool.version &&
    isSamePart(before.only, after.only) &&
    frameworksOnlyIn(before, after).length + frameworksOnlyIn(after, before).length === 0
  const part = partOfWhole(before, after)
  // A check that no framework names leaves no trace where it has no subjects.
  const hasCheck = (check: string) =>
    isSameTool || part?.has(check) === true || (checksBefore.has(check) && checksAfter.has(check))
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

/** The checks of a report on a part, where the other one is on all of the same and so ran these too. */
function partOfWhole(before: ComparisonSide, after: ComparisonSide): ReadonlySet<string> | undefined {
  const isBeforePart = before.only !== undefined
  if (before.tool.version !== after.tool.version || isBeforePart === (after.only !== undefined)) return undefined
  const [part, whole] = isBeforePart ? [before, after] : [after, before]
  if (frameworksOnlyIn(part, whole).length > 0) return undefined
  const controls = part.frameworks.flatMap(framework => framework.controls)
  return new Set([...part.observations.map(({check}) => check), ...controls.flatMap(checksOfControl)])
}

function checksOf({frameworks, observations}: ComparisonSide): Set<string> {
  const checks = new Set<string>()
  for (const {check} of observations) checks.add(check)
  // The checks of a control about one data class may not have run: the report doesn't say what was declared.
  for (const {controls} of frameworks)
    for (const control of controls)
      for (const check of control.dataClass === undefined ? checksOfControl(control) : []) checks.add(check)
  return checks
}

const appIds = ({observations}: ComparisonSide) =>
  new Set(observations.flatMap(({subject: {id, kind}}) => (kind === 'app' ? [id] : [])))

/** The scope of a report on a snapshot file doesn't name its kind. */
const areSameKind = (a: string, b: string) => a === b || a === 'snapshot' || b === 'snapshot'
