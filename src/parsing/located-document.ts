import type * as yaml from 'yaml'
import type {CST, Document, Node, ParsedNode, Scalar} from 'yaml'

import {jsonError} from './json-error.js'
import {pointerKeys} from '../foundation/json-pointer.js'

export interface Position {
  readonly line: number
  readonly column: number
}

/** A document, and where in its text each part of it is written. */
export interface LocatedDocument {
  readonly value: unknown
  /** Where the part begins, or where that key of it does; where that is not known, what holds it. */
  readonly positionOf: (pointer: string, key?: string) => Position
  /** A number or a word as it is written. */
  readonly rawText: (pointer: string) => string | undefined
}

export interface LocatedProblem {
  readonly position?: Position
  readonly describe: () => string
}

export interface ParseResult {
  /** Absent where the text cannot be read at all. */
  readonly document?: LocatedDocument
  readonly problems: readonly LocatedProblem[]
}

type Yaml = Pick<typeof yaml, 'Composer' | 'isAlias' | 'isMap' | 'isScalar' | 'isSeq' | 'Parser' | 'visit'>

const maxDepth = 32
const maxItems = 1000
const maxAliases = 100
const coreTag = /^tag:yaml\.org,2002:(?:bool|float|int|map|null|seq|str)$/

/** Reads a JSON or a YAML 1.2 text, of one document; `flaws` are what is wrong with its form, and keys that are there twice. */
export async function parseDocument(text: string, format: 'json' | 'yaml'): Promise<ParseResult> {
  const content = text.replace(/^\uFEFF/, '')
  const syntaxError = format === 'json' ? jsonError(content) : undefined
  if (syntaxError)
    return {
      problems: [
        {position: positionLookup(content)(syntaxError.offset), describe: () => `is no JSON: ${syntaxError.reason}`},
      ],
    }
  // The bundle has of a CommonJS package its default alone.
  const {default: yaml} = await import('yaml')
  return composeDocument(yaml, content, format)
}

function composeDocument(yaml: Yaml, text: string, format: 'json' | 'yaml'): ParseResult {
  const tokens = [...new yaml.Parser().parse(text)]
  const excessReason = findExcess(tokens)
  if (excessReason !== undefined) return {problems: [{describe: () => excessReason}]}
  const composer = new yaml.Composer({
    logLevel: 'silent',
    prettyErrors: false,
    schema: 'core',
    strict: true,
    uniqueKeys: true,
    version: '1.2',
  })
  const [document, secondDocument] = [...composer.compose(tokens, true, text.length)]
  if (!document) return {problems: [{describe: () => 'is empty'}]}
  const {errors, warnings} = document
  const [duplicateKeys, otherErrors] = [
    errors.filter(({code}) => code === 'DUPLICATE_KEY'),
    errors.filter(({code}) => code !== 'DUPLICATE_KEY'),
  ]
  const positionAt = positionLookup(text)
  const yamlProblem = ({message, pos}: {message: string; pos: [number, number]}): LocatedProblem => ({
    position: positionAt(pos[0]),
    describe: () => `is no YAML: ${message}`,
  })
  if (format === 'yaml' && otherErrors.length > 0) return {problems: otherErrors.map(yamlProblem)}
  if (secondDocument)
    return {
      problems: [
        {position: positionAt(secondDocument.range[0]), describe: () => 'holds a second document; a file is one'},
      ],
    }

  const duplicateProblems = duplicateKeys.map(({pos}): LocatedProblem => ({
    position: positionAt(pos[0]),
    describe: () => 'this key is there twice',
  }))
  const unsupported = [
    ...warnings.filter(({code}) => code !== 'TAG_RESOLVE_FAILED').map(yamlProblem),
    ...unsupportedYaml(yaml, document, positionAt),
  ]
  const problems = [...duplicateProblems, ...unsupported]
  try {
    const value: unknown = format === 'json' ? JSON.parse(text) : foldLines(document.toJS({maxAliasCount: maxAliases}))
    return {
      problems,
      document: {
        positionOf: positionFinder(yaml, document, positionAt),
        value,
        rawText: pointer => rawTextAt(yaml, document, pointer),
      },
    }
  } catch (error) {
    if (error instanceof ReferenceError || error instanceof RangeError)
      return {problems: [...problems, {describe: () => 'has aliases that make it too large'}]}
    throw error
  }
}

