import type * as yaml from 'yaml'
import type {CST, Document, Node, ParsedNode, Scalar} from 'yaml'

import {yamlErrorReason} from './yaml-error.js'
import {jsonError} from '../foundation/json-error.js'
import {pointerKeys} from '../foundation/json-pointer.js'

export interface Position {
  readonly line: number
  readonly column: number
}

/** A document with the position at which each part of it is written. */
export interface LocatedDocument {
  readonly value: unknown
  /** Where a part, or a key of it, begins; if that is unknown, where its parent does. */
  readonly positionOf: (pointer: string, key?: string) => Position
  /** A scalar as it is written. */
  readonly rawText: (pointer: string) => string | undefined
}

export interface LocatedProblem {
  readonly position?: Position
  readonly describe: () => string
}

export interface ParseResult {
  /** Absent if the text can't be parsed at all. */
  readonly document?: LocatedDocument
  readonly problems: readonly LocatedProblem[]
}

type Yaml = Pick<typeof yaml, 'Composer' | 'isAlias' | 'isMap' | 'isScalar' | 'isSeq' | 'Parser' | 'visit'>

const maxDepth = 32
const maxItems = 1000
const maxAliases = 100
const coreTag = /^tag:yaml\.org,2002:(?:bool|float|int|map|null|seq|str)$/

/** Parses a JSON or YAML 1.2 text of one document; the problems are syntax errors and duplicate keys. */
export async function parseDocument(text: string, format: 'json' | 'yaml'): Promise<ParseResult> {
  const content = text.replace(/^\uFEFF/, '')
  const syntaxError = format === 'json' ? jsonError(content) : undefined
  if (syntaxError)
    return {
      problems: [
        {
          position: positionLookup(content)(syntaxError.offset),
          describe: () => `is not valid JSON: ${syntaxError.reason}`,
        },
      ],
    }
  // The bundle has only the default export of a CommonJS package.
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
  const yamlProblem = (flaw: {code: string; message: string; pos: [number, number]}): LocatedProblem => ({
    position: positionAt(flaw.pos[0]),
    describe: () => `is not valid YAML: ${yamlErrorReason(flaw, text)}`,
  })
  if (format === 'yaml' && otherErrors.length > 0) return {problems: otherErrors.map(yamlProblem)}
  if (secondDocument)
    return {
      problems: [
        {position: positionAt(secondDocument.range[0]), describe: () => 'has a second document; only one is allowed'},
      ],
    }

  const duplicateProblems = duplicateKeys.map(({pos}): LocatedProblem => ({
    position: positionAt(pos[0]),
    describe: () => 'this key appears twice',
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
      return {problems: [...problems, {describe: () => 'is too large once its aliases are resolved'}]}
    throw error
  }
}

/** Why a text would take too long or too much memory to parse on; undefined if it doesn't. */
function findExcess(tokens: readonly CST.Token[]): string | undefined {
  let level: CST.Token[] = [...tokens]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) return `is nested more than ${maxDepth} levels deep`
    if (level.some(token => 'items' in token && token.items.length > maxItems))
      return `has a list or a mapping of more than ${maxItems} entries`
    level = level.flatMap(childTokens)
  }

  return undefined
}

function childTokens(token: CST.Token): CST.Token[] {
  if ('items' in token) return token.items.flatMap(({key, value}) => [key ?? [], value ?? []].flat())
  return token.type === 'document' && token.value ? [token.value] : []
}

/** Strings that YAML breaks over several lines become one line. */
function foldLines(value: unknown, depth = 0): unknown {
  if (depth > maxDepth) throw new RangeError('too deep')
  if (typeof value === 'string') return value.includes('\n') ? value.replaceAll(/\s*\n\s*/g, ' ').trim() : value
  if (Array.isArray(value)) return value.map(item => foldLines(item, depth + 1))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, foldLines(item, depth + 1)]))
}

/** Unsupported tags, and too many aliases. */
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
          describe: () => `has the tag ${tag}, which is not supported`,
        })
    },
  })
  return aliases.length > maxAliases ? [...problems, {describe: () => `has more than ${maxAliases} aliases`}] : problems
}

/** The node at a pointer, with aliases resolved, and the last node on the way to it. */
function findNode(
  yaml: Yaml,
  document: Document,
  pointer: string,
): {readonly nearestNode: Node | null; readonly node: Node | undefined} {
  const resolveAlias = (node: unknown) =>
    (yaml.isAlias(node) ? node.resolve(document) : node) as Node | null | undefined
  const childOf = (node: unknown, key: string): unknown => {
    if (yaml.isMap(node)) return node.items.find(pair => keyText(pair.key) === key)?.value
    return yaml.isSeq(node) ? node.items[Number(key)] : undefined
  }

  let node = resolveAlias(document.contents)
  let nearestNode = node ?? null
  for (const key of pointerKeys(pointer)) {
    node = resolveAlias(childOf(node, key))
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
