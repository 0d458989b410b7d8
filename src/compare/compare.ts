import type {ObservationChange, Comparison, Expectations, ComparisonSide, SubjectChange} from '../model/comparison.js'
import type {EffectiveVerdict, Observation} from '../model/observation.js'
import type {ObservationPair} from './match-observations.js'
import type {SideNames} from './comparison-notices.js'

import {groupBy} from '../foundation/collections.js'
import {effectiveVerdict} from '../model/observation.js'
import {subjectKey} from '../model/subject.js'
import {compareControls} from './controls.js'
import {findHiddenObservations} from './unreadable-lists.js'
import {matchObservations} from './match-observations.js'
import {comparableScope} from './comparable-scope.js'
import {worsening} from './worsening.js'

type ReportedSubject = Observation['subject']

const isFulfilled = (verdict: EffectiveVerdict | 'absent') => verdict === 'pass' || verdict === 'not-applicable'

/** What differs between two reports, for what both of them assess. Subjects are matched by id, whatever their names. */
export function compareReports(
  before: ComparisonSide,
  after: ComparisonSide,
  expectations: Expectations,
  sideNames: SideNames = {newer: 'the new report', older: 'the old report'},
): Comparison {
  const common = comparableScope(before, after, sideNames)
  const comparedObservations = ({observations}: ComparisonSide) =>
    observations.filter(({check}) => common.hasCheck(check))
  const matches = matchObservations(comparedObservations(before), comparedObservations(after))
  const {observations: hiddenObservations, byPlaceholder} = findHiddenObservations(
    matches.flatMap(({after: newer, before: older}) => (older && !newer ? [older] : [])),
    before,
    after,
  )
  const elapsed = Date.parse(after.generatedAt) - Date.parse(before.generatedAt)
  const changes = matches.flatMap(pair =>
    changesOf(pair, pair.after && byPlaceholder.get(pair.after), elapsed, expectations),
  )
  const ownChanges = changes.filter(({subject, was}) => was !== 'absent' || common.covers(subject))
  const completePairs = matches.flatMap(({after: newer, before: older}) =>
    newer && older ? [{after: newer, before: older}] : [],
  )
  const {compared, worseControls, betterControls} = compareControls(before, after, common)
  return {
    newlyFailing: ownChanges.filter(({now, was}) => now === 'fail' && was !== 'fail'),
    newlyUnknown: ownChanges.filter(
      ({hiddenSubjects, now, was}) => now === 'unknown' && (was !== 'unknown' || hiddenSubjects !== undefined),
    ),
    newlyWaived: ownChanges.filter(({now, was}) => now === 'waived' && (was === 'fail' || was === 'unknown')),
    worsened: ownChanges.filter(hasWorsened),
    changed: ownChanges.filter(change => change.moved !== undefined && !hasWorsened(change)),
    fixed: ownChanges.filter(({now, was}) => isFulfilled(now) && (was === 'fail' || was === 'waived')),
    newlyDetermined: ownChanges.filter(({now, was}) => isFulfilled(now) && was === 'unknown'),
    appeared: subjectChanges(
      after.observations,
      matches.flatMap(({after: newer}) => newer ?? []),
      newSubjectKeys(matches),
    ),
    gone: subjectChanges(
      before.observations,
      matches.flatMap(({before: older}) => older ?? []),
      goneSubjectKeys(matches, hiddenObservations),
    ),
    renamed: renamedSubjects(completePairs),
    severities: severityChanges(completePairs),
    worseControls,
    betterControls,
    knownFailures: ownChanges.filter(({now, was}) => now === 'fail' && was === 'fail').length,
    stillUnknown: ownChanges.filter(
      ({hiddenSubjects, now, was}) => now === 'unknown' && was === 'unknown' && hiddenSubjects === undefined,
    ).length,
    compared: completePairs.length + compared,
    notices: common.notices,
  }
}

const hasWorsened = ({moved}: ObservationChange) => moved === 'further' || moved === 'past its date'