/** Whether a text would take too long, or too much room, to be read on. */
function findExcess(tokens: readonly CST.Token[]): string | undefined {
  let level: CST.Token[] = [...tokens]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) return `is nested more than ${maxDepth} deep`
    const nextLevel: CST.Token[] = []
    for (const token of level) {
      if ('items' in token && token.items.length > maxItems)
        return `has a list or a mapping of more than ${maxItems} entries`
      if ('items' in token)
        for (const {key, value} of token.items) nextLevel.push(...(key ? [key] : []), ...(value ? [value] : []))
      if (token.type === 'document' && token.value) nextLevel.push(token.value)
    }

    level = nextLevel
  }

  return undefined
}

/** A long text that YAML breaks over lines is one line. */
function foldLines(value: unknown, depth = 0): unknown {
  if (depth > maxDepth) throw new RangeError('too deep')
  if (typeof value === 'string') return value.includes('\n') ? value.replaceAll(/\s*\n\s*/g, ' ').trim() : value
  if (Array.isArray(value)) return value.map(item => foldLines(item, depth + 1))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, foldLines(item, depth + 1)]))
}

/** Tags, and aliases beyond count. */
function unsupportedYaml(yaml: Yaml, document: Document, positionAt: PositionAt): LocatedProblem[] {
  const problems: LocatedProblem[] = []
  const aliases: unknown[] = []
  yaml.visit(document, {
    Alias(_, node) {
      aliases.push(node)
    },
    Node(_, node) {
      const {range, tag} = node
      if (tag !== undefined && !coreTag.test(tag))
        problems.push({
          position: positionAt(range?.[0] ?? 0),
          describe: () => `has the tag ${tag}, which means nothing here`,
        })
    },
  })
  return aliases.length > maxAliases ? [...problems, {describe: () => `has more than ${maxAliases} aliases`}] : problems
}

/** The node that a pointer leads to, through aliases, and the last on the way to it. */
function findNode(
  yaml: Yaml,
  document: Document,
  pointer: string,
): {readonly nearestNode: Node | null; readonly node: Node | undefined} {
  const resolveAlias = (node: unknown) =>
    (yaml.isAlias(node) ? node.resolve(document) : node) as Node | null | undefined
  let node = resolveAlias(document.contents)
  let nearestNode = node ?? null
  for (const key of pointerKeys(pointer)) {
    const nextNode: unknown = yaml.isMap(node)
      ? node.items.find(pair => keyText(pair.key) === key)?.value
      : yaml.isSeq(node)
        ? node.items[Number(key)]
        : undefined
    node = resolveAlias(nextNode)
    if (!node) return {nearestNode, node: undefined}
    nearestNode = node
  }

  return {nearestNode, node: node ?? undefined}
}

const keyText = (key: unknown) => String((key as Scalar | null)?.value)

function positionFinder(yaml: Yaml, document: Document, positionAt: PositionAt): LocatedDocument['positionOf'] {
  return (pointer, key) => {
    const {nearestNode, node} = findNode(yaml, document, pointer)
    const keyNode =
      key !== undefined && yaml.isMap(node)
        ? (node.items.find(pair => keyText(pair.key) === key)?.key as ParsedNode | undefined)
        : undefined
    return positionAt((keyNode ?? node ?? nearestNode)?.range?.[0] ?? 0)
  }
}

function rawTextAt(yaml: Yaml, document: Document, pointer: string): string | undefined {
  const {node} = findNode(yaml, document, pointer)
  return yaml.isScalar(node) ? node.source : undefined
}

type PositionAt = (offset: number) => Position

function positionLookup(text: string): PositionAt {
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
