import type {Predicate, CompiledPredicate} from '../model/check.js'
import type {Value} from '../model/subject.js'

/** Which way a value moved, relative to what is expected; `level` also where the two can't be compared. */
export type Move = 'further' | 'level' | 'nearer'

/** A value in the older and in the newer report. */
export interface Values {
  readonly was: Value
  readonly now: Value
}

export interface Scale {
  /** @throws Error for a keyword that isn't known */
  readonly compilePredicate: (must: Predicate) => CompiledPredicate
  /** The values of an enumeration, where their order says which is better. */
  readonly order?: readonly unknown[] | undefined
}

interface Clause extends Values {
  readonly operand: unknown
  readonly isNegated: boolean
  readonly scale: Scale
}

/**
 * How a value moved that violates an expectation, as it did before. Numbers have a distance from it; lists have
 * entries that violate it, of which a new one is worse; all else is level unless a part of the expectation held.
 */
export function moveOf(must: Predicate, values: Values, scale: Scale): Move {
  return moveOfPredicate(must, {...values, isNegated: false, operand: undefined, scale})
}

function moveOfPredicate(must: unknown, clause: Clause): Move {
  const moves = Object.entries(must as Predicate).map(([keyword, operand]) =>
    moveOfKeyword(keyword, {...clause, operand}),
  )
  return clause.isNegated ? moveOfAny(moves) : moveOfAll(moves)
}

/** For parts that must all hold: one that is further away is enough. */
function moveOfAll(moves: readonly Move[]): Move {
  if (moves.includes('further')) return 'further'
  return moves.includes('nearer') ? 'nearer' : 'level'
}

/** For parts of which one must hold: further away only where no part got nearer. */
function moveOfAny(moves: readonly Move[]): Move {
  const isFurther = moves.includes('further')
  const isNearer = moves.includes('nearer')
  if (isFurther === isNearer) return 'level'
  return isFurther ? 'further' : 'nearer'
}

function moveOfKeyword(keyword: string, clause: Clause): Move {
  const {isNegated, operand} = clause
  const parts = () => (operand as readonly unknown[]).map(part => moveOfPredicate(part, clause))
  if (keyword === 'not') return moveOfPredicate(operand, {...clause, isNegated: !isNegated})
  if (keyword === 'allOf') return isNegated ? moveOfAny(parts()) : moveOfAll(parts())
  if (keyword === 'anyOf') return isNegated ? moveOfAll(parts()) : moveOfAny(parts())
  return moveOfLeaf(keyword, clause)
}

const appliesTo: Readonly<Record<string, (value: Value) => boolean>> = {
  contains: Array.isArray,
  items: Array.isArray,
  maxItems: Array.isArray,
  minItems: Array.isArray,
  maximum: value => typeof value === 'number',
  minimum: value => typeof value === 'number',
  pattern: value => typeof value === 'string',
}

function moveOfLeaf(keyword: string, clause: Clause): Move {
  const {isNegated, now, operand, scale, was} = clause
  // A keyword holds for every value of another type: that doesn't say which value is better.
  if (![was, now].every(appliesTo[keyword] ?? (() => true))) return 'level'
  let test: CompiledPredicate
  try {
    test = scale.compilePredicate({[keyword]: operand})
  } catch {
    return 'level'
  }

  const [heldBefore, holdsNow] = [test(was) !== isNegated, test(now) !== isNegated]
  if (heldBefore !== holdsNow) return holdsNow ? 'nearer' : 'further'
  return holdsNow ? 'level' : moveOfBroken(keyword, clause)
}

/** For a keyword that was violated before and still is. */
function moveOfBroken(keyword: string, {isNegated, now, operand, scale, was}: Clause): Move {
  const key = isNegated ? opposite[keyword] : keyword
  if (key === 'maximum') return moveByDistance(Number(was), Number(now))
  if (key === 'minimum') return moveByDistance(-Number(was), -Number(now))
  if (key === 'maxItems') return moveByEntries(entries(was), entries(now))
  if (key === 'minItems') return moveByDistance(-entries(was).length, -entries(now).length)
  if (key === 'items') {
    const test = scale.compilePredicate(operand as Predicate)
    const isBad = (item: unknown) => test(item) === isNegated
    return moveByEntries(entries(was).filter(isBad), entries(now).filter(isBad))
  }

  if (key === 'const' || key === 'enum') return moveByNearest([operand].flat(), {now, was}, scale.order)
  return 'level'
}

/** The keyword that a negated one amounts to, where that can be measured. */
const opposite: Readonly<Record<string, string>> = {
  contains: 'items',
  maxItems: 'minItems',
  maximum: 'minimum',
  minItems: 'maxItems',
  minimum: 'maximum',
}

const entries = (value: Value): readonly unknown[] => (Array.isArray(value) ? value : [])

function moveByDistance(was: number, now: number): Move {
  if (now === was) return 'level'
  return now > was ? 'further' : 'nearer'
}

/** A new entry is further away, whatever else is gone. */
function moveByEntries(was: readonly unknown[], now: readonly unknown[]): Move {
  const remaining = [...was]
  for (const entry of now) {
    const index = remaining.indexOf(entry)
    if (index === -1) return 'further'
    remaining.splice(index, 1)
  }

  return remaining.length > 0 ? 'nearer' : 'level'
}

/** By the distance from the nearest expected value, for numbers and for values whose order is known. */
function moveByNearest(expected: readonly unknown[], {now, was}: Values, order: readonly unknown[] = []): Move {
  const positionOf = (value: unknown) => (typeof value === 'number' ? value : order.indexOf(value))
  const hasPosition = (value: unknown) => typeof value === 'number' || order.includes(value)
  const positions = expected.filter(hasPosition).map(positionOf)
  if (!hasPosition(was) || !hasPosition(now)) return 'level'
  const distance = (value: unknown) => Math.min(...positions.map(position => Math.abs(position - positionOf(value))))
  return moveByDistance(distance(was), distance(now))
}
