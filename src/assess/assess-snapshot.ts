import type {Catalog} from '../catalog/catalog.js'
import type {Control} from '../model/framework.js'
import type {Observation} from '../model/observation.js'
import type {Policy} from '../model/policy.js'
import type {Report} from '../model/report.js'
import type {Snapshot} from '../model/snapshot.js'
import type {AssessmentContext, AssessOptions} from './assessment-context.js'

import {referencingFrameworks} from '../catalog/catalog.js'
import {expectationsOf} from '../catalog/expectations.js'
import {isDecidable} from '../model/framework.js'
import {declaredDataClasses, emptyPolicy} from '../model/policy.js'
import {collectionTimes} from '../model/snapshot.js'
import {buildApplicability} from './applicability.js'
import {assembleReport} from './assemble-report.js'
import {assessControls} from './assess-controls.js'
import {determineExit} from './exit-code.js'
import {holdToBaseline} from './hold-to-baseline.js'
import {reportNotices} from './notices.js'
import {referencesByCheck, toObservations} from './observations.js'
import {policyInEffect} from './policy-in-effect.js'
import {withSharedQuestions} from './shared-questions.js'
import {thresholdNotices} from './threshold-notices.js'
import {surveyScope} from './survey.js'
import {applyWaivers} from './waivers.js'

/** The report on a snapshot: the same facts, catalog, policy and time give the same report. */
export const assessSnapshot = (snapshot: Snapshot, catalog: Catalog, options: AssessOptions): Report =>
  assessWithContext(snapshot, catalog, options).report

/** The report, and what the statuses in it depend on. */
export function assessWithContext(
  snapshot: Snapshot,
  catalog: Catalog,
  options: AssessOptions,
): {readonly context: AssessmentContext; readonly report: Report} {
  const times = collectionTimes(snapshot)
  const generatedAt = options.now ?? times.newest
  const now = Date.parse(generatedAt)
  const {notices: policyNotices, policy} = policyInEffect(
    options.policy?.policy ?? emptyPolicy,
    now,
    snapshot.clockSkew,
  )
  const observed = observe(snapshot, catalog, policy, now)
  const {observations, ...waivers} = applyWaivers(
    observed.observations,
    options.noWaivers ? [] : (policy.waivers ?? []),
    now,
    observed.survey.isExhaustive,
  )
  const context: AssessmentContext = {...observed, catalog, now, observations, policy}
  const controls = assessControls(context)
  const {frameworks, open, refused, uncheckedControls, validAnswers} = controls
  const notices = reportNotices(context, snapshot, times, {validAnswers, usedWaivers: waivers.used}, [
    ...thresholdNotices(policy, options),
    ...policyNotices,
    ...waivers.notices,
    ...controls.notices,
  ])
  const exit = determineExit(observations, options, uncheckedControls)
  const report = assembleReport(context, snapshot, times, options, {
    exit,
    frameworks: withSharedQuestions(frameworks, open, {
      ...catalog,
      dataClassOf: observed.applicability.dataClassOf,
      refused,
    }),
    generatedAt,
    notices,
  })
  return {
    context,
    report: options.baseline
      ? holdToBaseline(report, options.baseline, options, expectationsOf(catalog.checks))
      : report,
  }
}

/** A function of its own, so that the judgements can be freed once they are observations. */
function observe(
  {clockSkew, facts, scopes}: Snapshot,
  catalog: Catalog,
  policy: Policy,
  now: number,
): Pick<AssessmentContext, 'applicability' | 'declaredClasses' | 'survey'> & {
  readonly observations: readonly Observation[]
} {
  const {judgements, ...survey} = surveyScope(
    new Map(facts.map(fact => [fact.path, fact])),
    scopes,
    catalog,
    policy,
    now,
    undefined,
    clockSkew,
  )
  const declaredClasses = new Set([...declaredDataClasses(policy)].filter(name => !survey.unheldClasses.has(name)))
  const frameworks = referencingFrameworks(catalog)
  const applicability = buildApplicability(frameworks, survey.dataScopes)
  const isDecided = (control: Control) => isDecidable(control, declaredClasses)
  const references = referencesByCheck(frameworks, isDecided)
  const observations = toObservations(judgements, references, applicability, survey.caller.email)
  return {applicability, declaredClasses, observations, survey}
}
