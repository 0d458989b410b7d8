import type {Expectations} from '../model/comparison.js'
import type {Violation, Observation} from '../model/observation.js'
import type {Move, Scale, Values} from './move.js'

import {millisecondsPerDay} from '../foundation/date.js'
import {moveOf} from './move.js'

/** How a repeated failure changed: its value moved, or a date passed. */
export type Worsening = 'past its date' | Move

type Failure = Pick<Observation, 'because' | 'check' | 'subject'>

/**
 * Whether a failure got worse, compared with what is expected now. What time alone did to a count of days isn't a
 * move, until the date that it counts to has passed.
 *
 * @param elapsed milliseconds between the two reports
 */
export function worsening(before: Failure, after: Failure, elapsed: number, expectations: Expectations): Worsening {
  const violationsBefore = new Map((before.because ?? []).map(violation => [violation.field, violation]))
  const changes = (after.because ?? []).map(violation => {
    const earlier = violationsBefore.get(violation.field)
    if (!earlier) return changeOfField(before, after.check, violation, expectations)
    return changeOfValues(after, violation, {now: violation.value, was: earlier.value}, elapsed, expectations)
  })
  return worstFirst.find(change => changes.includes(change)) ?? 'level'
}

const worstFirst: readonly Worsening[] = ['past its date', 'further', 'nearer']

function changeOfValues(
  {subject}: Failure,
  {field, must}: Violation,
  {now, was}: Values,
  elapsed: number,
  {fieldEntry, compilePredicate}: Expectations,
): Worsening {
  const {clock, isOrdered, schema} = fieldEntry(subject.kind, field) ?? {}
  const scale = {compilePredicate, order: isOrdered ? (schema?.['enum'] as readonly unknown[]) : undefined}
  return clock !== undefined && typeof was === 'number' && typeof now === 'number'
    ? changeOfDays(must, {now, was}, elapsed, clock, scale)
    : moveOf(must, {now, was}, scale)
}

/** The change of a count of days, without what the clock alone did to it. */
function changeOfDays(
  must: Violation['must'],
  {now, was}: {readonly now: number; readonly was: number},
  elapsed: number,
  clock: 'falls' | 'rises',
  scale: Scale,
): Worsening {
  if (clock === 'falls' && was >= 0 && now < 0) return 'past its date'
  const days = Number.isFinite(elapsed) ? elapsed / millisecondsPerDay : 0
  const moved = now - was - (clock === 'falls' ? -days : days)
  // Such counts may be of whole days: what differs by less than one may be rounding.
  return Math.abs(moved) < 1 ? 'level' : moveOf(must, {now, was: now - moved}, scale)
}

/**
 * Clauses are evaluated in order, and the first violated one decides: an earlier one than before held then, and later
 * ones are unknown. Where the order isn't known, it counts as newly violated.
 */
function changeOfField(
  {because = []}: Failure,
  check: string,
  {field}: Violation,
  {testedFields}: Expectations,
): Worsening {
  const testedOrder = testedFields(check)
  const positionOf = (name: string) => testedOrder?.indexOf(name) ?? -1
  const positionsBefore = because.map(violation => positionOf(violation.field))
  return positionsBefore.includes(-1) || positionsBefore.every(position => positionOf(field) < position)
    ? 'further'
    : 'level'
}
