import type {JsonObject} from '../foundation/is-object.js'

/** How many letters, digits, blanks and other characters a text has, which reveals nothing else about it. */
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

/** A text with 9 in place of every number. */
export const maskNumbers = (text: string): string => text.replaceAll(/\d+/g, '9')

const datePattern = /^\d{4}([-/])\d{2}\1\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)? ?(?:Z|UTC|[+-]\d{2}:?\d{2})?$/
const formats: ReadonlyArray<readonly [RegExp, string]> = [
  [/^$/, 'empty string'],
  [/^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i, 'uuid'],
  [/^[a-z][a-z\d+.-]*:\/\/\S+$/i, 'URL'],
  [/^[^\s@]+@[^\s@]+$/, 'address'],
]

/** The format of a text that may contain anything. */
export function stringFormat(text: string): string {
  if (datePattern.test(text)) return `date ${text.replaceAll(/\d/g, '9')}`
  return formats.find(([pattern]) => pattern.test(text))?.[1] ?? 'string'
}

/** The pattern of keys in the API. */
const identifier = /^[a-z][a-z0-9_]{0,40}\??$/

/** Whether a text could be a key of the API. If it also occurs as a value, it's someone's name. */
export const couldBeKey = (text: string): boolean => identifier.test(text)

/** Whether most keys of an object are known. Otherwise its keys are someone's names. */
export function isRecord(object: JsonObject, knownKeys: ReadonlySet<string>): boolean {
  const keys = Object.keys(object)
  return keys.length === 0 || keys.filter(key => knownKeys.has(key)).length * 2 >= keys.length
}
