import {isObject} from '../foundation/is-object.js'
import {sublistsOf} from './fact-rows.js'
import {unsafeJsonCharacters} from '../foundation/text.js'

const escapeUnits = (text: string) =>
  text
    .split('')
    .map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')

const plainAscii = /^[\n -~]*$/

function stringifySafely(value: unknown, indent: number): string {
  const text = JSON.stringify(value, null, indent)
  return plainAscii.test(text) ? text : text.replaceAll(unsafeJsonCharacters, escapeUnits)
}

/** JSON as it is printed and saved, in which what could steer a terminal or mislead a reader is escaped. */
export const jsonText = (value: unknown, indent: number): string => `${stringifySafely(value, indent)}\n`

const longListLength = 1000
/** Rows that are put into words together. */
const rowsPerChunk = 100
const chunkLength = 65_536
const sampleSize = 100

/**
 * Whether a value is or holds a long list, whose items aren't inspected. Collects the values that do, and how often
 * each part of a long list occurs.
 */
function findLongLists(value: unknown, holders: Set<unknown>, occurrences: Map<unknown, number>): boolean {
  if (typeof value !== 'object' || value === null) return false
  const isLongList = Array.isArray(value) && value.length > longListLength
  let containsLongList = isLongList
  if (isLongList) for (const part of sublistsOf(value)) occurrences.set(part, (occurrences.get(part) ?? 0) + 1)
  else
    for (const child of Object.values(value))
      containsLongList = findLongLists(child, holders, occurrences) || containsLongList
  if (containsLongList) holders.add(value)
  return containsLongList
}

/**
 * The UTF-8 of `jsonText`, of an indent of at least 1, in pieces: for what is longer than a string may be. A list that
 * recurs is put into words once.
 */
export function* jsonChunks(value: unknown, indent: number): Generator<Uint8Array> {
  const encoder = new TextEncoder()
  let pending = ''
  for (const chunk of textChunks(value, indent)) {
    if (typeof chunk === 'string') pending += chunk
    if (typeof chunk === 'string' && pending.length < chunkLength) continue
    yield encoder.encode(pending)
    pending = ''
    if (typeof chunk !== 'string') yield chunk
  }

  yield encoder.encode(`${pending}\n`)
}

function* textChunks(root: unknown, indent: number): Generator<Uint8Array | string> {
  const holders = new Set<unknown>()
  const occurrences = new Map<unknown, number>()
  findLongLists(root, holders, occurrences)
  const encoder = new TextEncoder()
  // By depth, which is its margin.
  const cachedByDepth: Array<Map<unknown, readonly Uint8Array[]>> = []
  const margin = (depth: number) => `\n${' '.repeat(indent * depth)}`

  function* chunksOf(value: unknown, depth: number): Generator<Uint8Array | string> {
    if (!holders.has(value)) yield jsonAtDepth(value, indent, depth)
    else if (isObject(value))
      yield* joinedChunks(
        '{',
        Object.entries(value)
          .filter(([, part]) => part !== undefined)
          .map(([key, part]) => [`${stringifySafely(key, 0)}: `, part] as const),
        '}',
        depth,
      )
    else if (Array.isArray(value) && value.length <= longListLength)
      yield* joinedChunks(
        '[',
        value.map(part => ['', part] as const),
        ']',
        depth,
      )
    else if (Array.isArray(value)) yield* listChunks(value, depth)
  }

  function* joinedChunks(
    open: string,
    parts: ReadonlyArray<readonly [string, unknown]>,
    close: string,
    depth: number,
  ): Generator<Uint8Array | string> {
    for (const [index, [label, part]] of parts.entries()) {
      yield `${index === 0 ? open : ','}${margin(depth + 1)}${label}`
      yield* chunksOf(part, depth + 1)
    }

    yield `${margin(depth)}${close}`
  }

  function* listChunks(list: readonly unknown[], depth: number): Generator<Uint8Array | string> {
    let separator = '['
    for (const part of sublistsOf(list).filter(({length}) => length > 0)) {
      yield separator
      yield* (occurrences.get(part) ?? 0) > 1 ? cachedChunks(part, depth) : rowChunks(part, depth)
      separator = ','
    }

    yield `${margin(depth)}]`
  }

  function* cachedChunks(list: readonly unknown[], depth: number): Generator<Uint8Array> {
    const cache = (cachedByDepth[depth] ??= new Map<unknown, readonly Uint8Array[]>())
    const chunks = cache.get(list) ?? [...rowChunks(list, depth)].map(text => encoder.encode(text))
    cache.set(list, chunks)
    yield* chunks
  }

  function* rowChunks(list: readonly unknown[], depth: number): Generator<string> {
    const write = rowWriter(list, indent, depth)
    for (let start = 0; start < list.length; start += rowsPerChunk) {
      const text = write(list.slice(start, start + rowsPerChunk))
      yield start === 0 ? text : `,${text}`
    }
  }

  yield* chunksOf(root, 0)
}

/** The text of a value as it is that deep in another: made by nesting it, which is faster than to move its lines. */
function jsonAtDepth(value: unknown, indent: number, depth: number): string {
  if (typeof value !== 'object' || value === null) return stringifySafely(value, indent)
  let nested = value
  let prefixLength = 0
  let suffixLength = 0
  for (let level = 0; level < depth; level++) {
    nested = [nested]
    prefixLength += 2 + indent * (level + 1)
    suffixLength += 2 + indent * level
  }

  const text = stringifySafely(nested, indent)
  return text.slice(prefixLength, text.length - suffixLength)
}

const sharesObject = (row: unknown, nextRow: unknown) =>
  isObject(row) &&
  isObject(nextRow) &&
  Object.entries(row).some(([key, part]) => typeof part === 'object' && part !== null && nextRow[key] === part)

/**
 * Writes the rows of a list without its brackets: all at once, or property by property where neighboring rows share a
 * value such as a list.
 */
function rowWriter(list: readonly unknown[], indent: number, depth: number): (rows: readonly unknown[]) => string {
  if (!list.slice(1, sampleSize).some((row, index) => sharesObject(list[index], row)))
    return rows => jsonAtDepth(rows, indent, depth).slice(1, -(indent * depth + 2))
  const margin = `\n${' '.repeat(indent * (depth + 1))}`
  const inner = `${margin}${' '.repeat(indent)}`
  const cache = new Map<unknown, string>()

  function cachedJson(value: unknown): string {
    const text = cache.get(value) ?? jsonAtDepth(value, indent, depth + 2)
    cache.set(value, text)
    return text
  }

  function rowJson(value: unknown): string {
    if (!isObject(value)) return `${margin}${jsonAtDepth(value, indent, depth + 1)}`
    let text = ''
    for (const key of Object.keys(value))
      if (value[key] !== undefined)
        text += `${text === '' ? '' : ','}${inner}${cachedJson(key)}: ${cachedJson(value[key])}`
    return text === '' ? `${margin}{}` : `${margin}{${text}${margin}}`
  }

  return rows => rows.map(value => rowJson(value)).join(',')
}
