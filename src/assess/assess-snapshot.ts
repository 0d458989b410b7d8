import type {Catalog} from '../catalog/catalog.js'
import type {Comparison} from '../model/comparison.js'
import type {Control} from '../model/framework.js'
import type {Threshold} from '../model/threshold.js'
import type {Observation} from '../model/observation.js'
import type {Policy, LoadedPolicy} from '../model/policy.js'
import type {Report, ScopeKind} from '../model/report.js'
import type {Scope, Snapshot} from '../model/snapshot.js'
import type {AssessmentContext} from './assessment-context.js'

import {declaredDataClasses, isDecidable} from '../catalog/catalog.js'
import {expectationsOf} from '../catalog/expectations.js'
import {compareReports} from '../compare/compare.js'
import {decisiveChanges, baselineExit} from './baseline-exit.js'
import {comparableScope} from '../compare/comparable-scope.js'
import {determineExit} from './exit.js'
import {applyWaivers} from './waivers.js'
import {isNewlyUnknown} from '../model/comparison.js'
import {byCodeUnit} from '../foundation/collections.js'
import {emptyPolicy} from '../model/policy.js'
import {isExhaustive} from '../model/snapshot.js'
import {referencesByCheck, toObservations, summarize} from './assemble-report.js'
import {fingerprint} from '../foundation/canonical-json.js'
import {buildApplicability} from './applicability.js'
import {surveyScope} from './observe.js'
import {policyInEffect} from './policy-in-effect.js'
import {collectNotices} from './notices.js'
import {assessControls} from './control-status.js'
import {unrecognizedDataNotices} from './unseen-subjects.js'

export interface AssessOptions extends Threshold {
  readonly version: string
  /** What the report calls its scope. */
  readonly scopeKind: ScopeKind
  /** ISO 8601; the time of collection if absent. */
  readonly now?: string
  readonly policy?: LoadedPolicy
  /** Judges as if no waiver existed. */
  readonly noWaivers?: boolean
  /** An earlier report: only what is worse fails the run. */
  readonly baseline?: Report
}

/** The report on a snapshot: the same facts, catalogue, policy and instant give the same report. */
export const assessSnapshot = (snapshot: Snapshot, catalog: Catalog, options: AssessOptions): Report =>
  assessWithContext(snapshot, catalog, options).report

