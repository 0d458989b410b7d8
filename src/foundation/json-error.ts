/** Why a text isn't valid JSON, and at which offset. */
export interface JsonError {
  readonly offset: number
  readonly reason: string
}

/** What may come next. */
type Expected = 'colon' | 'comma' | 'end' | 'first key' | 'first value' | 'key' | 'value'

const string = String.raw`"[^"\\\u0000-\u001F]*(?:\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})[^"\\\u0000-\u001F]*)*"`
const number = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[Ee][+-]?\d+)?`
const token = new RegExp(String.raw`[{}[\],:]|${string}|${number}|true|false|null`, 'y')
const utf16 = new RegExp(String.raw`^(?:\uFFFD|.?\u0000)`)
const cutValue = /^(?:-|t(?:ru?)?|f(?:a(?:ls?)?)?|n(?:ul?)?|"(?:[^"\\]|\\.)*\\?)$/

/** Why a text isn't valid JSON; undefined if it is. Parsers of different versions of Node don't say it alike. */
export function jsonError(text: string): JsonError | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch {
    return findError(text)
  }
}

function findError(text: string): JsonError {
  const open: string[] = []
  let expected: Expected = 'value'
  let offset = skipSpace(text, 0)
  for (;;) {
    token.lastIndex = offset
    const found = token.exec(text)?.[0]
    if (found === undefined) return {offset, reason: reasonAt(text, offset, expected)}
    const next = step(found, expected, open)
    if (next === undefined) return {offset, reason: unexpected(found, expected)}
    expected = next
    offset = skipSpace(text, offset + found.length)
  }
}

function skipSpace(text: string, start: number): number {
  const space = /[\t\n\r ]*/y
  space.lastIndex = start
  space.exec(text)
  return space.lastIndex
}

/** What may follow a token; undefined if it may not stand where it does. */
const step = (found: string, expected: Expected, open: string[]): Expected | undefined =>
  found === '}' || found === ']' ? close(found, expected, open) : steps[expected](found, open)

type Step = (found: string, open: string[]) => Expected | undefined

const beginKey: Step = found => (found.startsWith('"') ? 'colon' : undefined)
const beginValue: Step = (found, open) => (found === ',' || found === ':' ? undefined : begin(found, open))

const steps: Readonly<Record<Expected, Step>> = {
  colon: found => (found === ':' ? 'value' : undefined),
  comma: (found, open) => (found === ',' ? separated(open) : undefined),
  end: () => undefined,
  'first key': beginKey,
  'first value': beginValue,
  key: beginKey,
  value: beginValue,
}

/** What follows the beginning of a value. */
function begin(found: string, open: string[]): Expected {
  if (found !== '{' && found !== '[') return open.length === 0 ? 'end' : 'comma'
  open.push(found)
  return found === '{' ? 'first key' : 'first value'
}

const separated = (open: readonly string[]): Expected => (open.at(-1) === '{' ? 'key' : 'value')

function close(found: string, expected: Expected, open: string[]): Expected | undefined {
  const opener = found === '}' ? '{' : '['
  const isEmpty = expected === (found === '}' ? 'first key' : 'first value')
  if (open.at(-1) !== opener || !(isEmpty || expected === 'comma')) return undefined
  open.pop()
  return open.length === 0 ? 'end' : 'comma'
}

const wanted: Readonly<Record<Expected, string>> = {
  colon: 'a colon after the key',
  comma: 'a comma or a closing bracket',
  end: 'nothing after the end',
  'first key': 'a key in double quotes, or }',
  'first value': 'a value, or ]',
  key: 'a key in double quotes',
  value: 'a value',
}

function unexpected(found: string, expected: Expected): string {
  if ((found === '}' || found === ']') && (expected === 'key' || expected === 'value'))
    return `there is a comma too many, or a value is missing, before ${found}`
  return `${shortened(found)} is unexpected; expected ${wanted[expected]}`
}

/** What is wrong where no token begins. */
function reasonAt(text: string, offset: number, expected: Expected): string {
  const rest = text.slice(offset, offset + 200)
  if (utf16.test(text)) return 'it is not UTF-8; a redirection in PowerShell writes UTF-16'
  if (rest === '') return text.trim() === '' ? 'it is empty' : `it ends too early; expected ${wanted[expected]}`
  if (rest.startsWith("'")) return "a string needs double quotes, not '"
  if (cutValue.test(text.slice(offset))) return 'it ends too early, in the middle of a value'
  if (rest.startsWith('"')) return 'a string has no end on its line, or a backslash that escapes nothing'
  if (/^(?:\/\/|\/\*|#)/.test(rest)) return 'JSON has no comments'
  return unexpected(/^[\w$.+-]+/.exec(rest)?.[0] ?? rest.charAt(0), expected)
}

const longest = 20
const shortened = (found: string) => (found.length > longest ? `${found.slice(0, longest)}...` : found)

/** Why a text isn't valid JSON, with the line and column. */
export function jsonErrorText(text: string): string {
  const {offset, reason} = findError(text)
  const {column, line} = lineAndColumn(text, offset)
  return `${reason}, at line ${line}, column ${column}`
}

/** The line and column of an offset, both from 1. */
function lineAndColumn(text: string, offset: number): {readonly column: number; readonly line: number} {
  const before = text.slice(0, offset)
  return {column: offset - before.lastIndexOf('\n'), line: before.split('\n').length}
}
