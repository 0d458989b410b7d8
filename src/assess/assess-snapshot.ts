import type {Catalog} from '../catalog/catalog.js'
import type {Comparison} from '../model/comparison.js'
import type {Control} from '../model/framework.js'
import type {Threshold} from '../model/threshold.js'
import type {Observation} from '../model/observation.js'
import type {Policy, ReadPolicy} from '../model/policy.js'
import type {Report, ScopeKind} from '../model/report.js'
import type {Scope, Snapshot} from '../model/snapshot.js'
import type {Ground} from './assessment-context.js'

import {declaredIn, isDecidable} from '../catalog/catalog.js'
import {expectationsOf} from '../catalog/expectations.js'
import {compare} from '../compare/compare.js'
import {decisive, ratchet} from './baseline-exit.js'
import {shared} from '../compare/comparable-scope.js'
import {exit} from './exit.js'
import {waived} from './waivers.js'
import {isLost} from '../model/comparison.js'
import {byCodeUnit} from '../foundation/collections.js'
import {noPolicy} from '../model/policy.js'
import {isWide} from '../model/snapshot.js'
import {namedBy, observations, summary} from './assemble-report.js'
import {fingerprint} from '../foundation/canonical-json.js'
import {concerning} from './applicability.js'
import {examine} from './observe.js'
import {inEffect} from './policy-in-effect.js'
import {noticesOf} from './notices.js'
import {statusesOf} from './control-status.js'
import {unheardOf} from './unseen-subjects.js'

export interface Judging extends Threshold {
  readonly version: string
  /** What the report calls its scope. */
  readonly scopeKind: ScopeKind
  /** ISO 8601; the time of collection if absent. */
  readonly now?: string
  readonly policy?: ReadPolicy
  /** Judges as if no waiver existed. */
  readonly noWaivers?: boolean
  /** An earlier report: only what is worse fails the run. */
  readonly baseline?: Report
}

/** The report on a snapshot: the same facts, catalogue, policy and instant give the same report. */
export const judgeSnapshot = (snapshot: Snapshot, catalog: Catalog, judging: Judging): Report =>
  judged(snapshot, catalog, judging).report

/** The report, and what its statuses hang on. */
export function judged(
  snapshot: Snapshot,
  catalog: Catalog,
  judging: Judging,
): {readonly ground: Ground; readonly report: Report} {
  const times = snapshot.facts.map(({at}) => at).sort(byCodeUnit)
  const collectedAt = times.at(-1) ?? new Date(0).toISOString()
  const generatedAt = judging.now ?? collectedAt
  const now = Date.parse(generatedAt)
  const declaredPolicy = judging.policy?.policy ?? noPolicy
  // Whether they are still in force, the date would have to say.
  const {notices: ofPolicyText, policy} = inEffect(
    snapshot.clockSkew === undefined ? declaredPolicy : withoutDecisions(declaredPolicy),
    now,
  )
  const sha256 = fingerprint(snapshot)
  const {concerns, declared, examined, seen} = look(snapshot, catalog, policy, now)
  const {
    notices: ofWaivers,
    observations: observed,
    used,
  } = waived(seen, judging.noWaivers ? [] : (policy.waivers ?? []), now, isWide(snapshot.scopes))
  const ground: Ground = {catalog, concerns, declared, examined, now, observed, policy, scopes: snapshot.scopes}
  const {frameworks, notices: ofAnswers, said, standing} = statusesOf(ground)
  const tool = {name: 'heroku-compliance', version: judging.version} as const
  const scope = {kind: judging.scopeKind, ...nameOf(snapshot.scopes), apps: examined.apps}
  const ofPolicy = judging.policy ? {policy: {files: judging.policy.files, sha256: judging.policy.sha256}} : {}
  const side = {...ofPolicy, frameworks, generatedAt, observations: observed, scope, tool}
  const comparison =
    judging.baseline && decisive(compare(judging.baseline, side, expectationsOf(catalog.checks), words), observed)
  const isShared = judging.baseline && shared(judging.baseline, side, words).hasCheck
  const report: Report = {
    reportVersion: 1,
    tool,
    generatedAt,
    snapshot: {
      collectedAt,
      ...(times[0] ? {oldestFactAt: times[0]} : {}),
      sha256,
      caller: examined.caller,
    },
    ...ofPolicy,
    ...(judging.baseline && comparison ? {baseline: heldTo(judging.baseline, comparison)} : {}),
    scope,
    frameworks,
    observations: observed,
    gaps: examined.gaps.map(({needs, path, reason, status}) => ({
      path,
      reason,
      ...(status === undefined ? {} : {status}),
      ...(needs === undefined ? {} : {needs}),
    })),
    notices: [
      ...(comparison?.notices ?? []),
      ...noticesOf(
        {
          catalog,
          declared,
          examined,
          now,
          oldest: Date.parse(times[0] ?? collectedAt),
          policy,
          snapshot,
          standing,
          used,
        },
        [...unheardOf(observed, snapshot.facts), ...ofPolicyText, ...ofWaivers, ...ofAnswers],
      ),
    ],
    summary: summary(observed),
    exit: comparison ? ratchet(comparison, observed, judging, isShared) : exit(observed, judging, said),
  }
  return {ground, report}
}

/** What the two reports are called where a run is held to a baseline. */
const words = {newer: 'this run', older: 'the baseline'}

/** A policy without waivers and documents, and with no answer but those that admit a failure. */
const withoutDecisions = (policy: Policy): Policy => ({
  ...policy,
  answers: policy.answers?.filter(({answer}) => answer === 'no') ?? [],
  documents: [],
  waivers: [],
})

/** On its own, so that nothing holds the judgements once they are put into words. */
function look(
  {clockSkew, facts, scopes}: Snapshot,
  catalog: Catalog,
  policy: Policy,
  now: number,
): Pick<Ground, 'concerns' | 'declared' | 'examined'> & {readonly seen: readonly Observation[]} {
  const {judged: all, ...examined} = examine(
    new Map(facts.map(fact => [fact.path, fact])),
    scopes,
    catalog,
    policy,
    now,
    undefined,
    clockSkew,
  )
  const declared = new Set([...declaredIn(policy)].filter(name => !examined.unheld.has(name)))
  const concerns = concerning(catalog.frameworks, examined.dataScopes)
  const isJudged = (control: Control) => isDecidable(control, declared)
  return {concerns, declared, examined, seen: observations(all, namedBy(catalog.frameworks, isJudged), concerns)}
}

/** What is worse than the report that the run is held to. */
function heldTo(
  baseline: Report,
  {failing, fallen, known, unknown, worsened}: Comparison,
): NonNullable<Report['baseline']> {
  const named = ({check, severity, subject}: Comparison['failing'][number]) => ({check, severity, subject})
  return {
    sha256: fingerprint(baseline),
    generatedAt: baseline.generatedAt,
    failing: failing.map(named),
    worsened: worsened.map(named),
    unknown: unknown.filter(isLost).map(named),
    fallen: fallen.map(({control, framework, severity, status, was}) => ({control, framework, severity, was, status})),
    known,
  }
}

function nameOf(scopes: readonly Scope[]): {name?: string} {
  const names = scopes.flatMap(({name}) => (name === undefined ? [] : [name]))
  return names.length > 0 ? {name: names.join(', ')} : {}
}
