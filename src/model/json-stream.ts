import {isObject} from '../foundation/is-object.js'
import {partsOf} from './evidence-rows.js'
import {unsafeInJson} from '../foundation/text.js'

const escaped = (text: string) =>
  text
    .split('')
    .map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')

const isPlain = /^[\n -~]*$/

function safeJson(value: unknown, indent: number): string {
  const text = JSON.stringify(value, null, indent)
  return isPlain.test(text) ? text : text.replaceAll(unsafeInJson, escaped)
}

/** JSON as it is printed and saved, in which what could steer a terminal or mislead a reader is escaped. */
export const jsonText = (value: unknown, indent: number): string => `${safeJson(value, indent)}\n`

const long = 1000
/** Rows that are put into words together. */
const atOnce = 100
const enough = 65_536
const sample = 100

/** Whether a value is or holds a long list, which is not looked into; finds what does, and how often each part of a long list is there. */
function holdsLong(value: unknown, holders: Set<unknown>, times: Map<unknown, number>): boolean {
  if (typeof value !== 'object' || value === null) return false
  const isLong = Array.isArray(value) && value.length > long
  let holds = isLong
  if (isLong) for (const part of partsOf(value)) times.set(part, (times.get(part) ?? 0) + 1)
  else for (const one of Object.values(value)) holds = holdsLong(one, holders, times) || holds
  if (holds) holders.add(value)
  return holds
}

/**
 * The UTF-8 of `jsonText`, of an indent of at least 1, in pieces: for what is longer than a string may be. A list that
 * recurs is put into words once.
 */
export function* jsonPieces(value: unknown, indent: number): Generator<Uint8Array> {
  const encoder = new TextEncoder()
  let open = ''
  for (const piece of pieces(value, indent)) {
    if (typeof piece === 'string') open += piece
    if (typeof piece === 'string' && open.length < enough) continue
    yield encoder.encode(open)
    open = ''
    if (typeof piece !== 'string') yield piece
  }

  yield encoder.encode(`${open}\n`)
}

function* pieces(whole: unknown, indent: number): Generator<Uint8Array | string> {
  const holders = new Set<unknown>()
  const times = new Map<unknown, number>()
  holdsLong(whole, holders, times)
  const encoder = new TextEncoder()
  // By depth, which is its margin.
  const known: Array<Map<unknown, readonly Uint8Array[]>> = []
  const margin = (depth: number) => `\n${' '.repeat(indent * depth)}`

  function* of(value: unknown, depth: number): Generator<Uint8Array | string> {
    if (!holders.has(value)) yield inDepth(value, indent, depth)
    else if (isObject(value))
      yield* joined(
        '{',
        Object.entries(value)
          .filter(([, part]) => part !== undefined)
          .map(([key, part]) => [`${safeJson(key, 0)}: `, part] as const),
        '}',
        depth,
      )
    else if (Array.isArray(value) && value.length <= long)
      yield* joined(
        '[',
        value.map(part => ['', part] as const),
        ']',
        depth,
      )
    else if (Array.isArray(value)) yield* listed(value, depth)
  }

  function* joined(
    open: string,
    parts: ReadonlyArray<readonly [string, unknown]>,
    close: string,
    depth: number,
  ): Generator<Uint8Array | string> {
    for (const [index, [label, part]] of parts.entries()) {
      yield `${index === 0 ? open : ','}${margin(depth + 1)}${label}`
      yield* of(part, depth + 1)
    }

    yield `${margin(depth)}${close}`
  }

  function* listed(list: readonly unknown[], depth: number): Generator<Uint8Array | string> {
    let mark = '['
    for (const part of partsOf(list).filter(({length}) => length > 0)) {
      yield mark
      yield* (times.get(part) ?? 0) > 1 ? recurring(part, depth) : rows(part, depth)
      mark = ','
    }

    yield `${margin(depth)}]`
  }

  function* recurring(list: readonly unknown[], depth: number): Generator<Uint8Array> {
    const here = (known[depth] ??= new Map<unknown, readonly Uint8Array[]>())
    const texts = here.get(list) ?? [...rows(list, depth)].map(text => encoder.encode(text))
    here.set(list, texts)
    yield* texts
  }

  function* rows(list: readonly unknown[], depth: number): Generator<string> {
    const write = writer(list, indent, depth)
    for (let start = 0; start < list.length; start += atOnce) {
      const text = write(list.slice(start, start + atOnce))
      yield start === 0 ? text : `,${text}`
    }
  }

  yield* of(whole, 0)
}

/** The text of a value as it is that deep in another: made by nesting it, which is faster than to move its lines. */
function inDepth(value: unknown, indent: number, depth: number): string {
  if (typeof value !== 'object' || value === null) return safeJson(value, indent)
  let nested = value
  let before = 0
  let behind = 0
  for (let level = 0; level < depth; level++) {
    nested = [nested]
    before += 2 + indent * (level + 1)
    behind += 2 + indent * level
  }

  const text = safeJson(nested, indent)
  return text.slice(before, text.length - behind)
}

const holdsTheSame = (one: unknown, other: unknown) =>
  isObject(one) &&
  isObject(other) &&
  Object.entries(one).some(([key, part]) => typeof part === 'object' && part !== null && other[key] === part)

/** What writes rows of a list without its brackets: at once, or where neighbours hold the same thing, such as a list, part by part. */
function writer(list: readonly unknown[], indent: number, depth: number): (rows: readonly unknown[]) => string {
  if (!list.slice(1, sample).some((row, index) => holdsTheSame(list[index], row)))
    return rows => inDepth(rows, indent, depth).slice(1, -(indent * depth + 2))
  const margin = `\n${' '.repeat(indent * (depth + 1))}`
  const inner = `${margin}${' '.repeat(indent)}`
  const known = new Map<unknown, string>()

  function part(value: unknown): string {
    const text = known.get(value) ?? inDepth(value, indent, depth + 2)
    known.set(value, text)
    return text
  }

  function row(value: unknown): string {
    if (!isObject(value)) return `${margin}${inDepth(value, indent, depth + 1)}`
    let text = ''
    for (const key of Object.keys(value))
      if (value[key] !== undefined) text += `${text === '' ? '' : ','}${inner}${part(key)}: ${part(value[key])}`
    return text === '' ? `${margin}{}` : `${margin}{${text}${margin}}`
  }

  return rows => rows.map(value => row(value)).join(',')
}
