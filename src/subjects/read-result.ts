import type {Gap, ReadResult} from '../model/gap.js'

/** The gap of a response, if it is one. */
export const gapOf = (response: ReadResult<unknown>): Gap | undefined => ('gap' in response ? response.gap : undefined)

/** Whether the response may still be collected. Whatever depends on it has to wait. */
export const isPending = (response: ReadResult<unknown>): response is {readonly gap: Gap} =>
  gapOf(response)?.reason === 'not-collected'

/** The items of a list that was read; empty if the response is a gap. */
export const itemsOf = <Item>(response: ReadResult<readonly Item[]>): readonly Item[] =>
  'body' in response ? response.body : []

/** The gap of something that the API leaves out: "the API doesn't say" followed by `clause`. */
export const notStated = (clause: string): {readonly gap: Gap} => ({
  gap: {detail: `the API doesn't say ${clause}`, reason: 'no-statement'},
})