/** The report, and what its statuses hang on. */
export function assessWithContext(
  snapshot: Snapshot,
  catalog: Catalog,
  options: AssessOptions,
): {readonly context: AssessmentContext; readonly report: Report} {
  const factTimes = snapshot.facts.map(({at}) => at).sort(byCodeUnit)
  const collectedAt = factTimes.at(-1) ?? new Date(0).toISOString()
  const generatedAt = options.now ?? collectedAt
  const now = Date.parse(generatedAt)
  const declaredPolicy = options.policy?.policy ?? emptyPolicy
  // Whether they are still in force, the date would have to say.
  const {notices: policyNotices, policy} = policyInEffect(
    snapshot.clockSkew === undefined ? declaredPolicy : withoutDecisions(declaredPolicy),
    now,
  )
  const sha256 = fingerprint(snapshot)
  const {applicability, declaredClasses, survey, beforeWaivers} = observeSnapshot(snapshot, catalog, policy, now)
  const {
    notices: waiverNotices,
    observations,
    used: usedWaivers,
  } = applyWaivers(beforeWaivers, options.noWaivers ? [] : (policy.waivers ?? []), now, isExhaustive(snapshot.scopes))
  const context: AssessmentContext = {
    catalog,
    applicability,
    declaredClasses,
    survey,
    now,
    observations,
    policy,
    scopes: snapshot.scopes,
  }
  const {frameworks, notices: answerNotices, uncheckedControls, validAnswers} = assessControls(context)
  const tool = {name: 'heroku-compliance', version: options.version} as const
  const scope = {kind: options.scopeKind, ...scopeName(snapshot.scopes), apps: survey.apps}
  const policySource = options.policy ? {policy: {files: options.policy.files, sha256: options.policy.sha256}} : {}
  const comparedSide = {...policySource, frameworks, generatedAt, observations, scope, tool}
  const comparison =
    options.baseline &&
    decisiveChanges(
      compareReports(options.baseline, comparedSide, expectationsOf(catalog.checks), sideNames),
      observations,
    )
  const isComparedCheck = options.baseline && comparableScope(options.baseline, comparedSide, sideNames).hasCheck
  const report: Report = {
    reportVersion: 1,
    tool,
    generatedAt,
    snapshot: {
      collectedAt,
      ...(factTimes[0] ? {oldestFactAt: factTimes[0]} : {}),
      sha256,
      caller: survey.caller,
    },
    ...policySource,
    ...(options.baseline && comparison ? {baseline: baselineSummary(options.baseline, comparison)} : {}),
    scope,
    frameworks,
    observations,
    gaps: survey.gaps.map(({needs, path, reason, status}) => ({
      path,
      reason,
      ...(status === undefined ? {} : {status}),
      ...(needs === undefined ? {} : {needs}),
    })),
    notices: [
      ...(comparison?.notices ?? []),
      ...collectNotices(
        {
          catalog,
          declaredClasses,
          survey,
          now,
          oldestFactTime: Date.parse(factTimes[0] ?? collectedAt),
          policy,
          snapshot,
          validAnswers,
          usedWaivers,
        },
        [
          ...unrecognizedDataNotices(observations, snapshot.facts),
          ...policyNotices,
          ...waiverNotices,
          ...answerNotices,
        ],
      ),
    ],
    summary: summarize(observations),
    exit: comparison
      ? baselineExit(comparison, observations, options, isComparedCheck)
      : determineExit(observations, options, uncheckedControls),
  }
  return {context, report}
}

/** What the two reports are called where a run is held to a baseline. */
const sideNames = {newer: 'this run', older: 'the baseline'}

/** A policy without waivers and documents, and with no answer but those that admit a failure. */
const withoutDecisions = (policy: Policy): Policy => ({
  ...policy,
  answers: policy.answers?.filter(({answer}) => answer === 'no') ?? [],
  documents: [],
  waivers: [],
})

/** On its own, so that nothing holds the judgements once they are put into words. */
function observeSnapshot(
  {clockSkew, facts, scopes}: Snapshot,
  catalog: Catalog,
  policy: Policy,
  now: number,
): Pick<AssessmentContext, 'applicability' | 'declaredClasses' | 'survey'> & {
  readonly beforeWaivers: readonly Observation[]
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
  const applicability = buildApplicability(catalog.frameworks, survey.dataScopes)
  const isDecided = (control: Control) => isDecidable(control, declaredClasses)
  return {
    applicability,
    declaredClasses,
    survey,
    beforeWaivers: toObservations(judgements, referencesByCheck(catalog.frameworks, isDecided), applicability),
  }
}

/** What is worse than the report that the run is held to. */
function baselineSummary(
  baseline: Report,
  {newlyFailing, worseControls, knownFailures, newlyUnknown, worsened}: Comparison,
): NonNullable<Report['baseline']> {
  const identity = ({check, severity, subject}: Comparison['newlyFailing'][number]) => ({check, severity, subject})
  return {
    sha256: fingerprint(baseline),
    generatedAt: baseline.generatedAt,
    newlyFailing: newlyFailing.map(identity),
    worsened: worsened.map(identity),
    newlyUnknown: newlyUnknown.filter(isNewlyUnknown).map(identity),
    worseControls: worseControls.map(({control, framework, severity, status, was}) => ({
      control,
      framework,
      severity,
      was,
      status,
    })),
    knownFailures,
  }
}

function scopeName(scopes: readonly Scope[]): {name?: string} {
  const names = scopes.flatMap(({name}) => (name === undefined ? [] : [name]))
  return names.length > 0 ? {name: names.join(', ')} : {}
}
