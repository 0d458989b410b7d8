import type {ReadResult, Gap, GapReason} from '../model/gap.js'
import type {LazyField, FieldValue, Value} from '../model/subject.js'

export const value = (content: Value): FieldValue => ({value: content})

export const unknown = (reason: GapReason, detail: string, possibleValues?: readonly Value[]): FieldValue =>
  possibleValues ? {possibleValues, gap: {detail, reason}} : {gap: {detail, reason}}

/** The answer's value, by `use`; a gap of the answer is the field's. */
export function fieldFrom<Body>(response: ReadResult<Body>, use: (body: Body) => FieldValue): FieldValue {
  return 'gap' in response ? response : use(response.body)
}

/** A value that the API may leave out or leave empty, which says nothing. */
export function required(reported: undefined | Value, statement: string): FieldValue {
  return reported === undefined || reported === null
    ? unknown('no-statement', `the API doesn't say ${statement}`)
    : {value: reported}
}

/** Computes once. */
export function lazy<Result>(compute: () => Result): () => Result {
  // What computes is let go of once it has.
  let state: {readonly compute: () => Result} | {readonly result: Result} = {compute}
  return () => {
    if ('compute' in state) state = {result: state.compute()}
    return state.result
  }
}

/**
 * Fields that are computed once, and only when asked for. Most never are: a closure for each, kept ready, would be
 * most of the memory that a large account takes.
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

/** The gap of an answer, if it is one. */
export const gapOf = (response: ReadResult<unknown>): Gap | undefined => ('gap' in response ? response.gap : undefined)

/** Whether the answer may still come: what depends on it waits. */
export const isPending = (response: ReadResult<unknown>): response is {readonly gap: Gap} =>
  gapOf(response)?.reason === 'not-collected'
