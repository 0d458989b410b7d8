import {isObject} from '../../foundation/is-object.js'
import {jsonText} from '../../model/json-stream.js'

const enough = 65_536

/** Text as UTF-8, in pieces of a size that is worth writing. */
export function* encoded(texts: Iterable<string>): Generator<Uint8Array> {
  const encoder = new TextEncoder()
  let open = ''
  for (const text of texts) {
    open += text
    if (open.length < enough) continue
    yield encoder.encode(open)
    open = ''
  }

  if (open !== '') yield encoder.encode(open)
}

/** A list of a document that is made while it is written. */
type Rows = Iterable<unknown>

const isRows = (value: unknown): value is Rows => isObject(value) && Symbol.iterator in value
const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> => isObject(value) && !isRows(value)
const holdsRows = (value: unknown): boolean =>
  isRows(value) || (isPlain(value) && Object.values(value).some(one => holdsRows(one)))

/** JSON, in which a value that can be iterated over is a list of which one item at a time is kept, each on a line; what is undefined is left out. */
export const streamed = (value: unknown): Generator<Uint8Array> => encoded(document(value))

function* document(value: unknown): Generator<string> {
  yield* texts(value, '\n')
  yield '\n'
}

function* texts(value: unknown, margin: string): Generator<string> {
  if (isRows(value)) yield* joined('[', ']', margin, labelled(value))
  else if (isPlain(value) && holdsRows(value))
    yield* joined(
      '{',
      '}',
      margin,
      Object.entries(value).filter(([, one]) => one !== undefined),
    )
  else yield jsonText(value, 2).slice(0, -1).replaceAll('\n', margin)
}

function* labelled(rows: Rows): Generator<readonly [undefined, unknown]> {
  for (const row of rows) yield [undefined, row]
}

function* joined(
  open: string,
  close: string,
  margin: string,
  parts: Iterable<readonly [string | undefined, unknown]>,
): Generator<string> {
  let mark = open
  for (const [name, part] of parts) {
    yield `${mark}${margin}  ${name === undefined ? '' : `${JSON.stringify(name)}: `}`
    yield* name === undefined && !holdsRows(part) ? [jsonText(part, 0).slice(0, -1)] : texts(part, `${margin}  `)
    mark = ','
  }

  yield mark === open ? `${open}${close}` : `${margin}${close}`
}
