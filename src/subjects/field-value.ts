import type {Answer, Gap, GapReason} from '../model/gap.js'
import type {Field, Known, Value} from '../model/subject.js'

export const value = (seen: Value): Known => ({value: seen})

export const unknown = (reason: GapReason, detail: string, among?: readonly Value[]): Known =>
  among ? {among, gap: {detail, reason}} : {gap: {detail, reason}}

/** The answer's value, by `use`; a gap of the answer is the field's. */
export function from<T>(answer: Answer<T>, use: (body: T) => Known): Known {
  return 'gap' in answer ? answer : use(answer.body)
}

/** A value that the API may leave out or leave empty, which says nothing. */
export function stated(seen: undefined | Value, what: string): Known {
  return seen === undefined || seen === null ? unknown('no-statement', `the API does not say ${what}`) : {value: seen}
}

/** Computes once. */
export function lazy<T>(compute: () => T): () => T {
  // What computes is let go of once it has.
  let state: {readonly compute: () => T} | {readonly result: T} = {compute}
  return () => {
    if ('compute' in state) state = {result: state.compute()}
    return state.result
  }
}

/**
 * Fields that are computed once, and only when asked for. Most never are: a closure for each, kept ready, would be
 * most of the memory that a large account takes.
 */
export function fields(all: Readonly<Record<string, Field>>): Record<string, Field> {
  const known: Record<string, Known> = {}
  return new Proxy(all, {
    get(target, name: string) {
      const compute = target[name]
      return compute && (() => (known[name] ??= compute()))
    },
  })
}

/** The gap of an answer, if it is one. */
export const gapOf = (answer: Answer<unknown>): Gap | undefined => ('gap' in answer ? answer.gap : undefined)

/** Whether the answer may still come: what depends on it waits. */
export const isPending = (answer: Answer<unknown>): answer is {readonly gap: Gap} =>
  gapOf(answer)?.reason === 'not-collected'