function changesOf(
  {after, before}: ObservationPair,
  hiddenSubjects: ObservationChange['hiddenSubjects'],
  elapsed: number,
  expectations: Expectations,
): ObservationChange[] {
  if (!after) return []
  const {because, check, failureTitle, gaps, severity, subject, title} = after
  const was = before ? effectiveVerdict(before) : 'absent'
  return [
    {
      check,
      severity,
      subject,
      title,
      ...(failureTitle === undefined ? {} : {failureTitle}),
      ...earlierName(before, after),
      was,
      now: effectiveVerdict(after),
      ...movement(before, after, elapsed, expectations),
      ...(because ? {because} : {}),
      ...(before?.because ? {wasBecause: before.because} : {}),
      ...(gaps ? {gaps} : {}),
      ...(hiddenSubjects ? {hiddenSubjects} : {}),
    },
  ]
}

/** The older name of a subject that was renamed. */
const earlierName = (before: Observation | undefined, after: Observation): Pick<ObservationChange, 'wasName'> =>
  isRenamed(before?.subject, after.subject) ? {wasName: before.subject.name} : {}

/** How the value of a repeated failure moved, where it did. */
const movement = (
  before: Observation | undefined,
  after: Observation,
  elapsed: number,
  expectations: Expectations,
): Pick<ObservationChange, 'moved'> =>
  before && failsDifferently(before, after) ? {moved: worsening(before, after, elapsed, expectations)} : {}

/** Whether both fail, with different values. What a waiver covers is accepted, whatever its value. */
function failsDifferently(before: Observation, after: Observation): boolean {
  return (
    effectiveVerdict(before) === 'fail' &&
    effectiveVerdict(after) === 'fail' &&
    JSON.stringify(before.because) !== JSON.stringify(after.because)
  )
}

/** A subject whose name is only its id hasn't been renamed. */
function isRenamed(before: ReportedSubject | undefined, after: ReportedSubject): before is ReportedSubject {
  return (
    before !== undefined &&
    before.name !== after.name &&
    [before, after].every(({id, name, placeholder}) => id !== name && !placeholder)
  )
}

/** Subjects that are in no pair with both sides. */
function newSubjectKeys(pairs: readonly ObservationPair[]): ReadonlySet<string> {
  const keptKeys = new Set(pairs.flatMap(({after, before}) => (after && before ? [subjectKey(after.subject)] : [])))
  return new Set(
    pairs.flatMap(({after}) => (after && !keptKeys.has(subjectKey(after.subject)) ? [subjectKey(after.subject)] : [])),
  )
}

function goneSubjectKeys(
  pairs: readonly ObservationPair[],
  hiddenObservations: ReadonlySet<Observation>,
): ReadonlySet<string> {
  const keptKeys = new Set(
    pairs.flatMap(({after, before}) =>
      before && (after ?? hiddenObservations.has(before)) ? [subjectKey(before.subject)] : [],
    ),
  )
  return new Set(
    pairs.flatMap(({before}) =>
      before && !keptKeys.has(subjectKey(before.subject)) ? [subjectKey(before.subject)] : [],
    ),
  )
}

/** A placeholder for a list that can't be read neither appeared nor is gone. */
function subjectChanges(
  observations: readonly Observation[],
  compared: readonly Observation[],
  keys: ReadonlySet<string>,
): SubjectChange[] {
  const comparedSet = new Set(compared)
  const groups = groupBy(
    observations.filter(
      observation =>
        comparedSet.has(observation) && !observation.subject.placeholder && keys.has(subjectKey(observation.subject)),
    ),
    ({subject}) => subjectKey(subject),
  )
  return [...groups.values()].flatMap(subjectObservations => {
    const count = (verdict: EffectiveVerdict) =>
      subjectObservations.filter(observation => effectiveVerdict(observation) === verdict).length
    return subjectObservations
      .slice(0, 1)
      .map(({subject}) => ({fail: count('fail'), pass: count('pass'), subject, unknown: count('unknown')}))
  })
}

function renamedSubjects(pairs: ReadonlyArray<Required<ObservationPair>>): Comparison['renamed'] {
  const found = new Map<string, {subject: ReportedSubject; was: string}>()
  for (const {after, before} of pairs)
    if (isRenamed(before.subject, after.subject))
      found.set(subjectKey(after.subject), {subject: after.subject, was: before.subject.name})
  return [...found.values()]
}

function severityChanges(pairs: ReadonlyArray<Required<ObservationPair>>): Comparison['severities'] {
  const found = new Map<string, Comparison['severities'][number]>()
  for (const {after, before} of pairs)
    if (after.severity !== before.severity)
      found.set(after.check, {check: after.check, now: after.severity, was: before.severity})
  return [...found.values()]
}
