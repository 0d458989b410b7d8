import {jsonError} from '../foundation/json-error.js'

/** One object of a list in a text, or one of several after another. */
export interface JsonElement {
  readonly text: string
  /** On which line it begins, from 1. */
  readonly line: number
}

/** Splits a long text into elements, piece by piece. */
export interface JsonElements {
  /** The elements that end in the next piece of the text. */
  readonly push: (text: string) => JsonElement[]
  /** Why the text as a whole is not valid JSON, and on which line; undefined if it is. Elements are not checked. */
  readonly end: () => {readonly line: number; readonly reason: string} | undefined
}

/** What is read so far. */
interface Progress {
  readonly listKey: RegExp
  depth: number
  line: number
  isInString: boolean
  /** Whether the next character belongs to a backslash of the piece before. */
  isEscaped: boolean
  /** How deep elements are; undefined until it is known, infinite after their list. */
  elementDepth: number | undefined
  element: {readonly line: number; readonly parts: string[]} | undefined
  /** All that is around elements, each of which is a 0 in it. */
  frame: string
  tooManyAt: number | undefined
  /** How much is kept of the element, or around elements since the last one. */
  length: number
  tooLongAt: number | undefined
}

/** Longer than any event: what has no end isn't kept. */
export const maxElementLength = 16_777_216

const special = /["[\]{}\n]/g
const specialInString = /["\\]/g

/**
 * Reads a list, an object with a list under a key, or one object after another.
 *
 * @param key the key of the list, where it is in an object
 */
export function jsonElements(key: string): JsonElements {
  const progress: Progress = {
    depth: 0,
    element: undefined,
    elementDepth: undefined,
    frame: '',
    isEscaped: false,
    isInString: false,
    length: 0,
    line: 1,
    listKey: new RegExp(String.raw`${JSON.stringify(key)}\s*:\s*$`),
    tooLongAt: undefined,
    tooManyAt: undefined,
  }
  return {end: () => problemOf(progress), push: text => elementsOf(progress, text)}
}

function elementsOf(progress: Progress, text: string): JsonElement[] {
  const elements: JsonElement[] = []
  let kept = 0
  const keepUntil = (end: number) => {
    keep(progress, text.slice(kept, end))
    kept = end
  }

  for (let at = skipString(progress, text, 0); at < text.length; at = skipString(progress, text, at)) {
    const character = text.charAt(at)
    if (character === '"') progress.isInString = true
    else if (character === '\n') progress.line++
    else if (character === '{' || character === '[') open(progress, character, () => keepUntil(at))
    else elements.push(...close(progress, () => keepUntil(at + 1)))
    at++
  }

  keepUntil(text.length)
  return progress.tooLongAt === undefined ? elements : []
}

function keep(progress: Progress, part: string): void {
  progress.length += part.length
  if (progress.length > maxElementLength) progress.tooLongAt ??= progress.line
  if (progress.tooLongAt !== undefined) return
  if (progress.element) progress.element.parts.push(part)
  else progress.frame += part
}

/** The next character from an offset on that isn't in a string and means something; the length if there is none. */
function skipString(progress: Progress, text: string, start: number): number {
  let at = start
  if (progress.isEscaped && text !== '') {
    progress.isEscaped = false
    at++
  }

  while (progress.isInString) {
    specialInString.lastIndex = at
    const found = specialInString.exec(text)
    if (!found) return text.length
    at = found.index + 1
    if (found[0] === '"') progress.isInString = false
    else if (at < text.length) at++
    else progress.isEscaped = true
  }

  special.lastIndex = at
  return special.exec(text)?.index ?? text.length
}

function open(progress: Progress, character: string, keepBefore: () => void): void {
  const {depth, element, elementDepth} = progress
  if (!element) keepBefore()
  if (elementDepth === undefined) {
    if (depth === 0 && character === '[') progress.elementDepth = 1
    else if (depth === 1 && character === '[' && progress.listKey.test(progress.frame)) progress.elementDepth = 2
  } else if (!element && depth === elementDepth) {
    progress.element = {line: progress.line, parts: []}
    progress.length = 0
  }

  progress.depth++
}

function close(progress: Progress, keepThrough: () => void): JsonElement[] {
  progress.depth--
  const {depth, element, elementDepth} = progress
  if (depth < 0) progress.tooManyAt ??= progress.line
  if (element && depth === elementDepth) {
    keepThrough()
    progress.element = undefined
    progress.frame += elementDepth === 0 ? '' : '0'
    progress.length = 0
    return [{line: element.line, text: element.parts.join('')}]
  }

  if (elementDepth !== undefined && depth < elementDepth) progress.elementDepth = Number.POSITIVE_INFINITY
  if (elementDepth !== undefined || depth !== 0) return []
  // An object without such a list: it is the first of several.
  keepThrough()
  const {frame} = progress
  progress.elementDepth = 0
  progress.frame = ''
  return [{line: 1 + leadingLines(frame), text: frame.trim()}]
}

const leadingLines = (text: string) => (/^\s*/.exec(text)?.[0] ?? '').split('\n').length - 1

function problemOf({
  depth,
  elementDepth,
  frame,
  isInString,
  line,
  tooLongAt,
  tooManyAt,
}: Progress): {line: number; reason: string} | undefined {
  if (tooLongAt !== undefined) return {line: tooLongAt, reason: 'it has an event of more than 16 MiB'}
  if (tooManyAt !== undefined) return {line: tooManyAt, reason: 'there is a closing bracket too many'}
  if (isInString || depth > 0) return {line, reason: 'it ends too early'}
  if (elementDepth === 0)
    return frame.trim() === '' ? undefined : {line, reason: 'there is something other than objects'}
  const error = jsonError(frame)
  return error && {line, reason: error.reason}
}
