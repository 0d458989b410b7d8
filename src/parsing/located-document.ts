import type * as yaml from 'yaml'
import type {CST, Document, Node, ParsedNode, Scalar} from 'yaml'

import {jsonError} from './json-error.js'
import {keysOf} from '../foundation/json-pointer.js'

export interface Place {
  readonly line: number
  readonly column: number
}

/** A document, and where in its text each part of it is written. */
export interface Source {
  readonly value: unknown
  /** Where the part begins, or where that key of it does; where that is not known, what holds it. */
  readonly place: (pointer: string, key?: string) => Place
  /** A number or a word as it is written. */
  readonly written: (pointer: string) => string | undefined
}

export interface Flaw {
  readonly place?: Place
  readonly say: () => string
}

export interface Parsed {
  /** Absent where the text cannot be read at all. */
  readonly source?: Source
  readonly flaws: readonly Flaw[]
}

type Yaml = Pick<typeof yaml, 'Composer' | 'isAlias' | 'isMap' | 'isScalar' | 'isSeq' | 'Parser' | 'visit'>

const deepest = 32
const mostItems = 1000
const mostAliases = 100
const plainTag = /^tag:yaml\.org,2002:(?:bool|float|int|map|null|seq|str)$/

/** Reads a JSON or a YAML 1.2 text, of one document; `flaws` are what is wrong with its form, and keys that are there twice. */
export async function parseSource(text: string, kind: 'json' | 'yaml'): Promise<Parsed> {
  const plain = text.replace(/^\uFEFF/, '')
  const broken = kind === 'json' ? jsonError(plain) : undefined
  if (broken) return {flaws: [{place: places(plain)(broken.at), say: () => `is no JSON: ${broken.what}`}]}
  // The bundle has of a CommonJS package its default alone.
  const {default: yaml} = await import('yaml')
  return parsed(yaml, plain, kind)
}

function parsed(yaml: Yaml, text: string, kind: 'json' | 'yaml'): Parsed {
  const tokens = [...new yaml.Parser().parse(text)]
  const excess = excessOf(tokens)
  if (excess !== undefined) return {flaws: [{say: () => excess}]}
  const composer = new yaml.Composer({
    logLevel: 'silent',
    prettyErrors: false,
    schema: 'core',
    strict: true,
    uniqueKeys: true,
    version: '1.2',
  })
  const [document, second] = [...composer.compose(tokens, true, text.length)]
  if (!document) return {flaws: [{say: () => 'is empty'}]}
  const {errors, warnings} = document
  const [twice, others] = [
    errors.filter(({code}) => code === 'DUPLICATE_KEY'),
    errors.filter(({code}) => code !== 'DUPLICATE_KEY'),
  ]
  const placeOf = places(text)
  const flaw = ({message, pos}: {message: string; pos: [number, number]}): Flaw => ({
    place: placeOf(pos[0]),
    say: () => `is no YAML: ${message}`,
  })
  if (kind === 'yaml' && others.length > 0) return {flaws: others.map(flaw)}
  if (second) return {flaws: [{place: placeOf(second.range[0]), say: () => 'holds a second document; a file is one'}]}

  const repeated = twice.map(({pos}): Flaw => ({place: placeOf(pos[0]), say: () => 'this key is there twice'}))
  const strange = [
    ...warnings.filter(({code}) => code !== 'TAG_RESOLVE_FAILED').map(flaw),
    ...oddities(yaml, document, placeOf),
  ]
  const flaws = [...repeated, ...strange]
  try {
    const value: unknown = kind === 'json' ? JSON.parse(text) : folded(document.toJS({maxAliasCount: mostAliases}))
    return {
      flaws,
      source: {place: placer(yaml, document, placeOf), value, written: pointer => writtenAt(yaml, document, pointer)},
    }
  } catch (error) {
    if (error instanceof ReferenceError || error instanceof RangeError)
      return {flaws: [...flaws, {say: () => 'has aliases that make it too large'}]}
    throw error
  }
}

/** Whether a text would take too long, or too much room, to be read on. */
function excessOf(tokens: readonly CST.Token[]): string | undefined {
  let level: CST.Token[] = [...tokens]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return `is nested more than ${deepest} deep`
    const next: CST.Token[] = []
    for (const token of level) {
      if ('items' in token && token.items.length > mostItems)
        return `has a list or a mapping of more than ${mostItems} entries`
      if ('items' in token)
        for (const {key, value} of token.items) next.push(...(key ? [key] : []), ...(value ? [value] : []))
      if (token.type === 'document' && token.value) next.push(token.value)
    }

    level = next
  }

  return undefined
}

/** A long text that YAML breaks over lines is one line. */
function folded(value: unknown, depth = 0): unknown {
  if (depth > deepest) throw new RangeError('too deep')
  if (typeof value === 'string') return value.includes('\n') ? value.replaceAll(/\s*\n\s*/g, ' ').trim() : value
  if (Array.isArray(value)) return value.map(one => folded(one, depth + 1))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, folded(one, depth + 1)]))
}

/** Tags, and aliases beyond count. */
function oddities(yaml: Yaml, document: Document, placeOf: PlaceOf): Flaw[] {
  const found: Flaw[] = []
  const aliases: unknown[] = []
  yaml.visit(document, {
    Alias(_, node) {
      aliases.push(node)
    },
    Node(_, node) {
      const {range, tag} = node
      if (tag !== undefined && !plainTag.test(tag))
        found.push({place: placeOf(range?.[0] ?? 0), say: () => `has the tag ${tag}, which means nothing here`})
    },
  })
  return aliases.length > mostAliases ? [...found, {say: () => `has more than ${mostAliases} aliases`}] : found
}

/** The node that a pointer leads to, through aliases, and the last on the way to it. */
function nodeAt(
  yaml: Yaml,
  document: Document,
  pointer: string,
): {readonly last: Node | null; readonly node: Node | undefined} {
  const resolved = (node: unknown) => (yaml.isAlias(node) ? node.resolve(document) : node) as Node | null | undefined
  let node = resolved(document.contents)
  let last = node ?? null
  for (const key of keysOf(pointer)) {
    const next: unknown = yaml.isMap(node)
      ? node.items.find(pair => keyText(pair.key) === key)?.value
      : yaml.isSeq(node)
        ? node.items[Number(key)]
        : undefined
    node = resolved(next)
    if (!node) return {last, node: undefined}
    last = node
  }

  return {last, node: node ?? undefined}
}

const keyText = (key: unknown) => String((key as Scalar | null)?.value)

function placer(yaml: Yaml, document: Document, placeOf: PlaceOf): Source['place'] {
  return (pointer, key) => {
    const {last, node} = nodeAt(yaml, document, pointer)
    const own =
      key !== undefined && yaml.isMap(node)
        ? (node.items.find(pair => keyText(pair.key) === key)?.key as ParsedNode | undefined)
        : undefined
    return placeOf((own ?? node ?? last)?.range?.[0] ?? 0)
  }
}

function writtenAt(yaml: Yaml, document: Document, pointer: string): string | undefined {
  const {node} = nodeAt(yaml, document, pointer)
  return yaml.isScalar(node) ? node.source : undefined
}

type PlaceOf = (offset: number) => Place

function places(text: string): PlaceOf {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({index}) => index + 1)]
  return offset => {
    let [low, high] = [0, starts.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }

    return {column: offset - (starts[low] ?? 0) + 1, line: low + 1}
  }
}
