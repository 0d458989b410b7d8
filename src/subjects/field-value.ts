import type {Gap, GapReason, ReadResult} from '../model/gap.js'
import type {LazyField, FieldValue, Value} from '../model/subject.js'

import {distinct} from '../foundation/collections.js'
import {notStated} from './read-result.js'

/** A field with a known value. */
export const value = (content: Value): FieldValue => ({value: content})

/**
 * A field with a gap.
 *
 * @param possibleValues all values that the field could have, if they are known
 */
export const unknown = (reason: GapReason, detail: string, possibleValues?: readonly Value[]): FieldValue =>
  possibleValues ? {possibleValues, gap: {detail, reason}} : {gap: {detail, reason}}

/** The field that `use` derives from the body of a response. A gap of the response becomes the gap of the field. */
export function fieldFrom<Body>(response: ReadResult<Body>, use: (body: Body) => FieldValue): FieldValue {
  return 'gap' in response ? response : use(response.body)
}

/** The reported value. Absent and null become a gap: "the API doesn't say" followed by `clause`. */
export function required(reported: undefined | Value, clause: string): FieldValue {
  return reported === undefined || reported === null ? notStated(clause) : {value: reported}
}

/** True if something is known to be, a gap if it still may be, else false. */
export function trueOrGap(isKnown: boolean, gap: Gap | undefined): FieldValue {
  if (isKnown) return value(true)
  return gap ? {gap} : value(false)
}

/** The distinct names that are known; a gap if none is, and there still may be some. */
export const namesOrGap = (names: readonly string[], gap: Gap | undefined): FieldValue =>
  names.length === 0 && gap ? {gap} : value(distinct(names))

/** Computes on the first call only. */
export function lazy<Result>(compute: () => Result): () => Result {
  // Releases what `compute` captures once it has run.
  let state: {readonly compute: () => Result} | {readonly result: Result} = {compute}
  return () => {
    if ('compute' in state) state = {result: state.compute()}
    return state.result
  }
}

/**
 * Fields that are computed once, on first use. Most are never used, and a closure for each would take most of the
 * memory of a large account; the proxy creates them on access.
 */
export function lazyFields(computations: Readonly<Record<string, LazyField>>): Record<string, LazyField> {
  const computed: Record<string, FieldValue> = {}
  return new Proxy(computations, {
    get(target, name: string) {
      const compute = target[name]
      return compute && (() => (computed[name] ??= compute()))
    },
  })
}
