import type {Predicate, Test} from '../model/check.js'
import type {Value} from '../model/subject.js'

/** Which way a value moved, as seen from what is expected; `level` also where the two can't be compared. */
export type Move = 'further' | 'level' | 'nearer'

/** A value in the older and in the newer report. */
export interface Values {
  readonly was: Value
  readonly now: Value
}

export interface Scale {
  /** @throws Error for a keyword that isn't known */
  readonly test: (must: Predicate) => Test
  /** The values of an enumeration, where their order says which is better. */
  readonly order?: readonly unknown[] | undefined
}

interface Clause extends Values {
  readonly operand: unknown
  readonly isNegated: boolean
  readonly scale: Scale
}

/**
 * How a value moved that broke an expectation before and breaks it now. Numbers have a distance from it, lists have
 * entries that break it, of which a new one is further away; all else is level unless a part of the expectation held.
 */
export function moveOf(must: Predicate, values: Values, scale: Scale): Move {
  return ofPredicate(must, {...values, isNegated: false, operand: undefined, scale})
}

function ofPredicate(must: unknown, clause: Clause): Move {
  const moves = Object.entries(must as Predicate).map(([keyword, operand]) => ofKeyword(keyword, {...clause, operand}))
  return clause.isNegated ? ofAny(moves) : ofAll(moves)
}

/** Of parts that must all hold: one that is further away is enough. */
function ofAll(moves: readonly Move[]): Move {
  if (moves.includes('further')) return 'further'
  return moves.includes('nearer') ? 'nearer' : 'level'
}

/** Of parts of which one must hold: it's further away where no way got nearer. */
function ofAny(moves: readonly Move[]): Move {
  const isFurther = moves.includes('further')
  const isNearer = moves.includes('nearer')
  if (isFurther === isNearer) return 'level'
  return isFurther ? 'further' : 'nearer'
}

function ofKeyword(keyword: string, clause: Clause): Move {
  const {isNegated, operand} = clause
  const parts = () => (operand as readonly unknown[]).map(part => ofPredicate(part, clause))
  if (keyword === 'not') return ofPredicate(operand, {...clause, isNegated: !isNegated})
  if (keyword === 'allOf') return isNegated ? ofAny(parts()) : ofAll(parts())
  if (keyword === 'anyOf') return isNegated ? ofAll(parts()) : ofAny(parts())
  return ofLeaf(keyword, clause)
}

const speaksOf: Readonly<Record<string, (value: Value) => boolean>> = {
  contains: Array.isArray,
  items: Array.isArray,
  maxItems: Array.isArray,
  minItems: Array.isArray,
  maximum: value => typeof value === 'number',
  minimum: value => typeof value === 'number',
  pattern: value => typeof value === 'string',
}

function ofLeaf(keyword: string, clause: Clause): Move {
  const {isNegated, now, operand, scale, was} = clause
  // A keyword holds of every value that it doesn't speak of: that says nothing of which one is better.
  if (![was, now].every(speaksOf[keyword] ?? (() => true))) return 'level'
  let test: Test
  try {
    test = scale.test({[keyword]: operand})
  } catch {
    return 'level'
  }

  const [held, holds] = [test(was) !== isNegated, test(now) !== isNegated]
  if (held !== holds) return holds ? 'nearer' : 'further'
  return holds ? 'level' : ofBroken(keyword, clause)
}

/** Of a keyword that was broken before and still is. */
function ofBroken(keyword: string, {isNegated, now, operand, scale, was}: Clause): Move {
  const key = isNegated ? opposite[keyword] : keyword
  if (key === 'maximum') return byDistance(Number(was), Number(now))
  if (key === 'minimum') return byDistance(-Number(was), -Number(now))
  if (key === 'maxItems') return byEntries(entries(was), entries(now))
  if (key === 'minItems') return byDistance(-entries(was).length, -entries(now).length)
  if (key === 'items') {
    const test = scale.test(operand as Predicate)
    const isBad = (item: unknown) => test(item) === isNegated
    return byEntries(entries(was).filter(isBad), entries(now).filter(isBad))
  }

  if (key === 'const' || key === 'enum') return byNearest([operand].flat(), {now, was}, scale.order)
  return 'level'
}

/** What the negation of a keyword amounts to, where that has a measure. */
const opposite: Readonly<Record<string, string>> = {
  contains: 'items',
  maxItems: 'minItems',
  maximum: 'minimum',
  minItems: 'maxItems',
  minimum: 'maximum',
}

const entries = (value: Value): readonly unknown[] => (Array.isArray(value) ? value : [])

function byDistance(was: number, now: number): Move {
  if (now === was) return 'level'
  return now > was ? 'further' : 'nearer'
}

/** An entry that wasn't there is further away, whatever else is gone. */
function byEntries(was: readonly unknown[], now: readonly unknown[]): Move {
  const left = [...was]
  for (const entry of now) {
    const at = left.indexOf(entry)
    if (at === -1) return 'further'
    left.splice(at, 1)
  }

  return left.length > 0 ? 'nearer' : 'level'
}

/** The distance from the nearest expected value: of numbers, and of values whose order is known. */
function byNearest(expected: readonly unknown[], {now, was}: Values, order: readonly unknown[] = []): Move {
  const placeOf = (value: unknown) => (typeof value === 'number' ? value : order.indexOf(value))
  const isPlaced = (value: unknown) => typeof value === 'number' || order.includes(value)
  const places = expected.filter(isPlaced).map(placeOf)
  if (!isPlaced(was) || !isPlaced(now)) return 'level'
  const distance = (value: unknown) => Math.min(...places.map(place => Math.abs(place - placeOf(value))))
  return byDistance(distance(was), distance(now))
}
