import {isObject} from '../../foundation/is-object.js'
import {jsonText} from '../../model/json-stream.js'

const minChunkLength = 65_536

/** Text as UTF-8, in chunks of a size that is worth writing. */
export function* encodeChunks(texts: Iterable<string>): Generator<Uint8Array> {
  const encoder = new TextEncoder()
  let buffered = ''
  for (const text of texts) {
    buffered += text
    if (buffered.length < minChunkLength) continue
    yield encoder.encode(buffered)
    buffered = ''
  }

  if (buffered !== '') yield encoder.encode(buffered)
}

/** A list whose items are made while it is written. */
type LazyList = Iterable<unknown>

const isLazyList = (value: unknown): value is LazyList => isObject(value) && Symbol.iterator in value
const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isObject(value) && !isLazyList(value)
const containsLazyList = (value: unknown): boolean =>
  isLazyList(value) || (isPlainObject(value) && Object.values(value).some(item => containsLazyList(item)))

/**
 * JSON in chunks. An iterable value becomes a list of which one item at a time is kept in memory, each on a line of its
 * own; what is undefined is left out.
 */
export const streamJson = (value: unknown): Generator<Uint8Array> => encodeChunks(documentTexts(value))

function* documentTexts(value: unknown): Generator<string> {
  yield* jsonTexts(value, '\n')
  yield '\n'
}

function* jsonTexts(value: unknown, margin: string): Generator<string> {
  if (isLazyList(value)) yield* joinEntries('[', ']', margin, unnamed(value))
  else if (isPlainObject(value) && containsLazyList(value))
    yield* joinEntries(
      '{',
      '}',
      margin,
      Object.entries(value).filter(([, item]) => item !== undefined),
    )
  else yield jsonText(value, 2).slice(0, -1).replaceAll('\n', margin)
}

function* unnamed(list: LazyList): Generator<readonly [undefined, unknown]> {
  for (const item of list) yield [undefined, item]
}

function* joinEntries(
  open: string,
  close: string,
  margin: string,
  parts: Iterable<readonly [string | undefined, unknown]>,
): Generator<string> {
  let separator = open
  for (const [name, part] of parts) {
    yield `${separator}${margin}  ${name === undefined ? '' : `${JSON.stringify(name)}: `}`
    yield* name === undefined && !containsLazyList(part)
      ? [jsonText(part, 0).slice(0, -1)]
      : jsonTexts(part, `${margin}  `)
    separator = ','
  }

  yield separator === open ? `${open}${close}` : `${margin}${close}`
}
