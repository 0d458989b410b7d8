import type {Row} from './json-object.js'

/** How many letters, digits, blanks and other characters a text has, and nothing else of it. */
export function lookOf(text: string): string {
  const count = (pattern: RegExp) => [...text.matchAll(pattern)].length
  const [letters, digits, blanks] = [count(/\p{L}/gu), count(/\p{N}/gu), count(/\s/gu)]
  const all: ReadonlyArray<readonly [number, string]> = [
    [letters, 'letters'],
    [digits, 'digits'],
    [blanks, 'blanks'],
    [count(/[^\p{L}\p{N}\s]/gu), 'others'],
  ]
  const parts = all.flatMap(([many, what]) => (many > 0 ? [`${many} ${what}`] : []))
  return `(${parts.join(', ') || 'empty'})`
}

/** A text with 9 for every number. */
export const masked = (text: string): string => text.replaceAll(/\d+/g, '9')

const date = /^\d{4}([-/])\d{2}\1\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)? ?(?:Z|UTC|[+-]\d{2}:?\d{2})?$/
const forms: ReadonlyArray<readonly [RegExp, string]> = [
  [/^$/, 'empty string'],
  [/^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i, 'uuid'],
  [/^[a-z][a-z\d+.-]*:\/\/\S+$/i, 'URL'],
  [/^[^\s@]+@[^\s@]+$/, 'address'],
]

/** The form of a text that may say anything. */
export function formOf(text: string): string {
  if (date.test(text)) return `date ${text.replaceAll(/\d/g, '9')}`
  return forms.find(([pattern]) => pattern.test(text))?.[1] ?? 'string'
}

/** What a new key of the API would be called. */
const identifier = /^[a-z][a-z0-9_]{0,40}\??$/

/** Whether a text could be a key: one that was said as a value is a name of somebody's. */
export const isKey = (text: string): boolean => identifier.test(text)

/** Whether most keys of an object are those of a record; the keys of any other object are names of somebody's. */
export function isRecord(row: Row, known: ReadonlySet<string>): boolean {
  const keys = Object.keys(row)
  return keys.length === 0 || keys.filter(key => known.has(key)).length * 2 >= keys.length
}
