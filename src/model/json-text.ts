import {unsafeInJson} from './text.js'

const escaped = (text: string) => text.split('').map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')

const safeJson = (value: unknown, indent: number): string => JSON.stringify(value, null, indent).replaceAll(unsafeInJson, escaped)

/** JSON as it is printed and saved, in which what could steer a terminal or mislead a reader is escaped. */
export const jsonText = (value: unknown, indent: number): string => `${safeJson(value, indent)}\n`

const long = 1000
const enough = 65_536

const made = new WeakMap<object, ReadonlyArray<readonly unknown[]>>()

/** Several lists as one, of which `jsonPieces` puts each into words once, wherever else it is. */
export function chained<T>(lists: ReadonlyArray<readonly T[]>): readonly T[] {
  const all = lists.flat(1) as T[]
  made.set(all, lists)
  return all
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

const partsOf = (list: readonly unknown[]) => made.get(list) ?? [list]

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
    else if (isObject(value)) yield* joined('{', Object.entries(value).filter(([, part]) => part !== undefined).map(([key, part]) => [`${safeJson(key, 0)}: `, part] as const), '}', depth)
    else if (Array.isArray(value) && value.length <= long) yield* joined('[', value.map(part => ['', part] as const), ']', depth)
    else if (Array.isArray(value)) yield* listed(value, depth)
  }

  function* joined(open: string, parts: ReadonlyArray<readonly [string, unknown]>, close: string, depth: number): Generator<Uint8Array | string> {
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
    const here = known[depth] ??= new Map<unknown, readonly Uint8Array[]>()
    const texts = here.get(list) ?? [...rows(list, depth)].map(text => encoder.encode(text))
    here.set(list, texts)
    yield* texts
  }

  function* rows(list: readonly unknown[], depth: number): Generator<string> {
    for (let start = 0; start < list.length; start += long) {
      const text = slice(list.slice(start, start + long), indent, depth)
      yield start === 0 ? text : `,${text}`
    }
  }

  yield* of(whole, 0)
}

/** The text of a value as it is that deep in another: made by nesting it, which is faster than to move its lines. */
function inDepth(value: unknown, indent: number, depth: number): string {
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

/** Rows of a list without its brackets. What all of them end with, the same list of each, is put into words once. */
function slice(list: readonly unknown[], indent: number, depth: number): string {
  const [first] = list
  const [key, tail] = isObject(first) ? Object.entries(first).at(-1) ?? [] : []
  const isShared = key !== undefined && Array.isArray(tail) && list.length > 1 && list.every(row => isObject(row) && row[key] === tail && Object.keys(row).at(-1) === key)
  if (!isShared) return inDepth(list, indent, depth).slice(1, -(1 + indent * depth + 1))
  const margin = `\n${' '.repeat(indent * (depth + 1))}`
  const end = `,${margin}${' '.repeat(indent)}${safeJson(key, 0)}: ${inDepth(tail, indent, depth + 2)}${margin}}`
  return list.map(row => {
    const text = inDepth({...row as object, [key]: undefined}, indent, depth + 1)
    return text === '{}' ? `${margin}{${end.slice(1)}` : `${margin}${text.slice(0, -(margin.length + 1))}${end}`
  }).join(',')
}
