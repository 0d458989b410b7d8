import type {Expectations} from '../model/comparison.js'
import type {Because, Observation} from '../model/observation.js'
import type {Move, Values} from './move.js'

import {day} from '../foundation/date.js'
import {moveOf} from './move.js'

/** How a failure that was one before changed: as its value moved, or past a date. */
export type Worsening = 'past its date' | Move

type Failure = Pick<Observation, 'because' | 'check' | 'subject'>

/**
 * Whether a failure got worse, held against what is expected now. What the clock alone did to a count of days is no
 * move, until the date that it counts to is crossed.
 *
 * @param elapsed milliseconds between the two reports
 */
export function worsening(before: Failure, after: Failure, elapsed: number, expectations: Expectations): Worsening {
  const older = new Map((before.because ?? []).map(violation => [violation.field, violation]))
  const all = (after.because ?? []).map(violation => {
    const same = older.get(violation.field)
    if (!same) return ofOtherField(before, after.check, violation, expectations)
    return ofValues(after, violation, {now: violation.value, was: same.value}, elapsed, expectations)
  })
  return worst.find(one => all.includes(one)) ?? 'level'
}

const worst: readonly Worsening[] = ['past its date', 'further', 'nearer']

function ofValues(
  {subject}: Failure,
  {field, must}: Because,
  {now, was}: Values,
  elapsed: number,
  {fieldOf, test}: Expectations,
): Worsening {
  const {clock, isOrdered, schema} = fieldOf(subject.kind, field) ?? {}
  const order = isOrdered ? (schema?.['enum'] as readonly unknown[]) : undefined
  const isClocked = clock !== undefined && typeof was === 'number' && typeof now === 'number'
  if (!isClocked) return moveOf(must, {now, was}, {order, test})
  if (clock === 'falls' && was >= 0 && now < 0) return 'past its date'
  const days = Number.isFinite(elapsed) ? elapsed / day : 0
  const moved = now - was - (clock === 'falls' ? -days : days)
  // Such counts may be of whole days: what differs by less than one may be rounding.
  return Math.abs(moved) < 1 ? 'level' : moveOf(must, {now, was: now - moved}, {order, test})
}

/**
 * Clauses are read in order, and the first that is broken decides: an earlier one than before was not broken then, and
 * of a later one nobody knows. Where the order isn't known, it counts as newly broken.
 */
function ofOtherField({because = []}: Failure, check: string, {field}: Because, {fieldsOf}: Expectations): Worsening {
  const order = fieldsOf(check)
  const placeOf = (name: string) => order?.indexOf(name) ?? -1
  const was = because.map(violation => placeOf(violation.field))
  return was.includes(-1) || was.every(place => placeOf(field) < place) ? 'further' : 'level'
}
