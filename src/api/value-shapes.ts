import type {JsonObject} from './json-object.js'

/** How many letters, digits, blanks and other characters a text has, and nothing else of it. */
export function characterCounts(text: string): string {
  const count = (pattern: RegExp) => [...text.matchAll(pattern)].length
  const [letters, digits, blanks] = [count(/\p{L}/gu), count(/\p{N}/gu), count(/\s/gu)]
  const counts: ReadonlyArray<readonly [number, string]> = [
    [letters, 'letters'],
    [digits, 'digits'],
    [blanks, 'blanks'],
    [count(/[^\p{L}\p{N}\s]/gu), 'others'],
  ]
  const descriptions = counts.flatMap(([amount, unit]) => (amount > 0 ? [`${amount} ${unit}`] : []))
  return `(${descriptions.join(', ') || 'empty'})`
}

/** A text with 9 for every number. */
export const maskNumbers = (text: string): string => text.replaceAll(/\d+/g, '9')

const datePattern = /^\d{4}([-/])\d{2}\1\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)? ?(?:Z|UTC|[+-]\d{2}:?\d{2})?$/
const formats: ReadonlyArray<readonly [RegExp, string]> = [
  [/^$/, 'empty string'],
  [/^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i, 'uuid'],
  [/^[a-z][a-z\d+.-]*:\/\/\S+$/i, 'URL'],
  [/^[^\s@]+@[^\s@]+$/, 'address'],
]

/** The form of a text that may say anything. */
export function stringFormat(text: string): string {
  if (datePattern.test(text)) return `date ${text.replaceAll(/\d/g, '9')}`
  return formats.find(([pattern]) => pattern.test(text))?.[1] ?? 'string'
}

/** What a new key of the API would be called. */
const identifier = /^[a-z][a-z0-9_]{0,40}\??$/

/** Whether a text could be a key: one that was said as a value is a name of somebody's. */
export const couldBeKey = (text: string): boolean => identifier.test(text)

/** Whether most keys of an object are those of a record; the keys of any other object are names of somebody's. */
export function isRecord(object: JsonObject, knownKeys: ReadonlySet<string>): boolean {
  const keys = Object.keys(object)
  return keys.length === 0 || keys.filter(key => knownKeys.has(key)).length * 2 >= keys.length
}
