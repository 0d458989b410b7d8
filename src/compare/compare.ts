import type {Change, Comparison, Expectations, Side, Standing, Turnover} from '../model/comparison.js'
import type {Observation} from '../model/observation.js'
import type {Pair} from './match-observations.js'
import type {Words} from './comparable-scope.js'

import {grouped} from '../foundation/collections.js'
import {subjectKey} from '../model/subject.js'
import {controls} from './controls.js'
import {hidden} from './unreadable-lists.js'
import {pairs} from './match-observations.js'
import {shared} from './comparable-scope.js'
import {worsening} from './worsening.js'

type Name = Observation['subject']

const standing = ({verdict, waiver}: Observation): Standing => (waiver === undefined ? verdict : 'waived')
const holds = (one: Standing | 'absent') => one === 'pass' || one === 'not-applicable'

/** What differs between two reports, of what both of them judge. A thing is known by its id, whatever its name. */
export function compare(
  before: Side,
  after: Side,
  expectations: Expectations,
  words: Words = {newer: 'the new report', older: 'the old report'},
): Comparison {
  const common = shared(before, after, words)
  const judged = ({observations}: Side) => observations.filter(({check}) => common.hasCheck(check))
  const all = pairs(judged(before), judged(after))
  const {all: unseen, by} = hidden(
    all.flatMap(({after: newer, before: older}) => (older && !newer ? [older] : [])),
    before,
    after,
    standing,
  )
  const elapsed = Date.parse(after.generatedAt) - Date.parse(before.generatedAt)
  const changes = all.flatMap(pair => changeOf(pair, pair.after && by.get(pair.after), elapsed, expectations))
  const ours = changes.filter(({subject, was}) => was !== 'absent' || common.reaches(subject))
  const both = all.flatMap(({after: newer, before: older}) => (newer && older ? [{after: newer, before: older}] : []))
  const {compared, fallen, risen} = controls(before, after, common)
  return {
    failing: ours.filter(({now, was}) => now === 'fail' && was !== 'fail'),
    unknown: ours.filter(({hides, now, was}) => now === 'unknown' && (was !== 'unknown' || hides !== undefined)),
    waived: ours.filter(({now, was}) => now === 'waived' && (was === 'fail' || was === 'unknown')),
    worsened: ours.filter(isFurther),
    changed: ours.filter(one => one.moved !== undefined && !isFurther(one)),
    mended: ours.filter(({now, was}) => holds(now) && (was === 'fail' || was === 'waived')),
    seen: ours.filter(({now, was}) => holds(now) && was === 'unknown'),
    appeared: turnover(
      after.observations,
      all.flatMap(({after: newer}) => newer ?? []),
      newcomers(all),
    ),
    gone: turnover(
      before.observations,
      all.flatMap(({before: older}) => older ?? []),
      leavers(all, unseen),
    ),
    renamed: renamed(both),
    severities: severities(both),
    fallen,
    risen,
    known: ours.filter(({now, was}) => now === 'fail' && was === 'fail').length,
    open: ours.filter(({hides, now, was}) => now === 'unknown' && was === 'unknown' && hides === undefined).length,
    compared: both.length + compared,
    notices: common.notices,
  }
}

const isFurther = ({moved}: Change) => moved === 'further' || moved === 'past its date'

function changeOf(
  {after, before}: Pair,
  hides: Change['hides'],
  elapsed: number,
  expectations: Expectations,
): Change[] {
  if (!after) return []
  const {because, check, gaps, severity, subject, title} = after
  return [
    {
      check,
      severity,
      subject,
      title,
      ...(isRenamed(before?.subject, subject) ? {wasName: before.subject.name} : {}),
      was: before ? standing(before) : 'absent',
      now: standing(after),
      ...(before && isOtherFailure(before, after) ? {moved: worsening(before, after, elapsed, expectations)} : {}),
      ...(because ? {because} : {}),
      ...(before?.because ? {wasBecause: before.because} : {}),
      ...(gaps ? {gaps} : {}),
      ...(hides ? {hides} : {}),
    },
  ]
}

/** Whether something fails twice, for other values. What a waiver covers is accepted, whatever its value. */
function isOtherFailure(before: Observation, after: Observation): boolean {
  return (
    standing(before) === 'fail' &&
    standing(after) === 'fail' &&
    JSON.stringify(before.because) !== JSON.stringify(after.because)
  )
}

/** What goes by an id for want of a name has got no other. */
function isRenamed(before: Name | undefined, after: Name): before is Name {
  return (
    before !== undefined &&
    before.name !== after.name &&
    [before, after].every(({id, name, placeholder}) => id !== name && !placeholder)
  )
}

/** Things that no pair tells of on both sides. */
function newcomers(all: readonly Pair[]): ReadonlySet<string> {
  const known = new Set(all.flatMap(({after, before}) => (after && before ? [subjectKey(after.subject)] : [])))
  return new Set(
    all.flatMap(({after}) => (after && !known.has(subjectKey(after.subject)) ? [subjectKey(after.subject)] : [])),
  )
}

function leavers(all: readonly Pair[], unseen: ReadonlySet<Observation>): ReadonlySet<string> {
  const known = new Set(
    all.flatMap(({after, before}) => (before && (after ?? unseen.has(before)) ? [subjectKey(before.subject)] : [])),
  )
  return new Set(
    all.flatMap(({before}) => (before && !known.has(subjectKey(before.subject)) ? [subjectKey(before.subject)] : [])),
  )
}

/** A list that cannot be read is no thing that came or went. */
function turnover(
  order: readonly Observation[],
  judged: readonly Observation[],
  names: ReadonlySet<string>,
): Turnover[] {
  const ours = new Set(judged)
  const groups = grouped(
    order.filter(one => ours.has(one) && !one.subject.placeholder && names.has(subjectKey(one.subject))),
    ({subject}) => subjectKey(subject),
  )
  return [...groups.values()].flatMap(same => {
    const count = (wanted: Standing) => same.filter(one => standing(one) === wanted).length
    return same
      .slice(0, 1)
      .map(({subject}) => ({fail: count('fail'), pass: count('pass'), subject, unknown: count('unknown')}))
  })
}

function renamed(both: ReadonlyArray<Required<Pair>>): Comparison['renamed'] {
  const found = new Map<string, {subject: Name; was: string}>()
  for (const {after, before} of both)
    if (isRenamed(before.subject, after.subject))
      found.set(subjectKey(after.subject), {subject: after.subject, was: before.subject.name})
  return [...found.values()]
}

function severities(both: ReadonlyArray<Required<Pair>>): Comparison['severities'] {
  const found = new Map<string, Comparison['severities'][number]>()
  for (const {after, before} of both)
    if (after.severity !== before.severity)
      found.set(after.check, {check: after.check, now: after.severity, was: before.severity})
  return [...found.values()]
}
